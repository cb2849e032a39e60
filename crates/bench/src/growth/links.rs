//! A client with many encrypted connections that are up.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::Range;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, KeyCache, LongTermKeyPair};
use toxcore_net_crypto::{Config, ConnectionId, Evidence, NetCrypto, Output, SendClass, SendError, Target};
use toxcore_sansio::{Admission, Cx, Instant, Path, Rng, Seed, UnixTime};

use super::{Meter, Part};

pub(super) const PART: Part = Part {
    name: "links",
    what: "encrypted connections of one client",
    columns: &["memory of one [kB]", "idle link [CPU ms/h]", "message sent [us]", "message received [us]"],
    measure,
};

fn measure(count: usize) -> io::Result<Vec<f64>> {
    let mut star = Star::new(count);
    let empty = star.meter.bytes();
    star.connect(count)?;
    let memory = (star.meter.bytes() - empty) / count as f64 / 1e3;
    star.meter.take_time();
    star.idle()?;
    let idle = star.meter.take_time().as_secs_f64() * 1e3 / (IDLE.as_secs_f64() / 3600.0) / count as f64;
    let mut sent = 0;
    let (mut to, mut from) = (Duration::ZERO, Duration::ZERO);
    while sent < MESSAGES {
        let [out, back] = star.messages()?;
        (to, from, sent) = (to + out, from + back, sent + count);
    }
    let each = |time: Duration| time.as_secs_f64() * 1e6 / sent as f64;
    Ok(vec![memory, idle, each(to), each(from)])
}

/// A client in the middle and its friends.
struct Star {
    hub: End,
    meter: Meter,
    friends: Vec<End>,
    now: Instant,
    wire: Wire,
}

/// Datagrams on the way, each to or from the friend of a number.
#[derive(Default)]
struct Wire {
    bytes: Vec<u8>,
    packets: Vec<(usize, Range<usize>)>,
}

struct End {
    machine: NetCrypto,
    dht: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    established: Vec<ConnectionId>,
    received: usize,
}

impl Star {
    /// A client that may have so many friends, and has none.
    fn new(most: usize) -> Self {
        let mut meter = Meter::default();
        let hub = meter.charge_memory(|| End::new(0, most));
        let (friends, wire) = (Vec::with_capacity(most), Wire::default());
        Self { hub, meter, friends, now: Instant::ZERO, wire }
    }

    /// Friends connect with the client one after the other.
    fn connect(&mut self, count: usize) -> io::Result<()> {
        let (key, dht) = (long_term_keys(0).public, self.hub.dht.public);
        for number in 0..count {
            let mut friend = End::new(number + 1, 1);
            self.now += ARRIVAL;
            let now = self.now;
            let id = friend.call(|machine, cx| machine.connect(cx, now, key, dht)).map_err(io::Error::other)?;
            friend.machine.add_address(now, id, HUB, Evidence::Told);
            self.friends.push(friend);
            for _ in 0..HANDSHAKE_STEPS {
                self.hub_receives(number..number + 1)?;
                self.hub_sends(&[])?;
            }
            if number % ROLL_CALL == 0 {
                self.hub_receives(0..number + 1)?;
            }
        }
        self.hub_receives(0..count)?;
        if self.hub.established.len() == count && self.friends.iter().all(|friend| friend.established.len() == 1) {
            Ok(())
        } else {
            Err(io::Error::other(format!("{} of {count} friends in memory connected", self.hub.established.len())))
        }
    }

    /// Takes everything that some friends send to the client.
    fn hub_receives(&mut self, some: Range<usize>) -> io::Result<()> {
        let Self { hub, meter, friends, now, wire } = self;
        let (now, start) = (*now, some.start);
        wire.clear();
        for (number, friend) in friends.get_mut(some).unwrap_or_default().iter_mut().enumerate() {
            if friend.machine.poll_timeout().is_some_and(|due| due <= now) {
                friend.machine.handle_timeout(now);
            }
            friend.transmit(now, wire, |_| start + number);
        }
        let Wire { bytes, packets } = wire;
        meter.charge(|| {
            packets.iter().try_for_each(|(friend, packet)| {
                hub.handle(now, address(*friend), bytes.get_mut(packet.clone()).unwrap_or_default())
            })
        })
    }

    /// Gives the client something for each of these friends, and takes everything that it sends to them.
    fn hub_sends(&mut self, message: &[u8]) -> io::Result<()> {
        let Self { hub, meter, friends, now, wire } = self;
        let now = *now;
        wire.clear();
        wire.reserve(friends.len());
        meter
            .charge(|| {
                hub.machine.handle_timeout(now);
                hub.send_to_all(message)?;
                hub.transmit(now, wire, number);
                Ok(())
            })
            .map_err(|error: SendError| io::Error::other(error))?;
        let Wire { bytes, packets } = wire;
        for (number, packet) in packets.iter() {
            if let Some(friend) = friends.get_mut(*number) {
                friend.handle(now, HUB, bytes.get_mut(packet.clone()).unwrap_or_default())?;
            }
        }
        Ok(())
    }

    /// Nobody says anything but that he is still there.
    fn idle(&mut self) -> io::Result<()> {
        let (end, mut next_sign) = (self.now + IDLE, self.now);
        while self.now < end {
            self.now += IDLE_STEP;
            let sign: &[u8] = if self.now >= next_sign { &[ALIVE] } else { &[] };
            next_sign = if sign.is_empty() { next_sign } else { self.now + ALIVE_INTERVAL };
            self.hub_sends(sign)?;
            for friend in &mut self.friends {
                friend.send_to_all(sign).map_err(io::Error::other)?;
            }
            self.hub_receives(0..self.friends.len())?;
        }
        Ok(())
    }

    /// One message to each friend and one back; says how long the client worked for those out and for those in.
    fn messages(&mut self) -> io::Result<[Duration; 2]> {
        let mut message = [0x61; 101];
        message[0] = MESSAGE;
        self.now += MESSAGE_INTERVAL;
        let received = |star: &Self| star.friends.iter().map(|friend| friend.received).sum::<usize>();
        let (hub_before, before) = (self.hub.received, received(self));
        self.hub_sends(&message)?;
        let out = self.meter.take_time();
        for friend in &mut self.friends {
            friend.send_to_all(&message).map_err(io::Error::other)?;
        }
        self.hub_receives(0..self.friends.len())?;
        let back = self.meter.take_time();
        let arrived = [self.hub.received - hub_before, received(self) - before];
        if arrived == [self.friends.len(); 2] {
            Ok([out, back])
        } else {
            Err(io::Error::other(format!("{arrived:?} messages of {} arrived", self.friends.len())))
        }
    }
}

impl End {
    fn new(number: usize, most: usize) -> Self {
        let seed = Seed::from_number(number as u64);
        let config = Config { max_connections: most, ..Config::default() };
        Self {
            machine: NetCrypto::new(config, long_term_keys(number), &seed),
            dht: DhtKeyPair::from_secret_bytes(Rng::new(&seed.derive("dht")).secret_bytes()),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
            established: Vec::new(),
            received: 0,
        }
    }

    fn call<T>(&mut self, call: impl FnOnce(&mut NetCrypto, &mut Cx<'_>) -> T) -> T {
        let Self { machine, dht, cache, rng, admission, .. } = self;
        call(machine, &mut Cx { keys: dht, cache, rng, unix_time: UnixTime(0), admission })
    }

    fn send_to_all(&mut self, data: &[u8]) -> Result<(), SendError> {
        if data.is_empty() {
            return Ok(());
        }
        let mut ids = self.established.iter();
        ids.try_for_each(|id| self.machine.send(*id, SendClass::Priority, data).map(drop))
    }

    fn transmit(&mut self, now: Instant, wire: &mut Wire, friend: impl Fn(SocketAddr) -> usize) {
        while let Some(run) = self.machine.poll_transmit(now, &mut wire.bytes) {
            let Target::Udp(to) = run.to else { continue };
            let mut start = wire.bytes.len().saturating_sub(run.len);
            while start < wire.bytes.len() {
                let end = start.saturating_add(run.segment.max(1)).min(wire.bytes.len());
                wire.packets.push((friend(to), start..end));
                start = end;
            }
        }
    }

    fn handle(&mut self, now: Instant, from: SocketAddr, packet: &mut [u8]) -> io::Result<()> {
        self.call(|machine, cx| machine.handle_packet(cx, now, Path::Udp(from), packet))
            .map_err(|discard| io::Error::other(format!("a datagram was refused: {discard:?}")))?;
        while let Some(output) = self.machine.poll_output() {
            match output {
                Output::Incoming { offer, .. } => {
                    self.call(|machine, cx| machine.accept(cx, now, offer)).map_err(io::Error::other)?;
                }
                Output::Established(id) => self.established.push(id),
                Output::Received { .. } => self.received += 1,
                _ => {}
            }
        }
        Ok(())
    }
}

impl Wire {
    fn clear(&mut self) {
        self.bytes.clear();
        self.packets.clear();
    }

    /// Room for what leaves at once, so that nothing here grows at the expense of a machine.
    fn reserve(&mut self, friends: usize) {
        self.bytes.reserve(friends.saturating_add(1) * ROOM);
        self.packets.reserve(friends.saturating_add(1) * 4);
    }
}

fn long_term_keys(number: usize) -> LongTermKeyPair {
    LongTermKeyPair::from_secret_bytes(Rng::new(&Seed::from_number(number as u64).derive("long term")).secret_bytes())
}

/// Address of a friend, and the number of one.
fn address(friend: usize) -> SocketAddr {
    let [.., a, b] = friend.to_be_bytes();
    SocketAddr::from(([198, 18, a, b], 33_445))
}

fn number(friend: SocketAddr) -> usize {
    match friend.ip() {
        IpAddr::V4(ip) => {
            let [_, _, a, b] = ip.octets();
            usize::from(u16::from_be_bytes([a, b]))
        }
        IpAddr::V6(_) => usize::MAX,
    }
}

const HUB: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 33_445);
/// Bytes for a friend at once, and more.
const ROOM: usize = 1024;
/// Time between two new friends: the derivations of handshakes are limited.
const ARRIVAL: Duration = Duration::from_millis(5);
/// New friends after which the others may say that they are still there.
const ROLL_CALL: usize = 200;
/// Turns in which a handshake is done; it takes three.
const HANDSHAKE_STEPS: usize = 4;
/// Time without messages, and from one look at the clock to the next.
const IDLE: Duration = Duration::from_secs(60);
const IDLE_STEP: Duration = Duration::from_millis(250);
/// Sign of life of a friend connection, and how often it is sent. Protocol: friend, Connections.
const ALIVE: u8 = 16;
const ALIVE_INTERVAL: Duration = Duration::from_secs(8);
/// First byte of a message. Protocol: messenger, Messages.
const MESSAGE: u8 = 64;
/// Messages of which the mean is taken, at least.
const MESSAGES: usize = 100_000;
/// Time between two messages to the same friend.
const MESSAGE_INTERVAL: Duration = Duration::from_millis(20);
