//! What members say, on its way from one to the next. Protocol: conferences, Messages.

use toxcore_sansio::FriendId;
use toxcore_wire::conference::GroupMessage;

use super::{Conference, Shared, Timer};
use crate::Context;

/// Messages that are to be passed on.
///
/// They wait until everything that has arrived is read: when all sit in one room, most neighbours turn out to have them.
#[derive(Debug, Default)]
pub(super) struct Relays {
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    author: u16,
    message_number: u32,
    packet: Vec<u8>,
    /// Whoever it came from.
    has_it: Vec<FriendId>,
}

impl Relays {
    fn get_mut(&mut self, message: &GroupMessage<'_>) -> Option<&mut Waiting> {
        let (author, number) = (message.peer_number, message.message_number);
        self.waiting.iter_mut().find(|waiting| (waiting.author, waiting.message_number) == (author, number))
    }

    /// A friend connection has another id.
    pub(super) fn on_moved(&mut self, from: FriendId, to: FriendId) {
        for friend in self.waiting.iter_mut().flat_map(|waiting| &mut waiting.has_it) {
            if *friend == from {
                *friend = to;
            }
        }
    }
}

impl Waiting {
    fn add(&mut self, friend: FriendId) {
        if !self.has_it.contains(&friend) {
            self.has_it.push(friend);
        }
    }
}

impl Conference {
    /// Wants a message of somebody else passed on, to all but the one who has it.
    pub(super) fn relay(
        &mut self,
        cx: &mut Context<'_>,
        shared: &mut Shared,
        (message, packet): (&GroupMessage<'_>, &[u8]),
        has_it: Option<FriendId>,
    ) {
        if self.relays.waiting.len() >= MAX_WAITING {
            self.pass_on(cx, shared);
        }
        self.relays.waiting.push(Waiting {
            author: message.peer_number,
            message_number: message.message_number,
            packet: packet.to_vec(),
            has_it: has_it.into_iter().collect(),
        });
        self.timers.set(Timer::Relay, cx.now);
    }

    /// A message came once more, from somebody who need not get it from us, then. Its author wants to hear it back, but not of
    /// each neighbour: who brings us a copy has passed it on to the author, too, if it knows it. The first who pass it on have
    /// no copies, so there is always somebody.
    pub(super) fn note_copy(&mut self, message: &GroupMessage<'_>, from: FriendId) {
        let Some(way) = self.connections.by_friend(from).map(|connection| connection.key) else { return };
        let author = self.members.get(message.peer_number).map(|(_, peer)| peer.key);
        let echo = author.and_then(|key| self.connections.by_key(&key)?.friend);
        let Some(waiting) = self.relays.get_mut(message).filter(|_| author != Some(way)) else { return };
        waiting.add(from);
        if waiting.has_it.len() >= ECHOES
            && let Some(echo) = echo
        {
            waiting.add(echo);
        }
    }

    /// Passes on what waits.
    pub(super) fn pass_on(&mut self, cx: &mut Context<'_>, shared: &mut Shared) {
        self.timers.stop(Timer::Relay);
        for waiting in std::mem::take(&mut self.relays.waiting) {
            shared.scratch.clear();
            shared.scratch.extend_from_slice(&waiting.packet);
            self.send_scratch(cx, shared, &waiting.has_it);
        }
    }
}

/// Neighbours who brought a copy, and so sent it back to its author, before we do not. Our choice: two, as one may be lost at that moment.
const ECHOES: usize = 2;
/// Messages that wait to be passed on at most; then they go all at once. Our choice: what a driver reads in one turn.
const MAX_WAITING: usize = 64;
