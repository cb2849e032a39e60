//! What a connection sends.

use toxcore_sansio::Instant;
use toxcore_wire::net_crypto::{DataPacket, MAX_DATA_LEN};

use super::{Attempt, Connection, State};
use crate::channel::Skipped;
use crate::paths::{Choice, PacketClass, Route};
use crate::shared::{MAX_RUN_BYTES, Run, Sent, Shared};
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
        let Choice::Send(route) = self.paths.choose(now, PacketClass::Data(packet.len())) else { return };
        for target in self.targets(&route).into_iter().flatten() {
            shared.answer(target, &packet);
        }
    }

    fn poll_attempt(&mut self, now: Instant, buf: &mut Vec<u8>, shared: &mut Shared) -> Option<Transmission> {
        self.due_attempt(now)?;
        let choice = self.paths.choose(now, PacketClass::Handshake);
        let Choice::Send(route) = choice else {
            self.due_attempt(now)?.next = now + HANDSHAKE_INTERVAL;
            return None;
        };
        let targets = self.targets(&route);
        let id = self.id;
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
        shared.last_run.to = Some((id, first));
        shared.last_run.packets.push(Sent::Attempt);
        self.paths.sent(now, &route, 1, 0);
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
        let open = self.open(now);
        let paths = &self.paths;
        let (State::NotConfirmed { channel, .. } | State::Established { channel }) = &mut self.state else {
            return None;
        };
        while let Some((pick, data_len)) = channel.pick(now, open) {
            let len = packet_len(data_len);
            match run {
                // Packets of one length take one route.
                Some((segment, _)) if len == segment && buf.len() - start + len <= MAX_RUN_BYTES => {}
                Some(_) => break,
                None => match paths.choose(now, PacketClass::Data(len)) {
                    Choice::Send(route) => run = Some((len, paths.spare(now, route, len))),
                    Choice::None => match channel.skip(now, pick, &mut shared.pool) {
                        Skipped::Dropped => continue,
                        Skipped::Waits => break,
                    },
                    Choice::Wait => break,
                },
            }
            shared.last_run.packets.extend(channel.seal(now, pick, buf, &mut shared.pool));
            if run.is_some_and(|(_, route)| route.udp.is_some()) && !paths.is_direct(now) {
                // A probe: the next packet takes another route.
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
        (shared.last_run.to, shared.last_run.segment) = (Some((self.id, first)), segment);
        let len = buf.len() - start;
        self.paths.sent(now, &route, (len / segment.max(1)) as u64, segment);
        Some(Transmission { to: first, len, segment })
    }

    /// So many packets at the end of the last run did not leave: they count as not sent.
    pub(crate) fn take_back(&mut self, now: Instant, run: &Run, refused: usize) {
        for sent in run.packets.iter().rev().take(refused).copied() {
            match &mut self.state {
                State::NotConfirmed { attempt, .. }
                | State::Requesting { attempt, .. }
                | State::HandshakeSent { attempt }
                    if sent == Sent::Attempt =>
                {
                    attempt.tries = attempt.tries.saturating_sub(1);
                }
                State::NotConfirmed { channel, .. } | State::Established { channel } => {
                    channel.take_back(now, sent, run.segment);
                }
                State::Requesting { .. } | State::HandshakeSent { .. } => {}
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PROBE_MAX_LEN;

    #[test]
    fn a_request_that_is_cut_for_a_probe_fits_it() {
        assert!(packet_len(61) < PROBE_MAX_LEN && packet_len(62) >= PROBE_MAX_LEN);
        for (data_len, len) in [(1, 32), (5, 32), (6, 40), (1373, 1400)] {
            assert_eq!(packet_len(data_len), len);
        }
    }
}
