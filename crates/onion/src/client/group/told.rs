use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::group_announce::GroupAnnounce;

/// What the owner was told a moment ago, so that the same announce from several nodes comes out once.
#[derive(Debug, Default)]
pub(crate) struct Told {
    announces: Vec<(Instant, GroupAnnounce)>,
}

impl Told {
    /// Notes that the announce is told now; `false` if it was told a moment ago.
    pub(crate) fn note(&mut self, now: Instant, announce: &GroupAnnounce) -> bool {
        self.announces.retain(|(at, _)| now < *at + MEMORY);
        if self.announces.iter().any(|(_, told)| told == announce) {
            return false;
        }
        if self.announces.len() >= MAX_TOLD {
            self.announces.remove(0);
        }
        self.announces.push((now, *announce));
        true
    }
}

/// Time in which an announce comes out once. Our choice: a member that does not answer is worth another try soon.
const MEMORY: Duration = Duration::from_secs(5);
/// Announces remembered. Our choice: as many as a node keeps.
const MAX_TOLD: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use toxcore_crypto::EphemeralPublicKey;

    fn announce(number: u8) -> GroupAnnounce {
        let member = EphemeralPublicKey::from_bytes([number; 32]);
        GroupAnnounce { member, addr: Some(([198, 51, 100, number], 33445).into()), relay: None }
    }

    #[test]
    fn the_same_announce_comes_out_once_in_five_seconds() {
        let mut told = Told::default();
        let at = |seconds| Instant::from_origin(Duration::from_secs(seconds));
        assert!(told.note(at(0), &announce(1)) && told.note(at(1), &announce(2)));
        assert!(!told.note(at(4), &announce(1)), "it was told");
        let moved = GroupAnnounce { addr: Some(([198, 51, 100, 9], 1).into()), ..announce(1) };
        assert!(told.note(at(4), &moved), "another address is news");
        assert!(told.note(at(5), &announce(1)));
        (0..200).for_each(|number| _ = told.note(at(6), &announce(number)));
        assert_eq!(told.announces.len(), MAX_TOLD);
    }
}
