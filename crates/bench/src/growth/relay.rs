//! A TCP relay with many clients, each of which knows two others there.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache};
use toxcore_relay::{ClientOutput, RelayClient, RelayServer, ServerConfig};
use toxcore_sansio::{Admission, Cx, Discard, Instant, Rng, Seed, StreamId, UnixTime};
use toxcore_wire::relay::ConnectionId;

use super::{Meter, Part};

pub(super) const PART: Part = Part {
    name: "relay",
    what: "clients of a relay",
    columns: &["memory of one [kB]", "frame of 1,400 bytes passed on [us]", "idle client [CPU ms/h]"],
    measure,
};

fn measure(clients: usize) -> io::Result<Vec<f64>> {
    let mut relay = Relay::new();
    let empty = relay.meter.bytes();
    let mut links = relay.fill(clients)?;
    let memory = (relay.meter.bytes() - empty) / clients as f64 / 1e3;
    relay.meter.take_time();
    let mut frames = 0;
    while frames < FRAMES {
        frames += relay.pass_frames(&mut links)?;
    }
    let frame = relay.meter.take_time().as_secs_f64() * 1e6 / frames as f64;
    relay.idle(&mut links)?;
    let hours = IDLE.as_secs_f64() / 3600.0 * clients as f64;
    let idle = relay.meter.take_time().as_secs_f64() * 1e3 / hours;
    Ok(vec![memory, frame, idle])
}

struct Relay {
    server: RelayServer,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    now: Instant,
    /// What the server costs.
    meter: Meter,
    /// Number of the client of a stream.
    places: HashMap<StreamId, usize>,
    /// What was written last, and which part of it for whom.
    bytes: Vec<u8>,
    written: Vec<(StreamId, Range<usize>)>,
}

/// A client and its stream.
struct Link {
    client: RelayClient,
    stream: StreamId,
    key: DhtPublicKey,
    /// To the client after it.
    route: Option<ConnectionId>,
    next: Option<DhtPublicKey>,
    online: usize,
    frames: usize,
}

impl Relay {
    fn new() -> Self {
        let seed = Seed::from_number(1);
        let mut meter = Meter::default();
        let server = meter.charge_memory(|| RelayServer::new(ServerConfig::default(), &seed));
        Self {
            server,
            keys: DhtKeyPair::from_secret_bytes([200; 32]),
            cache: KeyCache::new(KeyCache::MAX_CAPACITY, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
            now: Instant::ZERO,
            meter,
            places: HashMap::new(),
            bytes: Vec::new(),
            written: Vec::new(),
        }
    }

    /// Connects clients, and each with the next one.
    fn fill(&mut self, clients: usize) -> io::Result<Vec<Link>> {
        let mut links = Vec::new();
        for number in 0..clients {
            self.now += ARRIVAL;
            links.push(self.open(number)?);
            for _ in 0..HANDSHAKE_STEPS {
                self.exchange(&mut links, number..number + 1)?;
            }
        }
        let keys: Vec<DhtPublicKey> = links.iter().map(|link| link.key).collect();
        for (number, link) in links.iter_mut().enumerate() {
            let neighbour = |step: usize| keys.get((number + step) % clients).copied();
            link.next = neighbour(1);
            for key in [neighbour(1), neighbour(clients - 1)].into_iter().flatten() {
                link.client.request_route(&key).map_err(io::Error::other)?;
            }
        }
        for _ in 0..ROUTE_STEPS {
            self.exchange(&mut links, 0..clients)?;
        }
        match links.iter().find(|link| link.online < 2 || link.route.is_none()) {
            Some(_) => Err(io::Error::other("clients of a relay in memory did not connect")),
            None => Ok(links),
        }
    }

    fn open(&mut self, number: usize) -> io::Result<Link> {
        let seed = Seed::from_number(number as u64 + 10);
        let keys = DhtKeyPair::from_secret_bytes(Rng::new(&seed).secret_bytes());
        let [.., a, b] = number.to_be_bytes();
        let (server, now) = (&mut self.server, self.now);
        // Nobody shares a source, so that nobody is limited.
        let from = SocketAddr::from(([198, 18, a, b], 40_000));
        let stream = self.meter.charge_memory(|| server.accept(now, from)).map_err(io::Error::other)?;
        self.places.insert(stream, number);
        let client = RelayClient::new(now, &keys, &self.keys.public, &seed).map_err(io::Error::other)?;
        Ok(Link { client, stream, key: keys.public, route: None, next: None, online: 0, frames: 0 })
    }

    /// Moves bytes from some clients to the relay, and from the relay to whoever they are for.
    fn exchange(&mut self, links: &mut [Link], some: Range<usize>) -> io::Result<()> {
        let mut batch: Vec<(StreamId, Vec<u8>)> = Vec::new();
        for link in links.get_mut(some).unwrap_or_default() {
            let bytes = link.client.to_write().to_vec();
            link.client.written(bytes.len());
            if !bytes.is_empty() {
                batch.push((link.stream, bytes));
            }
        }
        // Nothing of these is to grow at the expense of the relay.
        self.bytes.clear();
        self.bytes.reserve(links.len() * ROOM);
        self.written.clear();
        self.written.reserve(links.len() * 2);
        let Self { server, keys, cache, rng, admission, now, meter, places, bytes, written } = self;
        let mut cx = Cx { keys, cache, rng, unix_time: UnixTime(0), admission };
        meter
            .charge(|| {
                server.handle_timeout(&mut cx, *now);
                let mut streams = batch.iter_mut();
                streams.try_for_each(|(stream, bytes)| server.handle_stream(&mut cx, *now, *stream, bytes))?;
                while let Some(stream) = server.poll_writable() {
                    let start = bytes.len();
                    // As much as a driver does when it gives them to the kernel.
                    bytes.extend_from_slice(server.to_write(stream));
                    server.written(*now, stream, bytes.len() - start);
                    written.push((stream, start..bytes.len()));
                }
                Ok(())
            })
            .map_err(refused)?;
        for (stream, range) in written {
            let link = places.get(stream).and_then(|place| links.get_mut(*place));
            if let Some((link, bytes)) = link.zip(bytes.get_mut(range.clone())) {
                link.client.handle_stream(*now, bytes).map_err(refused)?;
                link.collect();
            }
        }
        Ok(())
    }

    /// Some clients in turn send one frame each to the next one; says how many arrived.
    fn pass_frames(&mut self, links: &mut [Link]) -> io::Result<usize> {
        let frame = [0x5a; FRAME];
        let before: usize = links.iter().map(|link| link.frames).sum();
        for link in links.iter_mut() {
            if let Some(route) = link.route {
                link.client.send_data(route, &frame).map_err(io::Error::other)?;
            }
        }
        self.exchange(links, 0..links.len())?;
        let arrived = links.iter().map(|link| link.frames).sum::<usize>() - before;
        if arrived == links.len() { Ok(arrived) } else { Err(io::Error::other(format!("{arrived} frames arrived"))) }
    }

    /// Nobody sends anything but what keeps links open.
    fn idle(&mut self, links: &mut [Link]) -> io::Result<()> {
        let end = self.now + IDLE;
        while self.now < end {
            self.now += IDLE_STEP;
            for link in links.iter_mut() {
                link.client.handle_timeout(self.now);
            }
            self.exchange(links, 0..links.len())?;
        }
        if self.server.clients() == links.len() { Ok(()) } else { Err(io::Error::other("idle clients were lost")) }
    }
}

impl Link {
    fn collect(&mut self) {
        while let Some(output) = self.client.poll_output() {
            match output {
                ClientOutput::RouteGranted { id, peer } if Some(peer) == self.next => self.route = id.or(self.route),
                ClientOutput::PeerConnected(_) => self.online += 1,
                ClientOutput::Data { .. } => self.frames += 1,
                _ => {}
            }
        }
    }
}

fn refused(discard: Discard) -> io::Error {
    io::Error::other(format!("bytes were refused: {discard:?}"))
}

/// Content of a frame: a full data packet of net crypto.
const FRAME: usize = 1400;
/// Frames of which the mean is taken, at least.
const FRAMES: usize = 30_000;
/// Bytes that the relay writes to each client at once, and more.
const ROOM: usize = 4096;
/// Time between two new clients: the derivations of a handshake are limited.
const ARRIVAL: Duration = Duration::from_millis(2);
/// Turns in which a handshake is confirmed, and in which two clients are joined.
const HANDSHAKE_STEPS: usize = 3;
const ROUTE_STEPS: usize = 3;
/// Time without traffic, and from one look at the clock to the next.
const IDLE: Duration = Duration::from_secs(600);
const IDLE_STEP: Duration = Duration::from_millis(500);
