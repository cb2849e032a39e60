//! What a connection sends.

use toxcore_sansio::Instant;
use toxcore_wire::net_crypto::{DataPacket, MAX_DATA_LEN};

use super::{Attempt, Connection, State};
use crate::channel::Skipped;
use crate::paths::{PacketClass, Route};
use crate::shared::{MAX_RUN_BYTES, Shared};
use crate::{HANDSHAKE_INTERVAL, MAX_TRIES, Output, Target, Transmission};

impl Connection {
    /// Appends one run of equal packets for one target to `buf`. What must go a second way is put into `shared`.
    pub(crate) fn poll_transmit(
        &mut self,
        now: Instant,
        buf: &mut Vec<u8>,
        shared: &mut Shared,
    ) -> Option<Transmission> {
        let sent = self.poll_attempt(now, buf, shared).or_else(|| self.poll_data(now, buf, shared));
        if let State::Established { channel } = &mut self.state
            && channel.send_stream().became_writable()
        {
            shared.outputs.push_back(Output::Writable(self.id));
        }
        sent
    }

    /// Seals a kill packet, if the peer has the keys for it, and sends it every way that may work.
    pub(crate) fn kill(&mut self, now: Instant, shared: &mut Shared) {
        let State::Established { channel } = &mut self.state else { return };
        let mut packet = Vec::new();
        channel.seal_kill(&mut packet);
        let route = self.paths.route(now, PacketClass::Data(packet.len()));
        for target in self.targets(&route).into_iter().flatten() {
            shared.answer(target, &packet);
        }
    }

    fn poll_attempt(&mut self, now: Instant, buf: &mut Vec<u8>, shared: &mut Shared) -> Option<Transmission> {
        let route = self.paths.route(now, PacketClass::Handshake);
        let targets = self.targets(&route);
        let attempt = self.due_attempt(now)?;
        attempt.next = now + HANDSHAKE_INTERVAL;
        let [Some(first), others @ ..] = compact(targets) else { return None };
        attempt.tries = attempt.tries.saturating_add(1);
        attempt.first_sent = Some(attempt.first_sent.unwrap_or(now));
        buf.extend_from_slice(&attempt.packet);
        for other in others.into_iter().flatten() {
            shared.answer(other, &attempt.packet);
        }
        let len = attempt.packet.len();
        self.paths.sent(now, &route);
        Some(Transmission { to: first, len, segment: len })
    }

    fn due_attempt(&mut self, now: Instant) -> Option<&mut Attempt> {
        match &mut self.state {
            State::Requesting { attempt, .. }
            | State::HandshakeSent { attempt }
            | State::NotConfirmed { attempt, .. } => {
                Some(attempt).filter(|attempt| now >= attempt.next && attempt.tries < MAX_TRIES)
            }
            State::Established { .. } => None,
        }
    }

    fn poll_data(&mut self, now: Instant, buf: &mut Vec<u8>, shared: &mut Shared) -> Option<Transmission> {
        let start = buf.len();
        let mut run: Option<(usize, Route)> = None;
        let paths = &self.paths;
        let (State::NotConfirmed { channel, .. } | State::Established { channel }) = &mut self.state else {
            return None;
        };
        while let Some((pick, data_len)) = channel.pick(now) {
            let len = packet_len(data_len);
            match run {
                None => {
                    let route = paths.route(now, PacketClass::Data(len));
                    if route.is_none() {
                        match channel.skip(now, pick, &mut shared.pool) {
                            Skipped::Dropped => continue,
                            Skipped::Waits => break,
                        }
                    }
                    run = Some((len, route));
                }
                Some((segment, _)) if segment == len && buf.len() - start + len <= MAX_RUN_BYTES => {}
                Some(_) => break,
            }
            channel.seal(now, pick, buf, &mut shared.pool);
            if !paths.is_direct(now) {
                // Without a working address the next packet may take another route.
                break;
            }
        }
        let (segment, route) = run?;
        let [Some(first), others @ ..] = compact(self.targets(&route)) else { return None };
        for other in others.into_iter().flatten() {
            for packet in buf.get(start..).unwrap_or_default().chunks(segment) {
                shared.answer(other, packet);
            }
        }
        self.paths.sent(now, &route);
        Some(Transmission { to: first, len: buf.len() - start, segment })
    }

    fn targets(&self, route: &Route) -> [Option<Target>; 3] {
        let peer = self.dht_key;
        [route.udp.map(Target::Udp), route.relay.map(Target::Relay), route.oob.map(|link| Target::Oob { link, peer })]
    }
}

/// The targets that are there, first ones first.
fn compact(mut targets: [Option<Target>; 3]) -> [Option<Target>; 3] {
    targets.sort_by_key(Option::is_none);
    targets
}

/// Length of the packet that carries so much data.
fn packet_len(data_len: usize) -> usize {
    let overhead = DataPacket::MAX_LEN - MAX_DATA_LEN;
    overhead + (MAX_DATA_LEN - data_len.min(MAX_DATA_LEN)) % PADDING_UNIT + data_len
}

/// Packets are padded to multiples of this. Protocol: net-crypto, Data packets.
const PADDING_UNIT: usize = 8;
