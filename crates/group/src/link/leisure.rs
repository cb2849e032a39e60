//! Packets that are acknowledged at leisure. Protocol: groups, Lossless packets.

use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::group::{BroadcastKind, LosslessKind};

/// Whether nobody waits for the acknowledgement of such a packet: what is said to all tells nobody that it has arrived.
pub(crate) fn is_for(kind: LosslessKind, data: &[u8]) -> bool {
    let is_text = |number: &u8| matches!(BroadcastKind::from(*number), BroadcastKind::Message | BroadcastKind::Action);
    kind == LosslessKind::Broadcast && data.first().is_some_and(is_text)
}

/// Ids of packets of one member that have arrived and whose acknowledgement waits for a packet that goes there anyway.
#[derive(Debug, Default)]
pub(crate) struct Untold {
    ids: [u64; MAX_UNTOLD],
    count: usize,
    is_listed: bool,
}

/// Members for whom acknowledgements wait, all together, so that they leave together.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    /// Places of their links. Some may have nothing left.
    links: Vec<u32>,
    /// When those go that found no packet to go with.
    due: Option<Instant>,
}

impl Untold {
    /// Another one, of the link at this place. Returns whether no more may wait.
    #[must_use]
    pub(crate) fn add(&mut self, waiting: &mut Waiting, now: Instant, link: u32, id: u64) -> bool {
        if let Some(place) = self.ids.get_mut(self.count) {
            *place = id;
            self.count += 1;
        }
        if !std::mem::replace(&mut self.is_listed, true) {
            waiting.links.push(link);
            waiting.due.get_or_insert(now + LEISURE);
        }
        self.count >= MAX_UNTOLD
    }

    /// Takes all, oldest first.
    pub(crate) fn take(&mut self) -> impl Iterator<Item = u64> + use<> {
        self.ids.into_iter().take(std::mem::take(&mut self.count))
    }

    /// It was taken out of the list of those who wait.
    pub(crate) const fn unlist(&mut self) {
        self.is_listed = false;
    }
}

impl Waiting {
    /// The links, if it is time.
    pub(crate) fn take_due(&mut self, now: Instant) -> Vec<u32> {
        if self.due.is_none_or(|due| now < due) {
            return Vec::new();
        }
        self.due = None;
        std::mem::take(&mut self.links)
    }

    /// When [`take_due`](Self::take_due) is useful next.
    pub(crate) const fn due(&self) -> Option<Instant> {
        self.due
    }
}

/// How long they wait. Our choice: where as much is said in both directions as among talking members, something leaves before;
/// members running the reference repeat nothing sooner than after two seconds.
pub(crate) const LEISURE: Duration = Duration::from_millis(250);
/// How many wait at most. Our choice: a quarter of what may be under way at first.
const MAX_UNTOLD: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_for_all_are_acknowledged_at_leisure_and_nothing_else() {
        let leisurely: Vec<u8> = (0..=255).filter(|kind| is_for(LosslessKind::Broadcast, &[*kind, 0])).collect();
        assert_eq!(leisurely, [2, 3]);
        assert!(!is_for(LosslessKind::Custom, &[2]) && !is_for(LosslessKind::Broadcast, &[]));
    }

    #[test]
    fn the_first_that_waits_says_how_long_all_do() {
        let at = |ms| Instant::from_origin(Duration::from_millis(ms));
        let (mut waiting, mut one, mut other) = (Waiting::default(), Untold::default(), Untold::default());
        assert_eq!((waiting.due(), waiting.take_due(at(0))), (None, vec![]));
        let full: Vec<bool> = (0..8).map(|id| one.add(&mut waiting, at(10 * id), 5, id)).collect();
        assert_eq!(full, [[false; 7].as_slice(), &[true]].concat());
        assert!(!other.add(&mut waiting, at(200), 6, 70));
        assert_eq!((one.take().collect::<Vec<_>>(), one.take().next()), ((0..8).collect(), None));
        assert!(!one.add(&mut waiting, at(210), 5, 8), "it is in the list still");
        let due = at(0) + LEISURE;
        assert_eq!((waiting.due(), waiting.take_due(at(249)), waiting.take_due(due)), (Some(due), vec![], vec![5, 6]));
        assert_eq!(waiting.due(), None);
        one.unlist();
        assert!(!one.add(&mut waiting, at(300), 5, 9));
        assert_eq!(waiting.due(), Some(at(300) + LEISURE));
    }
}
