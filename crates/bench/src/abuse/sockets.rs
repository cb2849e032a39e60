//! Connections that say next to nothing.

use std::io::{self, ErrorKind, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use toxcore_sansio::{Rng, Seed};

use super::junk::random;
use crate::clients::{Target, connect_from};
use crate::world::World;

/// Many connections to a relay, from many addresses, each of which sends a byte now and then.
#[derive(Debug)]
pub struct SlowSockets {
    world: World,
    node: Target,
    streams: Vec<Option<TcpStream>>,
    bytes: Vec<u8>,
    turn: usize,
    opened: u64,
}

impl SlowSockets {
    /// Opens `count` connections, and does not wait until they are accepted.
    ///
    /// # Errors
    /// If the system refuses, as when there are too few descriptors.
    pub fn open(world: World, node: Target, count: usize) -> io::Result<Self> {
        let bytes = random(4096, &mut Rng::new(&Seed::from_number(3)));
        let mut sockets = Self { world, node, streams: Vec::new(), bytes, turn: 0, opened: 0 };
        let started = Instant::now();
        for number in 0..count {
            let stream = sockets.connect(number)?;
            sockets.streams.push(Some(stream));
            let due = Duration::from_secs_f64(number as f64 / OPENED_PER_SECOND);
            thread::sleep(due.saturating_sub(started.elapsed()));
        }
        Ok(sockets)
    }

    fn connect(&mut self, number: usize) -> io::Result<TcpStream> {
        self.opened += 1;
        connect_from(self.world.attacker(number), self.node.relay)
    }

    /// Sends one byte on the next `count` connections, and opens those again that the node closed.
    ///
    /// # Errors
    /// If the system refuses a new one.
    pub fn drip(&mut self, count: usize) -> io::Result<()> {
        for _ in 0..count {
            self.turn = (self.turn + 1) % self.streams.len().max(1);
            let byte = self.bytes.get(self.turn % self.bytes.len()).copied().unwrap_or_default();
            let Some(Some(stream)) = self.streams.get_mut(self.turn) else { continue };
            match stream.write(&[byte]) {
                Ok(_) => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => {}
                Err(_) => {
                    let again = self.connect(self.turn)?;
                    if let Some(place) = self.streams.get_mut(self.turn) {
                        *place = Some(again);
                    }
                }
            }
        }
        Ok(())
    }

    /// Connections opened so far, those opened again included.
    #[must_use]
    pub const fn opened(&self) -> u64 {
        self.opened
    }
}

/// Connections opened in a second.
const OPENED_PER_SECOND: f64 = 5000.0;
