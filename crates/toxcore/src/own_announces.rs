//! What we announce of ourselves in public groups, at the node that we are: others may ask it for a group as well as any.

use std::collections::BTreeMap;
use std::time::Duration;

use toxcore_onion::OnionNode;
use toxcore_sansio::Instant;
use toxcore_wire::group::{ChatId, GroupAnnounce};
use toxcore_wire::group_announce::PublicGroupAnnounce;

/// Groups that are announced with our address, and when they are announced again at our own node.
#[derive(Debug, Default)]
pub(crate) struct OwnAnnounces {
    groups: BTreeMap<ChatId, GroupAnnounce>,
    due: Option<Instant>,
}

impl OwnAnnounces {
    /// From now on this is announced; without an address nothing is, because the node would tell it, and what was is taken back.
    pub(crate) fn set(&mut self, now: Instant, chat_id: ChatId, announce: Option<GroupAnnounce>, node: &mut OnionNode) {
        match announce.filter(|announce| announce.addr.is_some()) {
            Some(announce) => {
                self.groups.insert(chat_id, announce);
                self.due = Some(now);
            }
            None => {
                if let Some(announce) = self.groups.remove(&chat_id) {
                    node.forget_group(&chat_id, &announce.member);
                }
                self.due = self.due.filter(|_| !self.groups.is_empty());
            }
        }
    }

    pub(crate) const fn poll_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// Announces all that is due. Returns who else is announced there.
    pub(crate) fn exchange(&mut self, now: Instant, node: &mut OnionNode) -> Vec<(ChatId, GroupAnnounce)> {
        let Some(due) = self.due.filter(|due| *due <= now) else { return Vec::new() };
        self.due = Some(due.max(now) + INTERVAL);
        let others = self.groups.iter().flat_map(|(chat_id, announce)| {
            let found = node.exchange_group(now, &PublicGroupAnnounce { chat_id: *chat_id, announce: *announce });
            found.into_iter().map(|other| (*chat_id, other))
        });
        others.collect()
    }
}

/// How often. Our choice: nodes keep an announce for 30 s.
const INTERVAL: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey};
    use toxcore_sansio::Seed;

    use super::*;

    fn announce(member: u8, has_address: bool) -> GroupAnnounce {
        let addr = has_address.then(|| ([192, 0, 2, member], 33_445).into());
        GroupAnnounce { member: EphemeralPublicKey::from_bytes([member; 32]), addr, relay: None }
    }

    #[test]
    fn what_is_announced_with_an_address_is_announced_here_every_ten_seconds() {
        let seed = Seed::from_number(1);
        let own_key = DhtPublicKey::from_bytes([9; 32]);
        let mut node = OnionNode::new(&toxcore_onion::Config::default(), &own_key, Instant::ZERO, &seed);
        let (chat_id, other) = (ChatId::from_bytes([1; 32]), announce(2, true));
        let mut own = OwnAnnounces::default();
        let now = Instant::ZERO;
        own.set(now, chat_id, Some(announce(1, true)), &mut node);
        own.set(now, ChatId::from_bytes([2; 32]), Some(announce(1, false)), &mut node);
        assert_eq!((own.exchange(now, &mut node), node.groups()), (Vec::new(), 1));
        assert_eq!(own.poll_timeout(), Some(now + INTERVAL));

        node.exchange_group(now, &PublicGroupAnnounce { chat_id, announce: other });
        assert_eq!(own.exchange(now, &mut node), [], "too soon");
        assert_eq!(own.exchange(now + INTERVAL, &mut node), [(chat_id, other)]);
        own.set(now + INTERVAL, chat_id, None, &mut node);
        assert_eq!(own.poll_timeout(), None);
        let told = node.exchange_group(now + INTERVAL, &PublicGroupAnnounce { chat_id, announce: announce(3, true) });
        assert_eq!(told.into_iter().collect::<Vec<_>>(), [other], "nobody hears of us any more");
    }
}
