//! What net-crypto says goes to the friend connections and to the messenger.

use toxcore_friend::{Ended, Handled};
use toxcore_messenger::LinkPath;
use toxcore_net_crypto::{ConnectError, ConnectionId, EndReason, OfferId, Output, Payload, Stream, Target};
use toxcore_sansio::{FriendId, Instant, SendClass};
use toxcore_wire::conference::ConferencePacket;
use toxcore_wire::group::GroupInvitePacket;

use super::{Tox, links};
use crate::machines::MachineName;

impl Tox {
    /// `packet` is what net-crypto was given last.
    pub(in crate::tox) fn carry_net_crypto(&mut self, now: Instant, packet: &[u8]) {
        while let Some(output) = self.net_crypto.poll_output() {
            match output {
                Output::Incoming { offer, peer, dht_key, from } => self.on_offer(now, offer, &peer, dht_key, from),
                Output::Established(connection) => self.on_established(now, connection),
                Output::AskedAnew(connection) => {
                    if let Some(friend) = self.links.friend_at(connection) {
                        self.friends.asked_anew(now, friend);
                        self.touched.add(MachineName::Friends);
                    }
                }
                Output::Ended { connection, reason } => self.on_ended(now, connection, reason),
                Output::Received { connection, stream, payload } => {
                    self.on_received(now, connection, stream, &payload, packet);
                }
                Output::Delivered { connection, class, up_to } => self.on_delivered(now, connection, class, up_to),
                Output::Writable(connection) => self.on_writable(connection),
                Output::DirectChanged { connection, direct } => self.on_direct(now, connection, direct),
                Output::RelayDoubtful(connection) => self.on_relay_doubtful(now, connection),
                Output::RelayNeeded { connection, needed } => self.on_relay_needed(now, connection, needed),
            }
        }
    }

    fn on_offer(
        &mut self,
        now: Instant,
        offer: OfferId,
        peer: &toxcore_crypto::LongTermPublicKey,
        dht_key: toxcore_crypto::DhtPublicKey,
        from: Target,
    ) {
        let address = match from {
            Target::Udp(address) => Some(address),
            Target::Relay(_) | Target::Oob { .. } => None,
        };
        self.touched.add(MachineName::Friends);
        let Some(friend) = self.friends.offer(now, peer, dht_key, address) else {
            self.net_crypto.refuse(offer);
            return;
        };
        match self.net_crypto.accept(&mut self.base.cx(), now, offer) {
            Ok(connection) => {
                self.begin_connection(now, friend, connection, &dht_key);
                if let (Target::Oob { link, .. }, Some(route)) = (from, self.links.route(friend)) {
                    // A relay that forgot us meanwhile is of no use.
                    let _ = self.relays.tie_link(now, route, link);
                }
            }
            Err(error) => {
                tracing::debug!(target: TARGET, %error, "an offer was not accepted");
                self.friends.ended(now, friend, Ended::NoAnswer);
            }
        }
    }

    /// Carries out the wish to connect.
    pub(super) fn connect(
        &mut self,
        now: Instant,
        friend: FriendId,
        key: toxcore_crypto::LongTermPublicKey,
        dht_key: toxcore_crypto::DhtPublicKey,
    ) {
        let mut result = self.net_crypto.connect(&mut self.base.cx(), now, key, dht_key);
        if let Err(ConnectError::Exists(old)) = result {
            // It belonged to the friend when he was deleted, and waits for the last packet to leave.
            self.net_crypto.close(now, old);
            result = self.net_crypto.connect(&mut self.base.cx(), now, key, dht_key);
        }
        self.touched.add(MachineName::NetCrypto);
        match result {
            Ok(connection) => self.begin_connection(now, friend, connection, &dht_key),
            Err(error) => {
                tracing::debug!(target: TARGET, %error, "no connection with a friend");
                self.touched.add(MachineName::Friends);
                self.friends.ended(now, friend, Ended::NoAnswer);
            }
        }
    }

    /// Notes a new connection, and gives it a route through relays.
    fn begin_connection(
        &mut self,
        now: Instant,
        friend: FriendId,
        connection: ConnectionId,
        dht_key: &toxcore_crypto::DhtPublicKey,
    ) {
        self.links.set_connection(friend, connection);
        self.touched.add(MachineName::Relays);
        match self.relays.add_route(&self.base.keys, now, dht_key) {
            Ok(route) => {
                self.links.set_route(friend, route, self.relays.is_online(route));
                self.relays.set_route_sleeping(now, route, false);
                self.net_crypto.set_relay(now, connection, Some(route));
            }
            Err(error) => tracing::debug!(target: TARGET, %error, "no relay route to a friend"),
        }
    }

    /// Ends what a friend has of a connection; net-crypto may have done so before. The route goes with the next packets.
    pub(in crate::tox) fn end_connection(&mut self, now: Instant, friend: FriendId) {
        if let Some(connection) = self.links.take_connection(friend) {
            self.net_crypto.close(now, connection);
            self.touched.add(MachineName::NetCrypto);
        }
        self.sending.add(MachineName::NetCrypto);
        // The friend is told over the route, too, before it goes.
        self.parted.extend(self.links.take_route(friend));
        self.links.tidy(friend);
    }

    fn on_established(&mut self, now: Instant, connection: ConnectionId) {
        if let Some(friend) = self.links.friend_at(connection) {
            self.friends.established(now, friend);
            self.touched.add(MachineName::Friends);
        }
    }

    fn on_ended(&mut self, now: Instant, connection: ConnectionId, reason: EndReason) {
        let Some(friend) = self.links.friend_at(connection) else { return };
        let why = match reason {
            // Ours are forgotten before net-crypto is told.
            EndReason::Closed => return,
            EndReason::ClosedByPeer => Ended::ByPeer,
            EndReason::NoAnswer => Ended::NoAnswer,
            EndReason::PeerRestarted => Ended::PeerRestarted,
        };
        self.end_connection(now, friend);
        self.friends.ended(now, friend, why);
        self.touched.add(MachineName::Friends);
    }

    fn on_received(
        &mut self,
        now: Instant,
        connection: ConnectionId,
        stream: Stream,
        payload: &Payload,
        packet: &[u8],
    ) {
        let Some(friend) = self.links.friend_at(connection) else { return };
        match payload {
            Payload::InPlace(range) => {
                let data = packet.get(range.clone()).unwrap_or_default();
                self.handle_friend_data(now, friend, stream, data);
            }
            Payload::Stored(slot) => {
                // Net-crypto keeps the bytes and is lent to whoever answers, so they change their place meanwhile.
                let mut data = std::mem::take(&mut self.scratch);
                data.clear();
                data.extend_from_slice(self.net_crypto.stored(*slot).unwrap_or_default());
                self.handle_friend_data(now, friend, stream, &data);
                self.scratch = data;
            }
        }
    }

    fn handle_friend_data(&mut self, now: Instant, friend: FriendId, stream: Stream, data: &[u8]) {
        if stream == Stream::Lossless {
            self.touched.add(MachineName::Friends);
            match self.friends.handle_data(now, friend, data, &self.relays) {
                Ok(Handled::Here) => return,
                Ok(Handled::Elsewhere) => {}
                Err(reason) => return self.note(Err(reason)),
            }
        }
        match data.first() {
            Some(id) if ConferencePacket::is_id(*id) => self.handle_conference_data(now, friend, data),
            Some(&GroupInvitePacket::ID) if stream == Stream::Lossless => self.handle_group_invite(now, friend, data),
            _ => self.handle_messenger_data(now, friend, data),
        }
    }

    fn on_delivered(&mut self, now: Instant, connection: ConnectionId, class: SendClass, up_to: u64) {
        if let Some(friend) = self.links.friend_at(connection) {
            self.messenger.delivered(now, &mut links!(self), friend, class, up_to);
            self.group_mail.delivered(&mut links!(self), friend);
            self.touched.add(MachineName::Messenger);
        }
    }

    fn on_writable(&mut self, connection: ConnectionId) {
        if let Some(friend) = self.links.friend_at(connection) {
            self.messenger.writable(&mut links!(self), friend);
            self.touched.add(MachineName::Messenger);
        }
    }

    fn on_direct(&mut self, now: Instant, connection: ConnectionId, direct: bool) {
        let Some(friend) = self.links.friend_at(connection) else { return };
        let Some(link) = self.links.get_mut(friend) else { return };
        link.direct = direct;
        if direct || link.relayed {
            // While neither way works the last one stays what users are told, until the friend is given up.
            let path = if direct { LinkPath::Udp } else { LinkPath::Tcp };
            self.messenger.path_changed(friend, path);
            self.touched.add(MachineName::Messenger);
        }
        if direct {
            self.tell_groups_friend_moved(now, friend);
        }
    }

    fn on_relay_doubtful(&mut self, now: Instant, connection: ConnectionId) {
        let friend = self.links.friend_at(connection);
        if let Some(route) = friend.and_then(|friend| self.links.route(friend)) {
            self.relays.route_stalled(now, route);
            self.touched.add(MachineName::Relays);
        }
    }

    fn on_relay_needed(&mut self, now: Instant, connection: ConnectionId, needed: bool) {
        let friend = self.links.friend_at(connection);
        if let Some(route) = friend.and_then(|friend| self.links.route(friend)) {
            self.relays.set_route_sleeping(now, route, !needed);
            self.touched.add(MachineName::Relays);
        }
    }
}

/// Of all that this module traces.
const TARGET: &str = "toxcore";
