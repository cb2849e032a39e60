//! A relay with two clients, joined in memory.

use std::hint::black_box;
use std::io;
use std::net::SocketAddr;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache};
use toxcore_relay::{ClientOutput, RelayClient, RelayServer, ServerConfig};
use toxcore_sansio::{Admission, Cx, Discard, Instant, Rng, Seed, StreamId, UnixTime};
use toxcore_wire::relay::ConnectionId;

/// A route through a relay over which one client sends full frames to the other.
pub struct RelayFrames {
    relay: Relay,
    sender: Link,
    receiver: Link,
    route: ConnectionId,
    frame: Vec<u8>,
    /// Bytes between client and relay.
    bytes: Vec<u8>,
}

impl std::fmt::Debug for RelayFrames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelayFrames").finish_non_exhaustive()
    }
}

struct Relay {
    server: RelayServer,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
}

/// A client and its stream.
struct Link {
    client: RelayClient,
    stream: StreamId,
    key: DhtPublicKey,
    route: Option<ConnectionId>,
    online: bool,
    frames: usize,
}

impl RelayFrames {
    /// Connects both clients with the relay and with each other.
    ///
    /// # Errors
    /// If they do not come together.
    pub fn connect() -> io::Result<Self> {
        let seed = Seed::from_number(1);
        let mut relay = Relay {
            server: RelayServer::new(ServerConfig::default(), &seed),
            keys: DhtKeyPair::from_secret_bytes([200; 32]),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
        };
        let mut sender = Link::open(&mut relay, 1)?;
        let mut receiver = Link::open(&mut relay, 2)?;
        relay.exchange(&mut sender, &mut receiver)?;
        sender.client.request_route(&receiver.key).map_err(io::Error::other)?;
        receiver.client.request_route(&sender.key).map_err(io::Error::other)?;
        relay.exchange(&mut sender, &mut receiver)?;
        match sender.route {
            Some(route) if sender.online && receiver.online => {
                Ok(Self { relay, sender, receiver, route, frame: vec![0x5a; FRAME], bytes: Vec::new() })
            }
            _ => Err(io::Error::other("two clients of a relay in memory did not connect")),
        }
    }

    /// Lets the sender seal frames.
    ///
    /// # Errors
    /// If it has no room for them.
    pub fn send(&mut self) -> io::Result<()> {
        for _ in 0..BATCH {
            self.sender.client.send_data(self.route, &self.frame).map_err(io::Error::other)?;
        }
        self.bytes.clear();
        self.bytes.extend_from_slice(self.sender.client.to_write());
        self.sender.client.written(self.bytes.len());
        Ok(())
    }

    /// Gives them to the relay and takes what it writes to the receiver; says how many frames.
    ///
    /// # Errors
    /// If it refuses them.
    pub fn forward(&mut self) -> io::Result<usize> {
        self.relay.read(self.sender.stream, &mut self.bytes).map_err(refused)?;
        self.bytes.clear();
        while let Some(stream) = self.relay.server.poll_writable() {
            let bytes = self.relay.server.to_write(stream);
            let len = bytes.len();
            self.bytes.extend_from_slice(bytes);
            self.relay.server.written(NOW, stream, len);
        }
        Ok(BATCH)
    }

    /// Gives that to the receiver.
    ///
    /// # Errors
    /// If a frame is missing.
    pub fn receive(&mut self) -> io::Result<()> {
        let before = self.receiver.frames;
        self.receiver.client.handle_stream(NOW, &mut self.bytes).map_err(refused)?;
        self.receiver.collect();
        let frames = self.receiver.frames - before;
        if frames == BATCH { Ok(()) } else { Err(io::Error::other(format!("{frames} of {BATCH} frames arrived"))) }
    }
}

impl Relay {
    fn read(&mut self, stream: StreamId, bytes: &mut [u8]) -> Result<(), Discard> {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        self.server.handle_stream(&mut cx, NOW, stream, bytes)
    }

    /// Moves bytes between the relay and both clients until handshakes and requests are answered.
    fn exchange(&mut self, first: &mut Link, second: &mut Link) -> io::Result<()> {
        for _ in 0..STEPS {
            for link in [&mut *first, &mut *second] {
                let mut bytes = link.client.to_write().to_vec();
                link.client.written(bytes.len());
                self.read(link.stream, &mut bytes).map_err(refused)?;
            }
            while let Some(stream) = self.server.poll_writable() {
                let mut bytes = self.server.to_write(stream).to_vec();
                self.server.written(NOW, stream, bytes.len());
                let link = if stream == first.stream { &mut *first } else { &mut *second };
                link.client.handle_stream(NOW, &mut bytes).map_err(refused)?;
                link.collect();
            }
        }
        Ok(())
    }
}

impl Link {
    fn open(relay: &mut Relay, number: u8) -> io::Result<Self> {
        let keys = DhtKeyPair::from_secret_bytes([number; 32]);
        let from = SocketAddr::from(([192, 0, 2, number], 40_000));
        let stream = relay.server.accept(NOW, from).map_err(io::Error::other)?;
        let client = RelayClient::new(NOW, &keys, &relay.keys.public, &Seed::from_number(u64::from(number) + 10))
            .map_err(io::Error::other)?;
        Ok(Self { client, stream, key: keys.public, route: None, online: false, frames: 0 })
    }

    fn collect(&mut self) {
        while let Some(output) = self.client.poll_output() {
            match output {
                ClientOutput::RouteGranted { id, .. } => self.route = id.or(self.route),
                ClientOutput::PeerConnected(_) => self.online = true,
                ClientOutput::Data { data, .. } => self.frames += usize::from(black_box(data).len() == FRAME),
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
/// Frames in one round: what one read of the daemon brings.
const BATCH: usize = 32;
/// Turns in which handshakes and requests are answered.
const STEPS: usize = 6;
/// Time stands still.
const NOW: Instant = Instant::ZERO;
