//! Who is in a conference by the events that were polled so far. The machine is ahead of those who poll, and a place in the list
//! of members, which is what events and the C library call them by, is another one's once somebody leaves.

use toxcore_conference::{ConferenceNumber, PeerId};

use super::Tox;
use crate::Event;

impl Tox {
    /// How many members of a conference are in sight by the events that were polled.
    #[must_use]
    pub fn conference_peer_count_told(&self, conference: ConferenceNumber) -> Option<usize> {
        let now = self.conferences.peer_count(conference)?;
        let change = |event: &Event| match event {
            Event::ConferencePeerJoined { .. } => (1, 0),
            Event::ConferencePeerLeft { .. } => (0, 1),
            _ => (0, 0),
        };
        let waiting = self.events.iter().filter(|event| event.conference() == Some(conference)).map(change);
        let (came, went) = waiting.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        Some((now + went).saturating_sub(came))
    }

    /// Who is at this place in the list of members by the events that were polled. Places may be other ones in
    /// [`conferences`](Self::conferences) already.
    #[must_use]
    pub fn conference_peer_told(&self, conference: ConferenceNumber, index: usize) -> Option<PeerId> {
        let mut len = self.conference_peer_count_told(conference)?;
        if index >= len {
            return None;
        }
        // On to the present: whoever comes is the last, and the last one takes the place of whoever leaves.
        let mut at = index;
        for event in self.events.iter().filter(|event| event.conference() == Some(conference)) {
            match event {
                Event::ConferencePeerJoined { .. } => len += 1,
                Event::ConferencePeerLeft { peer, .. } if peer.index == at => return Some(PeerId { index, ..*peer }),
                Event::ConferencePeerLeft { peer, .. } => {
                    len = len.saturating_sub(1);
                    if at == len {
                        at = peer.index;
                    }
                }
                _ => {}
            }
        }
        let peer = self.conferences.peer(conference, at)?.id;
        Some(PeerId { index, ..peer })
    }

    /// What a member of a conference is called, also one whose leaving was not polled yet.
    #[must_use]
    pub fn conference_peer_name_told(&self, conference: ConferenceNumber, peer: &PeerId) -> Option<&[u8]> {
        let left = self.events.iter().rev().find_map(|event| match event {
            Event::ConferencePeerLeft { conference: whose, peer: left, name, .. }
                if *whose == conference && left.number == peer.number =>
            {
                Some(name.as_bytes())
            }
            _ => None,
        });
        if left.is_some() {
            return left;
        }
        let at = self.conferences.peer_index(conference, peer.number)?;
        self.conferences.peer(conference, at).map(|peer| peer.name)
    }
}

#[cfg(test)]
mod tests;
