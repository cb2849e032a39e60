//! Packets of a friend connection: alive, shared relays, friend requests.

use toxcore_sansio::{Discard, LinkError, Links, Relays, SendClass};
use toxcore_wire::Encode as _;
use toxcore_wire::friend::{FriendRequest, MAX_SHARED_RELAYS, RelayList, ShareRelays};

use super::*;
use crate::config::{ALIVE_INTERVAL, SHARE_RELAYS_INTERVAL, SHARE_RELAYS_RETRY};
use crate::friend::Timer;

/// Whether a packet was ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// It was, and is done with.
    Here,
    /// It is for the messenger or a conference.
    Elsewhere,
}

impl FriendConnections {
    /// A lossless packet of a friend, its id included. Each counts as a sign of life, so each should come here first.
    ///
    /// # Errors
    /// [`Discard`]; the packet still was a sign of life.
    pub fn handle_data(
        &mut self,
        now: Instant,
        id: FriendId,
        data: &[u8],
        relays: &dyn Relays,
    ) -> Result<Handled, Discard> {
        let friend = self.friends.get_mut(id).ok_or(Discard::UnknownAddressee)?;
        let key = friend.key;
        friend.session_mut().ok_or(Discard::Unsolicited)?.progress = now;
        match data.split_first() {
            Some((&ALIVE, _)) => Ok(Handled::Here),
            Some((&ShareRelays::KIND, _)) => self.handle_share_relays(now, id, data, relays).map(|()| Handled::Here),
            Some((&FriendRequest::CONNECTION_KIND, payload)) => {
                self.handle_request(now, key, payload).map(|()| Handled::Here)
            }
            _ => Ok(Handled::Elsewhere),
        }
    }

    fn handle_share_relays(
        &mut self,
        now: Instant,
        id: FriendId,
        packet: &[u8],
        relays: &dyn Relays,
    ) -> Result<(), Discard> {
        let shared_relays = ShareRelays::parse(packet)?.relays;
        self.change(id, |friend, shared| {
            for relay in shared_relays.iter() {
                friend.learn_relay(now, *relay, relays, shared);
            }
        });
        Ok(())
    }
}

impl Friend {
    /// Sends an alive packet.
    pub(super) fn send_alive(&mut self, now: Instant, links: &mut dyn Links) {
        let sent = links.send(self.id, SendClass::Priority, &[ALIVE]);
        self.timers.set(Timer::Alive, now + if sent.is_ok() { ALIVE_INTERVAL } else { SEND_RETRY });
    }

    /// Tells him some of our relays, over which the connection is led first.
    pub(super) fn share_relays(
        &mut self,
        now: Instant,
        links: &mut dyn Links,
        relays: &dyn Relays,
        shared: &mut Shared,
    ) {
        let wait = match self.try_share(links, relays, shared) {
            Ok(true) => SHARE_RELAYS_INTERVAL,
            Ok(false) => SHARE_RELAYS_RETRY,
            Err(_) => SEND_RETRY,
        };
        self.timers.set(Timer::Share, now + wait);
    }

    /// Whether there was something to share.
    fn try_share(
        &mut self,
        links: &mut dyn Links,
        relays: &dyn Relays,
        shared: &mut Shared,
    ) -> Result<bool, LinkError> {
        shared.relays.clear();
        relays.connected(&mut shared.rng, MAX_SHARED_RELAYS, &mut shared.relays);
        if shared.relays.is_empty() {
            return Ok(false);
        }
        let mut packet = Vec::with_capacity(ShareRelays::MAX_LEN);
        ShareRelays { relays: RelayList::from_first(shared.relays.iter().copied()) }.encode(&mut packet);
        for relay in shared.relays.drain(..) {
            shared.outputs.push_back(Output::Tie { id: self.id, relay });
        }
        links.send(self.id, SendClass::Priority, &packet)?;
        Ok(true)
    }
}

/// Kind of an alive packet. Protocol: friend, Connected.
const ALIVE: u8 = 0x10;
/// Wait after a packet that the queue refused. Our choice: the queue is far longer than what we send.
const SEND_RETRY: std::time::Duration = std::time::Duration::from_secs(1);
