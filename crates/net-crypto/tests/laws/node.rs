//! A machine with what its owner has, and the laws of each step.

use std::collections::BTreeMap;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, KeyCache, LongTermKeyPair, LongTermPublicKey};
use toxcore_net_crypto::{
    Config, ConnectionId, NetCrypto, Output, Payload, Phase, SendClass, Stream, Target, Transmission,
};
use toxcore_sansio::{Admission, Cx, Discard, Instant, Rng, RouteId, Seed, StreamId, UnixTime};

use super::Reached;

/// The only route.
pub(super) const ROUTE: RouteId = RouteId { index: 1, generation: 0 };
/// The only link with out-of-band packets.
pub(super) const LINK: StreamId = StreamId { index: 2, generation: 0 };
/// Runs in a row without time passing, at most: the first window, and answers.
const MAX_RUNS: u32 = 3000;
/// Times in a row that something is due at one moment, at most.
const MAX_TURNS: u32 = 4;

pub(super) struct Node {
    pub(super) machine: NetCrypto,
    pub(super) long_term: LongTermPublicKey,
    pub(super) dht: DhtKeyPair,
    pub(super) reached: Reached,
    /// Whose offers are accepted.
    pub(super) friends: Vec<LongTermPublicKey>,
    /// What arrived, by connection and stream, in order.
    pub(super) received: Vec<(ConnectionId, Stream, Vec<u8>)>,
    delivered: BTreeMap<(ConnectionId, bool), u64>,
    pub(super) sent: BTreeMap<(ConnectionId, bool), u64>,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
}

impl Node {
    pub(super) fn new(number: u8, config: Config) -> Self {
        let seed = Seed::from_number(number.into());
        let keys = LongTermKeyPair::from_secret_bytes([number; 32]);
        let long_term = keys.public;
        Self {
            machine: NetCrypto::new(config, keys, &seed),
            long_term,
            dht: DhtKeyPair::from_secret_bytes([number | 0x80; 32]),
            reached: Reached::default(),
            friends: Vec::new(),
            received: Vec::new(),
            delivered: BTreeMap::new(),
            sent: BTreeMap::new(),
            cache: KeyCache::new(16, [0; 16]),
            rng: Rng::new(&seed.derive("laws")),
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
        }
    }

    pub(super) fn call<T>(&mut self, f: impl FnOnce(&mut NetCrypto, &mut Cx<'_>) -> T) -> T {
        let (keys, cache, rng, admission) = (&self.dht, &mut self.cache, &mut self.rng, &mut self.admission);
        f(&mut self.machine, &mut Cx { keys, cache, rng, unix_time: UnixTime(0), admission })
    }

    /// A packet comes. If it is refused, nothing changed.
    pub(super) fn deliver(&mut self, now: Instant, from: Target, packet: &mut [u8]) -> Result<(), Discard> {
        let before = self.state();
        let result = self.call(|machine, cx| match from {
            Target::Udp(addr) => machine.handle_packet(cx, now, toxcore_sansio::Path::Udp(addr), packet),
            Target::Relay(route) => machine.handle_packet(cx, now, toxcore_sansio::Path::Relay(route), packet),
            Target::Oob { link, peer } => machine.handle_oob(cx, now, (link, peer), packet),
        });
        if result.is_err() {
            self.reached.refused += 1;
            assert_eq!(self.state(), before, "refused with {result:?}");
        }
        self.drain_outputs(now, packet);
        result
    }

    /// Reads all outputs.
    pub(super) fn drain_outputs(&mut self, now: Instant, packet: &[u8]) {
        while let Some(output) = self.machine.poll_output() {
            match output {
                Output::Incoming { offer, peer, .. } => {
                    if self.friends.contains(&peer) {
                        _ = self.call(|machine, cx| machine.accept(cx, now, offer));
                    } else {
                        self.machine.refuse(offer);
                    }
                }
                Output::Established(id) => {
                    assert_eq!(self.machine.phase(id), Some(Phase::Established));
                    self.reached.established += 1;
                }
                Output::Ended { connection, .. } => {
                    assert_eq!(self.machine.phase(connection), None);
                    self.reached.ended += 1;
                }
                Output::Received { connection, stream, payload } => {
                    let data = match payload {
                        Payload::InPlace(range) => packet[range].to_vec(),
                        Payload::Stored(slot) => self.machine.stored(slot).unwrap().to_vec(),
                    };
                    self.note_received(connection, stream, data);
                }
                Output::Delivered { connection, class, up_to } => self.note_delivered(connection, class, up_to),
                Output::Writable(_)
                | Output::AskedAnew(_)
                | Output::DirectChanged { .. }
                | Output::RelayDoubtful(_)
                | Output::RelayNeeded { .. } => {}
            }
        }
    }

    fn note_received(&mut self, connection: ConnectionId, stream: Stream, data: Vec<u8>) {
        let (first, last) = if stream == Stream::Lossless { (16, 191) } else { (192, 254) };
        assert!((first..=last).contains(&data[0]), "id {} over {stream:?}", data[0]);
        assert!(data.len() <= 1373);
        match stream {
            Stream::Lossless => self.reached.lossless += 1,
            Stream::Lossy => self.reached.lossy += 1,
        }
        self.received.push((connection, stream, data));
    }

    fn note_delivered(&mut self, connection: ConnectionId, class: SendClass, up_to: u64) {
        let key = (connection, class == SendClass::Bulk);
        let before = self.delivered.insert(key, up_to).unwrap_or(0);
        let sent = self.sent.get(&key).copied().unwrap_or(0);
        assert!(before < up_to && up_to <= sent, "{before} {up_to} of {sent}");
        self.reached.delivered += 1;
    }

    pub(super) fn send(&mut self, id: ConnectionId, class: SendClass, data: &[u8]) -> bool {
        let space = self.machine.space(id, class);
        let result = self.machine.send(id, class, data);
        match result {
            Ok(count) => {
                assert!(space > 0);
                let sent = self.sent.entry((id, class == SendClass::Bulk)).or_default();
                *sent += 1;
                assert_eq!(count, *sent);
                true
            }
            Err(_) => false,
        }
    }

    /// Sends all that is due, and does what that makes due, until nothing is due at this moment.
    pub(super) fn transmit(&mut self, now: Instant, mut on_run: impl FnMut(&mut Self, Transmission, &[u8])) {
        for _ in 0..MAX_TURNS {
            self.transmit_once(now, &mut on_run);
            if self.machine.poll_timeout().is_none_or(|at| at > now) {
                return;
            }
            self.time_out(now);
        }
        panic!("due for ever at {now:?}");
    }

    fn transmit_once(&mut self, now: Instant, on_run: &mut impl FnMut(&mut Self, Transmission, &[u8])) {
        let (mut buf, mut runs) = (Vec::new(), 0);
        while let Some(run) = self.machine.poll_transmit(now, &mut buf) {
            assert_eq!((run.len, run.len % run.segment), (buf.len(), 0));
            assert!(run.segment <= 1400);
            self.drain_outputs(now, &[]);
            on_run(self, run, &buf);
            buf.clear();
            runs += 1;
            assert!(runs < MAX_RUNS, "endless transmission");
        }
        self.drain_outputs(now, &[]);
        for id in self.connections() {
            let kept = self.machine.packets_kept(id);
            assert!(kept <= 65_536, "{kept} packets kept");
        }
    }

    pub(super) fn time_out(&mut self, now: Instant) {
        self.machine.handle_timeout(now);
        self.drain_outputs(now, &[]);
    }

    pub(super) fn connections(&self) -> Vec<ConnectionId> {
        self.friends.iter().filter_map(|peer| self.machine.find(peer)).collect()
    }

    /// All that a refused packet must not change.
    fn state(&self) -> Vec<(ConnectionId, Option<Phase>, u64)> {
        let received = |id| self.machine.statistics(id).map_or(0, |statistics| statistics.packets_received);
        self.connections().into_iter().map(|id| (id, self.machine.phase(id), received(id))).collect()
    }
}

/// A time step of a script: mostly short ones.
pub(super) fn step_of(number: usize) -> Duration {
    let number = number as u64;
    if number < 200 { Duration::from_millis(number * number / 20) } else { Duration::from_millis((number - 199) * 500) }
}
