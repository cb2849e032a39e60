//! Sends junk at a steady rate from many addresses, in a thread of its own.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use toxcore_net::{Capabilities, PortRange, RecvBatch, SendBatch, SendStatus, UdpConfig, UdpSocket};

use super::Junk;
use crate::clients::Target;
use crate::world::{ATTACKERS, World};

/// A flood; it ends when this is stopped or dropped.
#[derive(Debug)]
pub struct Flood {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<FloodResult>>,
}

/// What was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FloodResult {
    /// Datagrams.
    pub datagrams: u64,
    /// How long it took.
    pub time: Duration,
}

impl FloodResult {
    /// Datagrams per second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.datagrams as f64 / self.time.as_secs_f64().max(1e-9)
    }
}

impl Flood {
    /// Starts to send `junk` to `node`, `rate` datagrams per second.
    ///
    /// # Errors
    /// If there are no sockets to be had, or the node's key is none.
    pub fn start(world: World, node: Target, junk: &Junk, rate: u32, seed: u64) -> io::Result<Self> {
        let datagrams = junk.datagrams(&node, seed)?;
        let capabilities = Capabilities { batch: true, gso: false, gro: false };
        let open = |number| {
            let address = Some(world.attacker(number));
            let config = UdpConfig { address, ports: PortRange::EPHEMERAL, capabilities, ..UdpConfig::default() };
            UdpSocket::bind(&config).map_err(io::Error::other)
        };
        let sockets = (0..ATTACKERS).map(open).collect::<io::Result<Vec<_>>>()?;
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        let thread = thread::spawn(move || send(&sockets, node, &datagrams, rate, &seen));
        Ok(Self { stop, thread: Some(thread) })
    }

    /// Ends it.
    #[must_use]
    pub fn stop(mut self) -> FloodResult {
        self.end()
    }

    fn end(&mut self) -> FloodResult {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().and_then(|thread| thread.join().ok()).unwrap_or_default()
    }
}

impl Drop for Flood {
    fn drop(&mut self) {
        self.end();
    }
}

fn send(sockets: &[UdpSocket], node: Target, datagrams: &[Vec<u8>], rate: u32, stop: &AtomicBool) -> FloodResult {
    let (started, mut sent, mut skipped) = (Instant::now(), 0, 0);
    let (mut batch, mut answers) = (SendBatch::new(), RecvBatch::new());
    let (mut packets, mut sockets) = (datagrams.iter().cycle(), sockets.iter().cycle());
    while !stop.load(Ordering::Relaxed) {
        let due = ((started.elapsed().as_secs_f64() * f64::from(rate)) as u64).saturating_sub(skipped);
        // What could not be sent in time is not made up for: the flood is to be steady.
        skipped += due.saturating_sub(sent + MAX_LATE);
        if due < sent + BATCH {
            thread::sleep(PAUSE);
            continue;
        }
        let Some(socket) = sockets.next() else { break };
        for packet in packets.by_ref().take(BATCH as usize) {
            batch.push(node.udp, packet);
        }
        if socket.send_batch(&mut batch) == SendStatus::Blocked {
            batch.clear();
        }
        // Answers are thrown away, so that the node does not find full buffers.
        let _ = socket.recv_batch(&mut answers);
        sent += BATCH;
    }
    FloodResult { datagrams: sent, time: started.elapsed() }
}

/// Datagrams that one address sends before the next has its turn.
const BATCH: u64 = 16;
/// Datagrams that are sent at once after this thread had to wait: 5 ms worth at 100,000 a second.
const MAX_LATE: u64 = 512;
/// Time to sleep when nothing is due.
const PAUSE: Duration = Duration::from_micros(200);
