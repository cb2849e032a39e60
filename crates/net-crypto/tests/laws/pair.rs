//! Two honest machines and a network that does what it likes with their packets.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_net_crypto::{Config, ConnectionId, Evidence, SendClass, Stream, Target};
use toxcore_sansio::Instant;
use toxcore_sim::Script;

use super::Reached;
use super::node::{Node, ROUTE, step_of};

/// Runs the script. Panics if something does not hold. Returns how far both got together.
pub fn check(script: &[u8]) -> Reached {
    let mut script = Script::new(script);
    let mut run = Run::new(script.number());
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.transmit();
        run.check_streams();
    }
    let [a, b] = run.nodes.map(|node| node.reached);
    Reached {
        established: a.established.min(b.established),
        lossless: a.lossless + b.lossless,
        lossy: a.lossy + b.lossy,
        delivered: a.delivered + b.delivered,
        ended: a.ended + b.ended,
        refused: a.refused + b.refused,
    }
}

/// Packets on the way, at most; more are lost.
const MAX_ON_WAY: usize = 2000;

struct Run {
    nodes: [Node; 2],
    now: Instant,
    /// To whom, from where, and what.
    on_way: VecDeque<(usize, Target, Vec<u8>)>,
    /// What was on the way, for replays.
    past: VecDeque<(usize, Target, Vec<u8>)>,
    /// How much of what each node received was checked, and what its lossless streams are at: the sender's connection, and the
    /// next message of each class.
    checked: [usize; 2],
    streams: [BTreeMap<ConnectionId, (u8, [u32; 2])>; 2],
    /// Counts the connections that each sender has begun to use.
    tags: [BTreeMap<ConnectionId, (u8, [u32; 2])>; 2],
    full: bool,
}

impl Run {
    fn new(first: usize) -> Self {
        let config = Config { first_packet_number: (first as u32).wrapping_sub(128), ..Config::default() };
        let mut nodes = [Node::new(1, config), Node::new(2, config)];
        let keys = [nodes[0].long_term, nodes[1].long_term];
        nodes[0].friends.push(keys[1]);
        nodes[1].friends.push(keys[0]);
        Self {
            nodes,
            now: Instant::from_origin(Duration::from_secs(100)),
            on_way: VecDeque::new(),
            past: VecDeque::new(),
            checked: [0; 2],
            streams: Default::default(),
            tags: Default::default(),
            full: false,
        }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 12 {
            0 | 1 => self.arrive(script.number()),
            2 => self.arrive_one(script.number(), None),
            3 => self.arrive_one(script.number(), Some(script.number())),
            4 => drop(self.on_way.remove(script.number() % self.on_way.len().max(1))),
            5 => self.replay(script),
            6 => self.connect(script),
            7 => self.send(script),
            8 => self.send_lossy(script),
            9 => self.relay(script),
            _ => self.wait(script),
        }
    }

    /// So many packets arrive in order.
    fn arrive(&mut self, count: usize) {
        for _ in 0..count {
            self.arrive_one(0, None);
            self.transmit();
        }
    }

    /// A packet arrives out of order, perhaps with one byte changed.
    fn arrive_one(&mut self, index: usize, damage: Option<usize>) {
        let Some((to, from, packet)) = self.on_way.remove(index % self.on_way.len().max(1)) else { return };
        let mut arriving = packet.clone();
        if let Some(damage) = damage {
            let place = damage * 7 % arriving.len();
            arriving[place] ^= 1 << (damage % 8);
        }
        let result = self.nodes[to].deliver(self.now, from, &mut arriving);
        // A byte of the cookie that is passed on unread is all that may change without notice: here none is.
        assert!(damage.is_none() || result.is_err(), "damaged packet of kind {:#x} taken", packet[0]);
        self.past.push_back((to, from, packet));
        if self.past.len() > 64 {
            self.past.pop_front();
        }
    }

    /// An old packet comes once more, to whomever and from wherever.
    fn replay(&mut self, script: &mut Script<'_>) {
        let (index, to, from) = (script.number(), script.number() % 2, script.number());
        let Some((_, old_from, packet)) = self.past.get(index % self.past.len().max(1)).cloned() else { return };
        let from = if from.is_multiple_of(2) { old_from } else { Target::Udp(address(from % 5)) };
        _ = self.nodes[to].deliver(self.now, from, &mut packet.clone());
    }

    fn connect(&mut self, script: &mut Script<'_>) {
        let (who, how, now) = (script.number() % 2, script.number(), self.now);
        let (peer, dht) = (self.nodes[1 - who].long_term, self.nodes[1 - who].dht.public);
        let node = &mut self.nodes[who];
        let id = match node.machine.find(&peer) {
            Some(id) => id,
            None => node.call(|machine, cx| machine.connect(cx, now, peer, dht)).unwrap(),
        };
        match how % 5 {
            0 => node.machine.close(now, id),
            1 => node.machine.set_relay(now, id, Some(ROUTE)),
            2 => node.machine.network_changed(now),
            _ => node.machine.add_address(now, id, address(1 - who), [Evidence::Heard, Evidence::Told][how % 2]),
        }
    }

    /// Messages tell from which connection of the sender they are, and count.
    fn send(&mut self, script: &mut Script<'_>) {
        let (who, count, len) = (script.number() % 2, script.number() % 64, script.number() * 5);
        let (node, tags) = (&mut self.nodes[who], &mut self.tags[who]);
        let Some(id) = node.connections().first().copied() else { return };
        let next_tag = tags.len() as u8;
        let (tag, counts) = tags.entry(id).or_insert((next_tag, [0; 2]));
        for n in 0..count {
            let class = n % 2;
            let data = [&[16 + class as u8, *tag][..], &counts[class].to_be_bytes(), &vec![7; len]].concat();
            if node.send(id, [SendClass::Priority, SendClass::Bulk][class], &data) {
                counts[class] += 1;
            }
        }
    }

    fn send_lossy(&mut self, script: &mut Script<'_>) {
        let (who, len) = (script.number() % 2, script.number());
        let node = &mut self.nodes[who];
        if let Some(id) = node.connections().first().copied() {
            _ = node.machine.send_lossy(id, &vec![200; len]);
        }
    }

    fn relay(&mut self, script: &mut Script<'_>) {
        match script.number() % 3 {
            0 => self.full = true,
            _ => {
                self.full = false;
                self.nodes.iter_mut().for_each(|node| node.machine.relay_writable(self.now, ROUTE));
            }
        }
    }

    fn wait(&mut self, script: &mut Script<'_>) {
        self.now += step_of(script.number());
        self.nodes.iter_mut().for_each(|node| node.time_out(self.now));
    }

    fn transmit(&mut self) {
        let (now, full, on_way) = (self.now, self.full, &mut self.on_way);
        for (who, node) in self.nodes.iter_mut().enumerate() {
            node.transmit(now, |node, run, bytes| {
                let (to, from) = match run.to {
                    Target::Udp(addr) if addr == address(1 - who) => (1 - who, Target::Udp(address(who))),
                    Target::Relay(ROUTE) if full => {
                        // A part fits, the rest is refused.
                        let refused = bytes.chunks(run.segment).count().div_ceil(2);
                        node.machine.relay_refused(now, ROUTE, refused);
                        return;
                    }
                    Target::Relay(ROUTE) => (1 - who, Target::Relay(ROUTE)),
                    Target::Udp(_) | Target::Relay(_) | Target::Oob { .. } => return,
                };
                on_way.extend(bytes.chunks(run.segment).map(|packet| (to, from, packet.to_vec())));
                on_way.truncate(MAX_ON_WAY);
            });
        }
    }

    /// Each class arrives in order, once, from one connection of the sender.
    fn check_streams(&mut self) {
        for (who, node) in self.nodes.iter().enumerate() {
            for (connection, stream, data) in &node.received[self.checked[who]..] {
                if *stream == Stream::Lossy {
                    continue;
                }
                let (tag, counts) = self.streams[who].entry(*connection).or_insert((data[1], [0; 2]));
                let count = &mut counts[usize::from(data[0] - 16)];
                assert_eq!((data[1], &data[2..6]), (*tag, &count.to_be_bytes()[..]), "out of order");
                *count += 1;
            }
            self.checked[who] = node.received.len();
        }
    }
}

fn address(number: usize) -> SocketAddr {
    SocketAddr::from(([198, 51, 100, number as u8 + 1], 33_445))
}
