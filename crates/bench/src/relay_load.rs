//! Pairs of clients that send through a TCP relay as fast as their windows allow.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, TcpStream};
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use toxcore_crypto::{DhtKeyPair, DhtPublicKey};
use toxcore_relay::{ClientOutput, ClientSendError, RelayClient};
use toxcore_sansio::{Rng, Seed};
use toxcore_wire::relay::ConnectionId;

use crate::clients::{Target, connect_from};

/// A load.
#[derive(Clone, Debug)]
pub struct RelayLoad {
    /// Addresses that the pairs come from; both ends of a pair share one.
    pub addresses: Vec<IpAddr>,
    /// Bytes of content in one data frame.
    pub frame: usize,
    /// Bytes that one pair may have on the way. The reference loses what a receiver has no room for, and a closed loop
    /// measures what passes, not what is lost.
    pub window: usize,
}

/// What passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RelayResult {
    /// Bytes of content that arrived.
    pub bytes: u64,
    /// Frames that were sent and did not arrive.
    pub lost_frames: u64,
}

/// A relay with connected pairs.
pub struct RelayRun {
    load: RelayLoad,
    poll: Poll,
    pairs: Vec<[End; 2]>,
    started: Instant,
}

impl std::fmt::Debug for RelayRun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelayRun").field("load", &self.load).finish_non_exhaustive()
    }
}

/// One client.
struct End {
    stream: TcpStream,
    client: RelayClient,
    peer: DhtPublicKey,
    asked: bool,
    route: Option<ConnectionId>,
    online: bool,
    /// Bytes put into the stream as a sender, or taken out as a receiver, since the pair was connected.
    bytes: u64,
    /// When the pair last made progress.
    progress: Instant,
}

impl RelayLoad {
    /// Connects all pairs with each other over the relay.
    ///
    /// # Errors
    /// If that does not succeed within [`PATIENCE`].
    pub fn connect(self, relay: Target, seed: u64) -> io::Result<RelayRun> {
        let mut rng = Rng::new(&Seed::from_number(seed));
        let started = Instant::now();
        let (poll, mut pairs) = (Poll::new()?, Vec::new());
        for (pair, address) in self.addresses.iter().enumerate() {
            let keys: [DhtKeyPair; 2] = std::array::from_fn(|_| DhtKeyPair::from_secret_bytes(rng.secret_bytes()));
            let [sender, receiver] = &keys;
            let sender_end = End::connect(relay, *address, sender, receiver.public, &mut rng)?;
            let receiver_end = End::connect(relay, *address, receiver, sender.public, &mut rng)?;
            for (end, token) in [(&sender_end, 2 * pair), (&receiver_end, 2 * pair + 1)] {
                let interest = Interest::READABLE | Interest::WRITABLE;
                poll.registry().register(&mut SourceFd(&end.stream.as_raw_fd()), Token(token), interest)?;
            }
            pairs.push([sender_end, receiver_end]);
        }
        let mut run = RelayRun { load: self, poll, pairs, started };
        run.wait_until_connected()?;
        Ok(run)
    }
}

impl RelayRun {
    fn now(&self) -> toxcore_sansio::Instant {
        toxcore_sansio::Instant::from_origin(self.started.elapsed())
    }

    fn wait_until_connected(&mut self) -> io::Result<()> {
        let (deadline, mut buffer) = (Instant::now() + PATIENCE, vec![0; BUFFER]);
        let mut events = Events::with_capacity(1024);
        while !self.pairs.iter().flatten().all(|end| end.online) {
            if Instant::now() > deadline {
                return Err(ErrorKind::TimedOut.into());
            }
            let now = self.now();
            for end in self.pairs.iter_mut().flatten() {
                end.negotiate(now, &mut buffer)?;
            }
            self.poll.poll(&mut events, Some(Duration::from_millis(20)))?;
        }
        for end in self.pairs.iter_mut().flatten() {
            end.bytes = 0;
            end.progress = Instant::now();
        }
        Ok(())
    }

    /// Sends for so long.
    ///
    /// # Errors
    /// If the relay closes a stream.
    pub fn run(&mut self, time: Duration) -> io::Result<RelayResult> {
        let (end_time, mut buffer, payload) = (Instant::now() + time, vec![0; BUFFER], vec![7; self.load.frame]);
        let (frame, window) = ((self.load.frame + FRAME_OVERHEAD) as u64, self.load.window as u64);
        let mut events = Events::with_capacity(1024);
        let (mut arrived, mut lost) = (0, 0);
        while Instant::now() < end_time {
            for [sender, receiver] in &mut self.pairs {
                let received = receiver.count(&mut buffer)?;
                arrived += received;
                if received > 0 {
                    sender.progress = Instant::now();
                } else if sender.bytes > receiver.bytes && sender.progress.elapsed() > LOST {
                    lost += (sender.bytes - receiver.bytes) / frame;
                    sender.bytes = receiver.bytes;
                }
                let room = window.saturating_sub(sender.bytes.saturating_sub(receiver.bytes)) / frame;
                sender.send(&payload, room, frame)?;
            }
            self.poll.poll(&mut events, Some(Duration::from_millis(5)))?;
        }
        Ok(RelayResult { bytes: arrived / frame * self.load.frame as u64, lost_frames: lost })
    }
}

impl End {
    fn connect(
        relay: Target,
        address: IpAddr,
        own: &DhtKeyPair,
        peer: DhtPublicKey,
        rng: &mut Rng,
    ) -> io::Result<Self> {
        let seed = Seed::new(rng.secret_bytes());
        let client = RelayClient::new(toxcore_sansio::Instant::ZERO, own, &relay.key, &seed);
        let client = client.map_err(io::Error::other)?;
        let stream = connect_from(address, relay.relay)?;
        let progress = Instant::now();
        Ok(Self { stream, client, peer, asked: false, route: None, online: false, bytes: 0, progress })
    }

    /// Writes what the client has. `false` when the stream is full.
    fn write(&mut self) -> io::Result<bool> {
        loop {
            let bytes = self.client.to_write();
            if bytes.is_empty() {
                return Ok(true);
            }
            match self.stream.write(bytes) {
                Ok(len) => self.client.written(len),
                Err(error) if is_not_yet(&error) => return Ok(false),
                Err(error) => return Err(error),
            }
        }
    }

    /// One read; 0 if there is nothing for now.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.stream.read(buffer) {
            Ok(0) => Err(ErrorKind::ConnectionReset.into()),
            Ok(len) => Ok(len),
            Err(error) if is_not_yet(&error) => Ok(0),
            Err(error) => Err(error),
        }
    }

    fn negotiate(&mut self, now: toxcore_sansio::Instant, buffer: &mut [u8]) -> io::Result<()> {
        loop {
            match self.read(buffer)? {
                0 => break,
                len => {
                    let bytes = buffer.get_mut(..len).unwrap_or_default();
                    self.client.handle_stream(now, bytes).map_err(io::Error::other)?;
                }
            }
        }
        while let Some(output) = self.client.poll_output() {
            match output {
                ClientOutput::Confirmed if !self.asked => {
                    self.asked = true;
                    self.client.request_route(&self.peer).map_err(io::Error::other)?;
                }
                ClientOutput::RouteGranted { id, .. } => self.route = id,
                ClientOutput::PeerConnected(_) => self.online = true,
                _ => {}
            }
        }
        self.write().map(drop)
    }

    /// Queues and writes up to `count` frames of `frame` bytes each.
    fn send(&mut self, payload: &[u8], count: u64, frame: u64) -> io::Result<()> {
        let Some(route) = self.route else { return Ok(()) };
        for _ in 0..count {
            match self.client.send_data(route, payload) {
                Ok(()) => self.bytes += frame,
                Err(ClientSendError::QueueFull) => break,
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        self.write().map(drop)
    }

    /// Counts what arrives without opening it: the load's own work must not limit the relay.
    fn count(&mut self, buffer: &mut [u8]) -> io::Result<u64> {
        let mut received = 0;
        for _ in 0..ROUNDS {
            match self.read(buffer)? as u64 {
                0 => break,
                len => received += len,
            }
        }
        self.bytes += received;
        Ok(received)
    }
}

/// `NotConnected` is what a stream says that is still connecting.
fn is_not_yet(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected | ErrorKind::Interrupted)
}

/// Bytes that a data frame has beside its content: length, MAC and connection id.
const FRAME_OVERHEAD: usize = 2 + 16 + 1;
/// Bytes read at once.
const BUFFER: usize = 256 * 1024;
/// Buffers that one end reads before the next has its turn.
const ROUNDS: usize = 4;
/// Silence after which what a pair has on the way counts as lost.
const LOST: Duration = Duration::from_millis(300);
/// Longest time for all handshakes.
pub const PATIENCE: Duration = Duration::from_secs(20);
