//! What conferences want of friend connections, and what they tell the user.

use toxcore_conference::Output;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{Discard, FriendId, Instant};
use toxcore_wire::conference::{InvitePacket, LossyMessage};

use super::{Tox, with_conferences};
use crate::Event;
use crate::machines::MachineName;

impl Tox {
    /// A packet of conferences, from a friend or from somebody who is held. Invitations are those of friends who are online.
    pub(super) fn handle_conference_data(&mut self, now: Instant, friend: FriendId, data: &[u8]) {
        let is_invite = data.first() == Some(&InvitePacket::ID);
        let result = if is_invite && self.messenger.connection(friend).is_none() {
            Err(Discard::ForbiddenSource)
        } else {
            with_conferences!(self, now, |conferences, cx| match is_invite {
                true => conferences.handle_invite(cx, friend, data),
                false => conferences.handle_packet(cx, friend, data),
            })
        };
        if result.is_err() && data.first() == Some(&LossyMessage::ID) {
            // Programs that arrange calls may want to hear it, whatever it is.
            self.handle_messenger_data(now, friend, data);
        } else {
            self.note(result);
        }
        // The next packet may be one that net-crypto has read already.
        self.carry_conferences(now);
    }

    pub(super) fn carry_conferences(&mut self, now: Instant) {
        while let Some(output) = self.conferences.poll_output() {
            let event = match output {
                Output::Hold { key, dht_key } => {
                    self.hold(now, key, dht_key);
                    continue;
                }
                Output::Hint { key, dht_key } => {
                    self.hint(now, &key, dht_key);
                    continue;
                }
                Output::Release { key } => {
                    self.release(now, &key);
                    continue;
                }
                Output::Invited { friend, cookie } => Event::ConferenceInvite { friend, cookie },
                Output::Connected { conference } => Event::ConferenceConnected { conference },
                Output::PeerJoined { conference, peer } => Event::ConferencePeerJoined { conference, peer },
                Output::PeerLeft { conference, peer, name, why } => {
                    Event::ConferencePeerLeft { conference, peer, name, why }
                }
                Output::PeerName { conference, peer, name } => Event::ConferencePeerName { conference, peer, name },
                Output::Title { conference, peer, title } => Event::ConferenceTitle { conference, peer, title },
                Output::Message { conference, peer, own, kind, text } => {
                    Event::ConferenceMessage { conference, peer, own, kind, text }
                }
            };
            self.events.push_back(event);
        }
    }

    /// Keeps a friend connection for conferences.
    fn hold(&mut self, now: Instant, key: LongTermPublicKey, dht_key: DhtPublicKey) {
        match self.friends.hold(now, key) {
            Ok(id) if self.friends.known_dht_key(id).is_none() => self.friends.dht_key(now, id, dht_key),
            Ok(_) => {}
            Err(error) => tracing::debug!(target: "toxcore", %error, "no connection with a member of a conference"),
        }
        self.touched.add(MachineName::Friends);
    }

    /// Members say that somebody has this DHT key. Friends tell theirs themselves, in a way that nobody can forge.
    fn hint(&mut self, now: Instant, key: &LongTermPublicKey, dht_key: DhtPublicKey) {
        let Some(id) = self.friends.find(key) else { return };
        let is_better_known = self.friends.is_friend(id) && self.friends.known_dht_key(id).is_some();
        if !is_better_known && !self.friends.is_online(id) {
            self.friends.dht_key(now, id, dht_key);
            self.touched.add(MachineName::Friends);
        }
    }

    /// Conferences need a friend connection no longer: it ends with what waits in it, if nobody else does.
    fn release(&mut self, now: Instant, key: &LongTermPublicKey) {
        let Some(id) = self.friends.find(key) else { return };
        if !self.friends.is_friend(id) {
            self.part_from(now, id);
        }
        self.friends.release(now, id);
        self.touched.add(MachineName::Friends);
    }
}
