use std::time::Duration;

use toxcore_sansio::Instant;

use super::TcpStream;
use super::stream::Asking;

/// How much of what is written to a stream the other end's system lets in for certain.
///
/// What goes beyond that waits in our system, and comes in piece by piece. Some readers need whole messages to come in:
/// docs/protocol/net.md. The limit is what the other end announced; it never takes that back.
#[derive(Debug, Default)]
pub struct Room {
    left: usize,
    /// Most that the other end ever announced.
    largest: usize,
    /// There was too little since then.
    since: Option<Instant>,
    /// The system asks the other end.
    asking: bool,
}

impl Room {
    /// How many bytes there is room for, if that matters: asks the system when less than `wanted` are known of.
    ///
    /// `None` where the system does not tell (elsewhere than on Linux 5.4), and where the other end's whole buffer is below
    /// [`SMALLEST`](Self::SMALLEST): no message fits there in one piece.
    pub fn ask(&mut self, stream: &TcpStream, wanted: usize) -> Option<usize> {
        if self.left < wanted {
            let (announced, unconfirmed) = stream.window()?;
            self.largest = self.largest.max(announced);
            if self.largest < Self::SMALLEST {
                return None;
            }
            self.left = announced.saturating_sub(unconfirmed);
        }
        Some(self.left)
    }

    /// So many bytes were written.
    pub fn used(&mut self, stream: &TcpStream, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.since = None;
        if std::mem::take(&mut self.asking) {
            stream.ask_other_end(Asking::No);
        }
    }

    /// There is too little room: when to look again. The system has no event for that.
    ///
    /// While nothing waits in the system it does not ask the other end either, and what announces room may be lost. So after half
    /// a second it is made to, once in a second.
    pub fn next_look(&mut self, stream: &TcpStream, now: Instant) -> Instant {
        let since = *self.since.get_or_insert(now);
        if !self.asking && now - since >= LOST_AFTER {
            self.asking = true;
            stream.ask_other_end(Asking::Yes);
        }
        now + ((now - since) / LOOKS).clamp(SHORTEST_PAUSE, LONGEST_PAUSE)
    }

    /// The least buffer of an other end that is waited for, in bytes. Our choice: twice the longest frame of a relay.
    pub const SMALLEST: usize = 4096;
}

/// The pause between two looks is this part of the time since the first: room is seen late by an eighth at most. Our choice.
const LOOKS: u32 = 8;
/// Our choice: at a gigabit a second 125 kB leave meanwhile, less than buffers hold.
const SHORTEST_PAUSE: Duration = Duration::from_millis(1);
/// Our choice: ten thousand streams that do not read cost a tenth of a core.
const LONGEST_PAUSE: Duration = Duration::from_millis(100);
/// How long there must be no room before the other end is asked. Our choice: an other end that reads steadily is never asked.
const LOST_AFTER: Duration = Duration::from_millis(500);

#[cfg(test)]
mod tests;
