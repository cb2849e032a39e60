//! Clients that a node knows, and what they lose.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use toxcore_crypto::{DhtKeyPair, DhtPublicKey};
use toxcore_relay::{ClientOutput, RelayClient};
use toxcore_sansio::{Rng, Seed};
use toxcore_wire::RequestId;
use toxcore_wire::relay::ConnectionId;

use crate::clients::{DhtClient, Question, Target, connect_from, udp_socket};

/// A client that asks again and again, in a thread of its own.
#[derive(Debug)]
pub struct Steady {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<SteadyResult>>,
}

/// What a steady client got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SteadyResult {
    /// Requests or frames sent.
    pub sent: u64,
    /// Those answered or delivered.
    pub answered: u64,
}

impl SteadyResult {
    /// Share in per cent.
    #[must_use]
    pub fn percent(&self) -> f64 {
        100.0 * self.answered as f64 / self.sent.max(1) as f64
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { sent: self.sent + other.sent, answered: self.answered + other.answered }
    }
}

impl Steady {
    /// Starts a DHT client that the node gets to know first.
    ///
    /// # Errors
    /// If there is no socket to be had, or the node does not answer.
    pub fn start(address: IpAddr, node: Target, seed: u64) -> io::Result<Self> {
        let mut rng = Rng::new(&Seed::from_number(seed));
        let client = DhtClient::new(&node.key, &mut rng)?;
        let socket = udp_socket(address, PACE)?;
        let mut asker = Asker { client, socket, node, rng, result: SteadyResult::default() };
        asker.get_known()?;
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            while !seen.load(Ordering::Relaxed) {
                asker.turn();
            }
            asker.finish()
        });
        Ok(Self { stop, thread: Some(thread) })
    }

    /// Waits for the last answers and ends it.
    #[must_use]
    pub fn stop(mut self) -> SteadyResult {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().and_then(|thread| thread.join().ok()).unwrap_or_default()
    }
}

impl Drop for Steady {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

struct Asker {
    client: DhtClient,
    socket: UdpSocket,
    node: Target,
    rng: Rng,
    result: SteadyResult,
}

impl Asker {
    fn get_known(&mut self) -> io::Result<()> {
        let started = Instant::now();
        while self.result.answered == 0 {
            if started.elapsed() > GRACE {
                return Err(io::Error::new(ErrorKind::TimedOut, "the node does not answer a client"));
            }
            self.turn();
        }
        thread::sleep(Duration::from_millis(50));
        self.take_answers(PACE);
        self.result = SteadyResult::default();
        Ok(())
    }

    fn turn(&mut self) {
        let id = RequestId::from_u64(self.result.sent + 1);
        let request = self.client.ask(Question::Nodes, id, &mut self.rng);
        if self.socket.send_to(&request, self.node.udp).is_ok() {
            self.result.sent += 1;
        }
        self.take_answers(PACE);
    }

    fn take_answers(&mut self, wait: Duration) {
        let (started, mut buffer) = (Instant::now(), [0; 2048]);
        while let Some(left) = wait.checked_sub(started.elapsed()).filter(|left| !left.is_zero()) {
            let _ = self.socket.set_read_timeout(Some(left));
            if let Ok((len, _)) = self.socket.recv_from(&mut buffer)
                && buffer.get_mut(..len).is_some_and(|packet| self.client.open(packet).is_some())
            {
                self.result.answered += 1;
            }
        }
    }

    fn finish(mut self) -> SteadyResult {
        let started = Instant::now();
        while self.result.answered < self.result.sent && started.elapsed() < GRACE {
            self.take_answers(PACE);
        }
        self.result
    }
}

/// Two clients of a relay that were connected before the attack.
pub struct RelayPair {
    ends: [RelayEnd; 2],
    started: Instant,
    result: SteadyResult,
}

impl std::fmt::Debug for RelayPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelayPair").field("result", &self.result).finish_non_exhaustive()
    }
}

struct RelayEnd {
    stream: TcpStream,
    client: RelayClient,
    peer: DhtPublicKey,
    route: Option<ConnectionId>,
    online: bool,
    received: u64,
}

impl RelayPair {
    /// Connects both ends with each other.
    ///
    /// # Errors
    /// If the relay does not do that in time.
    pub fn connect(address: IpAddr, node: Target, seed: u64) -> io::Result<Self> {
        let mut rng = Rng::new(&Seed::from_number(seed));
        let keys: [DhtKeyPair; 2] = std::array::from_fn(|_| DhtKeyPair::from_secret_bytes(rng.secret_bytes()));
        let mut end = |own: &DhtKeyPair, peer| -> io::Result<RelayEnd> {
            let seed = Seed::new(rng.secret_bytes());
            let client = RelayClient::new(toxcore_sansio::Instant::ZERO, own, &node.key, &seed);
            let client = client.map_err(io::Error::other)?;
            let stream = connect_from(address, node.relay)?;
            Ok(RelayEnd { stream, client, peer, route: None, online: false, received: 0 })
        };
        let [first, second] = &keys;
        let ends = [end(first, second.public)?, end(second, first.public)?];
        let mut pair = Self { ends, started: Instant::now(), result: SteadyResult::default() };
        while !pair.ends.iter().all(|end| end.online && end.route.is_some()) {
            if pair.started.elapsed() > GRACE {
                return Err(io::Error::new(ErrorKind::TimedOut, "the relay does not connect two clients"));
            }
            pair.exchange()?;
            thread::sleep(Duration::from_millis(5));
        }
        Ok(pair)
    }

    /// Sends a frame each way and takes what has arrived.
    ///
    /// # Errors
    /// If the relay closed a stream.
    pub fn turn(&mut self) -> io::Result<()> {
        for end in &mut self.ends {
            if let Some(route) = end.route {
                end.client.send_data(route, &[42; 500]).map_err(io::Error::other)?;
                self.result.sent += 1;
            }
        }
        self.exchange()
    }

    /// Waits for the last frames.
    ///
    /// # Errors
    /// If the relay closed a stream.
    pub fn finish(mut self) -> io::Result<SteadyResult> {
        let started = Instant::now();
        while self.result.answered < self.result.sent && started.elapsed() < GRACE {
            self.exchange()?;
            thread::sleep(Duration::from_millis(5));
        }
        Ok(self.result)
    }

    fn exchange(&mut self) -> io::Result<()> {
        let now = toxcore_sansio::Instant::from_origin(self.started.elapsed());
        for end in &mut self.ends {
            end.exchange(now)?;
        }
        self.result.answered = self.ends.iter().map(|end| end.received).sum();
        Ok(())
    }
}

impl RelayEnd {
    fn exchange(&mut self, now: toxcore_sansio::Instant) -> io::Result<()> {
        let mut buffer = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => return Err(ErrorKind::ConnectionReset.into()),
                Ok(len) => {
                    let bytes = buffer.get_mut(..len).unwrap_or_default();
                    self.client.handle_stream(now, bytes).map_err(io::Error::other)?;
                }
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => break,
                Err(error) => return Err(error),
            }
        }
        while let Some(output) = self.client.poll_output() {
            match output {
                ClientOutput::Confirmed => self.client.request_route(&self.peer).map_err(io::Error::other)?,
                ClientOutput::RouteGranted { id, .. } => self.route = id,
                ClientOutput::PeerConnected(_) => self.online = true,
                ClientOutput::Data { .. } => self.received += 1,
                _ => {}
            }
        }
        self.client.handle_timeout(now);
        while !self.client.to_write().is_empty() {
            match self.stream.write(self.client.to_write()) {
                Ok(len) => self.client.written(len),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => break,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Time between two requests.
const PACE: Duration = Duration::from_millis(5);
/// Time for the last answers, and for a node to answer at all.
const GRACE: Duration = Duration::from_secs(3);
