//! Seeks a public group with nothing but our DHT and our onion: `group-finder ADDRESS CHATID HOST:PORT:KEY…` announces itself as a
//! member at the UDP address ADDRESS, which it binds.
//!
//! It prints `member KEY`, its own key in the group, `online`, `found KEY ADDRESS` for others (`-` for one without an address), and
//! `handshake KEY` when one of them wants to shake hands with it. It ends with its input.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{ErrorKind, Read, Write, stdin, stdout};
use std::net::{SocketAddr, UdpSocket};
use std::process::exit;
use std::thread;
use std::time::{Duration, Instant as Clock};

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, EphemeralKeyPair, KeyCache, LongTermKeyPair};
use toxcore_dht::{Config, Connection, Dht};
use toxcore_interop::{from_hex, to_hex};
use toxcore_onion::{
    ClientConfig, ClientOutput, FirstHop, OnionClient, OnionNode, OnionStatus, OnionTransmission, Surroundings,
    UdpState,
};
use toxcore_sansio::{Admission, Cx, Instant, Path, Relays, Rng, Seed, StreamId, UnixTime};
use toxcore_wire::group_announce::{ChatId, GroupAnnounce, PublicGroupAnnounce};
use toxcore_wire::{NodeInfo, RelayInfo};

/// Longest wait for a datagram: what is due meanwhile comes no later.
const PATIENCE: Duration = Duration::from_millis(20);
/// The announce at our own node is renewed so often; it lives for 30 s.
const RENEW: Duration = Duration::from_secs(10);
/// Kind of a handshake of groups; the receiver's key is behind it and the sender's.
const HANDSHAKE: u8 = 0x5a;

/// There are none.
struct NoRelays;

impl Relays for NoRelays {
    fn onion_link(&self, _: &mut Rng) -> Option<(StreamId, RelayInfo)> {
        None
    }
    fn is_onion_link(&self, _: StreamId) -> bool {
        false
    }
    fn connected(&self, _: &mut Rng, _: usize, _: &mut Vec<RelayInfo>) {}
}

struct Finder {
    socket: UdpSocket,
    started: Clock,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    dht: Dht,
    node: OnionNode,
    client: OnionClient,
    announce: PublicGroupAnnounce,
    renewed: Option<Instant>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, chat_id, nodes @ ..] = arguments.as_slice() else {
        return Err("usage: group-finder ADDRESS CHATID HOST:PORT:KEY…".into());
    };
    let nodes: Vec<NodeInfo> =
        nodes.iter().map(|node| parse_node(node)).collect::<Option<_>>().ok_or("HOST:PORT:KEY")?;
    let chat_id = from_hex(chat_id).and_then(|bytes| bytes.try_into().ok()).ok_or("64 digits of a chat id")?;
    let mut finder = Finder::new(address.parse()?, ChatId::from_bytes(chat_id))?;
    thread::spawn(|| {
        let _ = stdin().read_to_end(&mut Vec::new());
        exit(0);
    });
    say(&format!("member {}", to_hex(finder.announce.announce.member.as_bytes())))?;
    finder.begin(&nodes)?;
    loop {
        finder.turn()?;
    }
}

fn parse_node(text: &str) -> Option<NodeInfo> {
    let (addr, key) = text.rsplit_once(':')?;
    let key = DhtPublicKey::from_bytes(from_hex(key)?.try_into().ok()?);
    Some(NodeInfo { addr: addr.parse().ok()?, key })
}

fn say(line: &str) -> std::io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

impl Finder {
    fn new(address: SocketAddr, chat_id: ChatId) -> Result<Self, Box<dyn Error>> {
        let socket = UdpSocket::bind(address)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        let seed = Seed::from_number(u64::from(std::process::id()));
        let mut rng = Rng::new(&seed);
        let keys = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
        let member = EphemeralKeyPair::from_secret_bytes(rng.secret_bytes()).public;
        let announce = GroupAnnounce { member, addr: Some(address), relay: None };
        let long_term = LongTermKeyPair::from_secret_bytes(rng.secret_bytes());
        Ok(Self {
            socket,
            started: Clock::now(),
            cache: KeyCache::new(4_096, rng.secret_bytes()),
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
            dht: Dht::new(Config::new(keys.public), &seed),
            node: OnionNode::new(&toxcore_onion::Config::default(), &keys.public, Instant::ZERO, &seed),
            client: OnionClient::new(&ClientConfig::default(), long_term, &seed),
            keys,
            rng,
            announce: PublicGroupAnnounce { chat_id, announce },
            renewed: None,
        })
    }

    fn now(&self) -> Instant {
        Instant::from_origin(self.started.elapsed() + Duration::from_secs(1))
    }

    fn begin(&mut self, nodes: &[NodeInfo]) -> Result<(), Box<dyn Error>> {
        let now = self.now();
        for node in nodes {
            self.with(|machines, cx| machines.dht.bootstrap(cx, now, *node))?;
            self.client.bootstrap(*node);
        }
        let PublicGroupAnnounce { chat_id, announce } = self.announce;
        self.client.seek_group(now, chat_id);
        self.client.announce_group(now, &chat_id, Some(announce));
        Ok(())
    }

    /// Lends the machines what they need. They stay in here, so the context is taken out for the time.
    fn with<T>(&mut self, act: impl FnOnce(&mut Machines<'_>, &mut Cx<'_>) -> T) -> T {
        let Self { keys, cache, rng, admission, dht, node, client, .. } = self;
        let mut cx = Cx { keys, cache, rng, unix_time: UnixTime(1_700_000_000), admission };
        act(&mut Machines { dht, node, client }, &mut cx)
    }

    fn turn(&mut self) -> Result<(), Box<dyn Error>> {
        let mut buf = [0; 2_048];
        match self.socket.recv_from(&mut buf) {
            Ok((len, from)) => self.received(from, buf.get_mut(..len).unwrap_or_default())?,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) => return Err(error.into()),
        }
        let now = self.now();
        if self.renewed.is_none_or(|at| now >= at + RENEW) {
            self.renewed = Some(now);
            self.node.exchange_group(now, &self.announce);
        }
        self.with(|machines, cx| {
            machines.dht.handle_timeout(cx, now);
            machines.node.handle_timeout(now);
            machines.client(|client, net| client.handle_timeout(cx, net, now));
        });
        self.carry_outputs()?;
        self.send_all(now)
    }

    fn received(&mut self, from: SocketAddr, packet: &mut [u8]) -> Result<(), Box<dyn Error>> {
        let now = self.now();
        let own = self.announce.announce.member;
        match packet {
            [HANDSHAKE, rest @ ..] => {
                if let Some((sender, receiver)) = rest.split_at_checked(32)
                    && receiver.starts_with(own.as_bytes())
                {
                    say(&format!("handshake {}", to_hex(sender)))?;
                }
            }
            [0x84 | 0x86 | 0x88, ..] => {
                // What is refused is of no interest here.
                let _ = self.with(|machines, cx| {
                    machines.client(|client, net| client.handle_packet(cx, net, now, FirstHop::Udp(from), packet))
                });
            }
            [0x80..=0x8e, ..] => {
                let _ = self
                    .with(|machines, cx| machines.node.handle_packet(cx, &*machines.dht, now, Path::Udp(from), packet));
            }
            _ => {
                let _ = self.with(|machines, cx| machines.dht.handle_packet(cx, now, Path::Udp(from), packet));
            }
        }
        Ok(())
    }

    fn carry_outputs(&mut self) -> std::io::Result<()> {
        while self.dht.poll_output().is_some() || self.node.poll_output().is_some() {}
        while let Some(output) = self.client.poll_output() {
            match output {
                ClientOutput::StatusChanged(OnionStatus::Online) => say("online")?,
                ClientOutput::GroupAnnounce { announce, .. } => {
                    let addr = announce.addr.map_or_else(|| "-".to_owned(), |addr| addr.to_string());
                    say(&format!("found {} {addr}", to_hex(announce.member.as_bytes())))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn send_all(&mut self, now: Instant) -> Result<(), Box<dyn Error>> {
        let mut buf = Vec::new();
        loop {
            buf.clear();
            let run = if let Some(run) = self.dht.poll_transmit(now, &mut buf) {
                Some((run.to, run.segment))
            } else if let Some(run) = self.node.poll_transmit(&mut buf) {
                Some((run.to, run.segment))
            } else {
                match self.client.poll_transmit(now, &mut buf) {
                    Some(OnionTransmission { to: FirstHop::Udp(to), segment, .. }) => Some((to, segment)),
                    Some(OnionTransmission { to: FirstHop::Relay(_), .. }) => continue,
                    None => None,
                }
            };
            let Some((to, segment)) = run else { return Ok(()) };
            for datagram in buf.chunks(segment.max(1)) {
                // A host that cannot be reached is like one that does not answer.
                let _ = self.socket.send_to(datagram, to);
            }
        }
    }
}

/// The machines while the context is lent to them.
struct Machines<'a> {
    dht: &'a mut Dht,
    node: &'a mut OnionNode,
    client: &'a mut OnionClient,
}

impl Machines<'_> {
    fn client<T>(&mut self, act: impl FnOnce(&mut OnionClient, &Surroundings<'_>) -> T) -> T {
        let udp = if self.dht.connection() == Connection::None { UdpState::Searching } else { UdpState::Connected };
        act(self.client, &Surroundings { nodes: &*self.dht, relays: &NoRelays, udp })
    }
}
