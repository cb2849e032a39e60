//! A peer of single packets: asks a node by hand and looks at the answers.
//!
//! Packets are laid out here once more, byte by byte and with nothing of `toxcore-wire`, so that a fault of our formats
//! cannot hide in the test that looks for it. While it waits, a prober answers pings as any node does, which is how it
//! gets into close lists.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralPublicKey, MAC_LEN, Nonce, X25519PublicKey};

use crate::hex::{from_hex, to_hex};
use crate::lab::Host;
use crate::node::Node;
use crate::process::{Process, ProcessError};

/// A received datagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datagram {
    /// Who sent it.
    pub from: SocketAddr,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// A DHT packet that could be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its first byte.
    pub kind: u8,
    /// Whose key sealed it.
    pub sender: [u8; 32],
    /// What was in the box.
    pub plain: Vec<u8>,
}

/// One UDP socket with a DHT key, on a host of its own.
#[derive(Debug)]
pub struct Prober {
    pipe: Process,
    host: Host,
    keys: DhtKeyPair,
    nonces: u64,
    inbox: VecDeque<Datagram>,
}

/// The port of every prober.
const PORT: u16 = 40000;

/// Time for a socket to be bound: our choice.
const START: Duration = Duration::from_secs(20);

/// Datagrams that wait to be looked at: our choice, more than any story has.
const MAX_INBOX: usize = 256;

/// Where the key of a DHT packet, its nonce and its box begin.
const KEY_AT: usize = 1;
const NONCE_AT: usize = KEY_AT + 32;
const BOX_AT: usize = NONCE_AT + Nonce::LEN;

impl Prober {
    /// Starts a prober; `pipe` is the program `udp-pipe`, `seed` makes its key.
    ///
    /// # Errors
    /// [`ProcessError`] when its socket does not come up.
    pub fn start(host: Host, pipe: &Path, seed: u8) -> Result<Prober, ProcessError> {
        let address = SocketAddr::from((host.address(), PORT));
        let mut pipe = Process::start(host.command(pipe).arg(address.to_string()))?;
        pipe.wait_for(START, |line| line.starts_with("bound "))?;
        let keys = DhtKeyPair::from_secret_bytes([seed; 32]);
        Ok(Prober { pipe, host, keys, nonces: 0, inbox: VecDeque::new() })
    }

    /// Its DHT public key.
    pub fn key(&self) -> [u8; 32] {
        *self.keys.public.as_bytes()
    }

    /// Its address.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((self.host.address(), PORT))
    }

    /// A nonce that it has not used; its key is its own, so a counter will do.
    pub fn nonce(&mut self) -> Nonce {
        self.nonces += 1;
        let mut bytes = [0; Nonce::LEN];
        for (place, byte) in bytes.iter_mut().zip(self.nonces.to_be_bytes()) {
            *place = byte;
        }
        Nonce::from_bytes(bytes)
    }

    /// Sends a datagram to a node.
    ///
    /// # Errors
    /// As [`Process::write_line`].
    pub fn send(&mut self, to: SocketAddr, bytes: &[u8]) -> Result<(), ProcessError> {
        self.pipe.write_line(&format!("{to} {}", to_hex(bytes)))
    }

    /// A DHT packet from this prober to the owner of `to`.
    pub fn seal(&mut self, kind: u8, to: &[u8; 32], plain: &[u8]) -> Vec<u8> {
        let nonce = self.nonce();
        let mut packet = vec![kind];
        packet.extend(self.keys.public.as_bytes());
        packet.extend(nonce.as_bytes());
        packet.extend(seal_box(&self.keys, to, &nonce, plain));
        packet
    }

    /// Opens a DHT packet that is for this prober.
    pub fn open(&self, packet: &[u8]) -> Option<Opened> {
        let sender = *packet.get(KEY_AT..)?.first_chunk::<32>()?;
        let nonce = Nonce::from_bytes(*packet.get(NONCE_AT..)?.first_chunk()?);
        let plain = open_box(&self.keys, &sender, &nonce, packet.get(BOX_AT..)?)?;
        Some(Opened { kind: *packet.first()?, sender, plain })
    }

    /// Waits for the first datagram that fits, answering pings meanwhile. Others stay for later.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] when the socket is gone; silence is not an error.
    pub fn receive(
        &mut self,
        within: Duration,
        fits: impl Fn(&Datagram) -> bool,
    ) -> Result<Option<Datagram>, ProcessError> {
        if let Some(at) = self.inbox.iter().position(&fits) {
            return Ok(self.inbox.remove(at));
        }
        let deadline = Instant::now() + within;
        loop {
            let rest = deadline.saturating_duration_since(Instant::now());
            let line = match self.pipe.wait_for(rest, |line| line.starts_with("from ")) {
                Ok(line) => line,
                Err(ProcessError::TimedOut(_)) => return Ok(None),
                Err(error) => return Err(error),
            };
            let Some(datagram) = parse_line(&line) else { continue };
            if self.answer(&datagram)? {
                continue;
            }
            if fits(&datagram) {
                return Ok(Some(datagram));
            }
            if self.inbox.len() >= MAX_INBOX {
                self.inbox.pop_front();
            }
            self.inbox.push_back(datagram);
        }
    }

    /// Does a node's duty: pings and nodes requests get their answers. Whether it was one of these.
    fn answer(&mut self, datagram: &Datagram) -> Result<bool, ProcessError> {
        let Some(opened) = self.open(&datagram.bytes) else { return Ok(false) };
        let (kind, plain) = match opened.kind {
            PING_REQUEST => {
                let mut plain = opened.plain;
                if let Some(first) = plain.first_mut() {
                    *first = PING_RESPONSE;
                }
                (PING_RESPONSE, plain)
            }
            // No nodes, and the id of the question.
            NODES_REQUEST => (NODES_RESPONSE, [&[0], opened.plain.get(32..).unwrap_or_default()].concat()),
            _ => return Ok(false),
        };
        let packet = self.seal(kind, &opened.sender, &plain);
        self.send(datagram.from, &packet)?;
        Ok(true)
    }

    /// Sends a datagram to a node and returns when the node has dealt with it: when it has answered a question for its
    /// message of the day that was sent behind. After that, an answer is under way or there is none.
    ///
    /// # Errors
    /// As [`Prober::receive`]; [`ProcessError::TimedOut`] when the node does not answer questions.
    pub fn send_to_node(&mut self, node: &Node, bytes: &[u8]) -> Result<(), ProcessError> {
        self.send(node_address(node), bytes)?;
        self.settle(node)
    }

    /// Returns when the node has dealt with what was sent before.
    ///
    /// # Errors
    /// As [`Prober::send_to_node`].
    pub fn settle(&mut self, node: &Node) -> Result<(), ProcessError> {
        self.inbox.retain(|datagram| !is_info(datagram));
        // This question leaves no trace in the node, while a ping would make it know the prober.
        let mut question = [0; INFO_REQUEST_LEN];
        question[0] = BOOTSTRAP_INFO;
        for _ in 0..TRIES {
            self.send(node_address(node), &question)?;
            if self.receive(PATIENCE, is_info)?.is_some() {
                return Ok(());
            }
        }
        Err(ProcessError::TimedOut(format!("{} answers no questions", node.address())))
    }

    /// Asks a node by a DHT packet and opens the answer of the given kind; none is silence.
    ///
    /// # Errors
    /// As [`Prober::send_to_node`].
    pub fn ask(&mut self, node: &Node, kind: u8, plain: &[u8], answer: u8) -> Result<Option<Opened>, ProcessError> {
        let packet = self.seal(kind, &node_key(node), plain);
        self.send_to_node(node, &packet)?;
        let datagram = self.receive(GRACE, |datagram| datagram.bytes.first() == Some(&answer))?;
        Ok(datagram.and_then(|datagram| self.open(&datagram.bytes)))
    }

    /// Waits until a node has taken this prober into its close list, which takes a ping from it.
    ///
    /// # Errors
    /// As [`Prober::wait_until_named`].
    pub fn become_known(&mut self, node: &Node) -> Result<(), ProcessError> {
        self.wait_until_named(node, self.key())
    }

    /// Waits until a node names the owner of `key` when asked for it.
    ///
    /// # Errors
    /// As [`Prober::receive`]; [`ProcessError::TimedOut`] when the node does not.
    pub fn wait_until_named(&mut self, node: &Node, key: [u8; 32]) -> Result<(), ProcessError> {
        let deadline = Instant::now() + KNOWN;
        while Instant::now() < deadline {
            let question = [key.as_slice(), &[7; 8]].concat();
            let answer = self.ask(node, NODES_REQUEST, &question, NODES_RESPONSE)?;
            let plain = answer.map(|answer| answer.plain).unwrap_or_default();
            if plain.windows(key.len()).any(|window| window == key) {
                return Ok(());
            }
            // Answers the node's pings meanwhile.
            self.receive(Duration::from_millis(500), |_| false)?;
        }
        Err(ProcessError::TimedOut(format!("{} never named {}", node.address(), to_hex(&key[..4]))))
    }
}

/// Kinds of DHT packets that every node answers.
pub const PING_REQUEST: u8 = 0x00;
/// See [`PING_REQUEST`].
pub const PING_RESPONSE: u8 = 0x01;
/// See [`PING_REQUEST`].
pub const NODES_REQUEST: u8 = 0x02;
/// See [`PING_REQUEST`].
pub const NODES_RESPONSE: u8 = 0x04;

/// Time for an answer that a node has sent already to come through two processes on a loaded machine: our choice.
pub const GRACE: Duration = Duration::from_millis(500);

/// Time for the answer to a question that always has one, and questions before a node counts as dead: our choice, for a
/// loaded machine.
const PATIENCE: Duration = Duration::from_secs(2);
const TRIES: usize = 10;

/// The question for version and message of the day.
const BOOTSTRAP_INFO: u8 = 0xf0;
const INFO_REQUEST_LEN: usize = 78;

fn is_info(datagram: &Datagram) -> bool {
    datagram.bytes.first() == Some(&BOOTSTRAP_INFO)
}

/// How long a node may take to know another: the reference pings newcomers every 2 s, and asks around every 20 s.
const KNOWN: Duration = Duration::from_secs(90);

/// The UDP address of a node.
pub fn node_address(node: &Node) -> SocketAddr {
    SocketAddr::from((node.address(), node.port))
}

/// The DHT public key of a node; zeros if what it printed is not a key.
pub fn node_key(node: &Node) -> [u8; 32] {
    from_hex(&node.public_key).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default()
}

/// Seals a box with these keys; nothing for a key that no box can be made with.
pub fn seal_box<P: X25519PublicKey>(
    keys: &toxcore_crypto::KeyPair<P>,
    to: &[u8; 32],
    nonce: &Nonce,
    plain: &[u8],
) -> Vec<u8> {
    let Ok(key) = CombinedKey::new(&keys.secret, &EphemeralPublicKey::from_bytes(*to)) else { return Vec::new() };
    let mut sealed = vec![0; MAC_LEN];
    sealed.extend(plain);
    match key.seal_in_place(nonce, &mut sealed) {
        Ok(()) => sealed,
        Err(_) => Vec::new(),
    }
}

/// Opens a box that `from` made for these keys.
pub fn open_box<P: X25519PublicKey>(
    keys: &toxcore_crypto::KeyPair<P>,
    from: &[u8; 32],
    nonce: &Nonce,
    sealed: &[u8],
) -> Option<Vec<u8>> {
    let key = CombinedKey::new(&keys.secret, &DhtPublicKey::from_bytes(*from)).ok()?;
    let mut sealed = sealed.to_vec();
    key.open_in_place(nonce, &mut sealed).ok().map(|plain| plain.to_vec())
}

fn parse_line(line: &str) -> Option<Datagram> {
    let mut words = line.split(' ').skip(1);
    let from = words.next()?.parse().ok()?;
    let bytes = from_hex(words.next().unwrap_or_default())?;
    Some(Datagram { from, bytes })
}
