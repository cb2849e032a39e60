//! The hottest paths of all programs, each in memory and the same in every run: what a packet costs without the system.
//!
//! `cargo xtask instr` counts their instructions, [`micro`](crate::micro) takes their time.

use std::hint::black_box;
use std::io;

pub mod data_packets;
pub mod nodes_requests;
pub mod relay_frames;

use data_packets::DataPackets;
use nodes_requests::NodesRequests;
use relay_frames::RelayFrames;

/// A path that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HotPath {
    /// A full data packet of net crypto, from the owner's bytes to the datagram.
    Send,
    /// The same from the datagram to the owner's bytes.
    Receive,
    /// A nodes request that a node answers.
    Nodes,
    /// A frame that a relay passes on.
    Forward,
}

impl HotPath {
    /// All of them with the names under which their figures are kept.
    pub const ALL: [(&'static str, Self); 4] = [
        ("data-packet-sent", Self::Send),
        ("data-packet-received", Self::Receive),
        ("nodes-request-answered", Self::Nodes),
        ("relay-frame-forwarded", Self::Forward),
    ];

    /// The path of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, path)| *path)
    }

    /// Goes the path at least `packets` times, each time inside [`counted`], and says how often. Before, it goes it some
    /// times outside: buffers grow and caches fill.
    ///
    /// # Errors
    /// If a packet does not arrive as it should: then the path was not gone.
    pub fn go(self, packets: usize) -> io::Result<usize> {
        match self {
            Self::Send => {
                let mut line = DataPackets::connect()?;
                rounds(packets, |count| {
                    let sent = if count { counted(|| line.send())? } else { line.send()? };
                    line.receive()?;
                    line.settle()?;
                    Ok(sent)
                })
            }
            Self::Receive => {
                let mut line = DataPackets::connect()?;
                rounds(packets, |count| {
                    line.send()?;
                    let received = if count { counted(|| line.receive())? } else { line.receive()? };
                    line.settle()?;
                    Ok(received)
                })
            }
            Self::Nodes => {
                let mut node = NodesRequests::new(SMALL_NETWORK)?;
                rounds(packets, |count| {
                    node.next();
                    if count { counted(|| node.answer()) } else { node.answer() }
                })
            }
            Self::Forward => {
                let mut relay = RelayFrames::connect()?;
                rounds(packets, |count| {
                    relay.send()?;
                    let passed = if count { counted(|| relay.forward())? } else { relay.forward()? };
                    relay.receive()?;
                    Ok(passed)
                })
            }
        }
    }
}

/// Calls `round` until it has done `packets`; it is told whether it counts.
fn rounds(packets: usize, mut round: impl FnMut(bool) -> io::Result<usize>) -> io::Result<usize> {
    for _ in 0..WARM_UP {
        round(false)?;
    }
    let mut done = 0;
    while done < packets {
        match round(true)? {
            0 => return Err(io::Error::other("a round without a packet")),
            more => done += more,
        }
    }
    Ok(done)
}

/// Only what happens in here is counted: callgrind switches itself on and off where functions of this name begin and end.
#[inline(never)]
pub fn counted<T>(call: impl FnOnce() -> T) -> T {
    // Not as the last thing: a jump instead of a call would not come back here.
    black_box(call())
}

/// Rounds that are not counted.
const WARM_UP: usize = 200;
/// Nodes around the one that answers: enough for full lists near every target, and quickly built under callgrind.
const SMALL_NETWORK: u16 = 24;

#[cfg(test)]
mod tests;
