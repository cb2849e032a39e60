//! What relays bring goes to net-crypto and into the onion; what these two send goes to relays.

use toxcore_crypto::DhtPublicKey;
use toxcore_messenger::LinkPath;
use toxcore_net_crypto::{Target, Transmission};
use toxcore_onion::{FirstHop, OnionTransmission};
use toxcore_relay::{Payload, PoolIo, PoolOutput, PoolSendError};
use toxcore_sansio::{Instant, Path, RouteId, StreamId, Transmit};
use toxcore_wire::PacketKind;

use super::{Tox, surroundings};
use crate::machines::MachineName;
use crate::{Direction, Io, Transport};

impl Tox {
    pub(super) fn carry_relays(&mut self, now: Instant) {
        while let Some(io) = self.relays.poll_io() {
            self.io.push_back(match io {
                PoolIo::Open { stream, to, via_proxy } => Io::Open { stream, to, via_proxy },
                PoolIo::Close { stream } => Io::Close { stream },
            });
        }
        while let Some(output) = self.relays.poll_output() {
            match output {
                PoolOutput::RouteOnline { route } => self.on_route(now, route, true),
                PoolOutput::RouteOffline { route } => self.on_route(now, route, false),
                PoolOutput::RouteReachable { route } | PoolOutput::Writable { route } => self.offer_route(now, route),
                PoolOutput::Data { route, payload } => self.on_route_data(now, route, &payload),
                PoolOutput::Oob { link, sender, payload } => self.on_oob(now, link, sender, &payload),
                PoolOutput::OnionResponse { link, payload } => self.on_onion_response(now, link, &payload),
                // Only storage asks through relays.
                PoolOutput::Forwarding { .. } => {}
                PoolOutput::LinkUp { relay, .. } => {
                    self.group_relays.add_relay(now, &relay);
                    self.touched.add(MachineName::GroupRelays);
                    self.on_link(now);
                }
                PoolOutput::LinkDown { .. } => self.on_link(now),
            }
        }
    }

    /// The number of relays that are connected has changed.
    fn on_link(&mut self, now: Instant) {
        self.onion_client.nudge(now);
        self.update_status();
    }

    fn on_route(&mut self, now: Instant, route: RouteId, online: bool) {
        let Some(friend) = self.links.friend_on(route) else { return };
        let Some(link) = self.links.get_mut(friend) else { return };
        link.relayed = online;
        if online {
            if !link.direct {
                self.messenger.path_changed(friend, LinkPath::Tcp);
                self.touched.add(MachineName::Messenger);
            }
            self.offer_route(now, route);
        }
    }

    /// A route takes packets now.
    fn offer_route(&mut self, now: Instant, route: RouteId) {
        let friend = self.links.friend_on(route);
        if let Some(connection) = friend.and_then(|friend| self.links.get(friend)?.connection) {
            self.net_crypto.set_relay(now, connection, Some(route));
            self.net_crypto.relay_writable(now, route);
            self.touched.add(MachineName::NetCrypto);
        }
    }

    /// The bytes of a payload, in a buffer of our own: what they cause may need the pool.
    fn take_payload(&mut self, payload: &Payload) -> Vec<u8> {
        let mut packet = std::mem::take(&mut self.relayed);
        packet.clear();
        packet.extend_from_slice(self.relays.payload(payload));
        self.stats.count(Transport::Relay, Direction::Received, &packet);
        packet
    }

    fn on_route_data(&mut self, now: Instant, route: RouteId, payload: &Payload) {
        let mut packet = self.take_payload(payload);
        let result = self.net_crypto.handle_packet(&mut self.base.cx(), now, Path::Relay(route), &mut packet);
        self.note(result);
        self.settle_net_crypto(now, packet);
    }

    fn on_oob(&mut self, now: Instant, link: StreamId, sender: DhtPublicKey, payload: &Payload) {
        let mut packet = self.take_payload(payload);
        let result = self.net_crypto.handle_oob(&mut self.base.cx(), now, (link, sender), &mut packet);
        self.note(result);
        self.settle_net_crypto(now, packet);
    }

    /// Reads what net-crypto has to say before it gets the next packet.
    fn settle_net_crypto(&mut self, now: Instant, packet: Vec<u8>) {
        self.carry_net_crypto(now, &packet);
        self.sending.add(MachineName::NetCrypto);
        self.relayed = packet;
    }

    fn on_onion_response(&mut self, now: Instant, link: StreamId, payload: &Payload) {
        let mut packet = self.take_payload(payload);
        let result = self.onion_client.handle_packet(
            &mut self.base.cx(),
            &surroundings!(self),
            now,
            FirstHop::Relay(link),
            &mut packet,
        );
        self.note(result);
        self.touched.add(MachineName::OnionClient);
        self.relayed = packet;
    }

    /// Sends a run of net-crypto, the last bytes of `buf`. What goes to relays is taken out of `buf`.
    pub(in crate::tox) fn send_run(&mut self, now: Instant, run: Transmission, buf: &mut Vec<u8>) -> Option<Transmit> {
        let start = buf.len().saturating_sub(run.len);
        match run.to {
            Target::Udp(to) if self.options.udp_enabled => {
                return Some(Transmit { to, len: run.len, segment: run.segment });
            }
            // Addresses come from the DHT, which is silent without UDP, and from friends.
            Target::Udp(_) => {}
            Target::Relay(route) => self.send_on_route(now, route, buf.get(start..).unwrap_or_default(), run.segment),
            Target::Oob { link, peer } => {
                for packet in buf.get(start..).unwrap_or_default().chunks(run.segment.max(1)) {
                    if self.relays.send_oob(now, link, &peer, packet).is_ok() {
                        self.stats.count(Transport::Relay, Direction::Sent, packet);
                    }
                }
            }
        }
        buf.truncate(start);
        self.touched.add(MachineName::Relays);
        None
    }

    /// Gives packets to a route as long as it takes them, and lets net-crypto keep the others.
    fn send_on_route(&mut self, now: Instant, route: RouteId, run: &[u8], segment: usize) {
        let mut left = run.len().div_ceil(segment.max(1));
        for packet in run.chunks(segment.max(1)) {
            match self.send_on_relay(now, route, packet) {
                Ok(()) => self.stats.count(Transport::Relay, Direction::Sent, packet),
                Err(PoolSendError::Full | PoolSendError::NotConnected) => break,
                Err(error) => tracing::debug!(target: "toxcore", %error, "a packet does not fit its route"),
            }
            left -= 1;
        }
        if left > 0 || !self.relays.is_writable(route) {
            self.net_crypto.relay_refused(now, route, left);
        }
    }

    fn send_on_relay(&mut self, now: Instant, route: RouteId, packet: &[u8]) -> Result<(), PoolSendError> {
        let is_data = packet.first() == Some(&PacketKind::CryptoData.number());
        if is_data && !self.relays.is_online(route) {
            // Out of band, the peer would not take it.
            return Err(PoolSendError::NotConnected);
        }
        self.relays.send(now, route, packet)
    }

    /// Sends a run of the onion client likewise.
    pub(in crate::tox) fn send_onion_run(
        &mut self,
        now: Instant,
        run: OnionTransmission,
        buf: &mut Vec<u8>,
    ) -> Option<Transmit> {
        let start = buf.len().saturating_sub(run.len);
        match run.to {
            FirstHop::Udp(to) if self.options.udp_enabled => {
                return Some(Transmit { to, len: run.len, segment: run.segment });
            }
            FirstHop::Udp(_) => {}
            FirstHop::Relay(link) => {
                let payload = buf.get(start..).unwrap_or_default();
                match self.relays.send_onion_request(now, link, payload) {
                    Ok(()) => self.stats.count(Transport::Relay, Direction::Sent, payload),
                    // As lost as a datagram; the client asks again over another path.
                    Err(error) => tracing::trace!(target: "toxcore", %error, "an onion packet was lost"),
                }
            }
        }
        buf.truncate(start);
        self.touched.add(MachineName::Relays);
        None
    }
}
