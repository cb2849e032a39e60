use std::time::Duration;

use super::*;

/// Two nodes that exchange datagrams in memory.
struct Pair {
    now: Instant,
    nodes: [Node; 2],
}

fn addr(node: usize) -> SocketAddr {
    SocketAddr::from(([198, 51, 100, u8::try_from(node).unwrap() + 1], 33445))
}

fn node(number: u8) -> Node {
    let config = NodeConfig {
        bootstrap_info: Some(toxcore_dht::BootstrapInfo { version: 7, motd: b"hello".to_vec() }),
        relay: Some(ServerConfig::default()),
        ..NodeConfig::new(DhtKeyPair::from_secret_bytes([number; 32]))
    };
    Node::new(config, Instant::ZERO, &Seed::from_number(u64::from(number)))
}

impl Pair {
    fn new() -> Self {
        Self { now: Instant::ZERO, nodes: [node(1), node(2)] }
    }

    /// Moves datagrams and time for `seconds`.
    fn run(&mut self, seconds: u64) {
        for _ in 0..seconds {
            self.now += Duration::from_secs(1);
            for node in &mut self.nodes {
                node.handle_timeout(self.now);
                node.pump(self.now);
            }
            while self.exchange() {}
        }
    }

    fn exchange(&mut self) -> bool {
        let mut moved = false;
        for from in 0..2 {
            let mut buffer = Vec::new();
            while let Some(transmit) = self.nodes[from].poll_transmit(self.now, &mut buffer) {
                let start = buffer.len() - transmit.len;
                for datagram in buffer[start..].chunks_mut(transmit.segment) {
                    let to = if transmit.to == addr(0) { 0 } else { 1 };
                    self.nodes[to].handle_datagram(self.now, addr(from), datagram);
                    moved = true;
                }
                self.nodes[1 - from].pump(self.now);
            }
        }
        moved
    }
}

#[test]
fn nodes_find_each_other_and_count_it() {
    let mut pair = Pair::new();
    let key = pair.nodes[0].public_key();
    pair.nodes[1].add_bootstrap_node(pair.now, addr(0), key);
    pair.run(10);
    for node in &pair.nodes {
        assert_eq!(node.dht().close_nodes(pair.now).count(), 1);
        assert_eq!(node.discards().total(), 0, "{:?}", node.discards());
    }
    let metrics = pair.nodes[0].metrics(&Traffic::default());
    assert_eq!((metrics.close_nodes, metrics.udp_received.total().packets > 3), (1, true));
}

#[test]
fn an_idle_node_wakes_at_most_twice_a_second() {
    let mut pair = Pair::new();
    let key = pair.nodes[0].public_key();
    pair.nodes[1].add_bootstrap_node(pair.now, addr(0), key);
    pair.run(30);
    let mut wake_ups = 0;
    let end = pair.now + Duration::from_secs(60);
    while let Some(due) = pair.nodes[0].poll_timeout().filter(|due| *due < end) {
        pair.now = due;
        pair.nodes[0].handle_timeout(due);
        pair.nodes[0].pump(due);
        while pair.exchange() {}
        pair.nodes[1].handle_timeout(due);
        while pair.exchange() {}
        wake_ups += 1;
        assert!(wake_ups <= 120, "{wake_ups} wake-ups in a minute");
    }
}

/// One datagram of junk must do nothing: a million of them, of every kind and length.
#[test]
fn a_million_random_datagrams_leave_the_node_as_it_was() {
    let mut node = node(1);
    let mut rng = Rng::new(&Seed::from_number(3));
    let mut junk = [0; 1500];
    for round in 0..1_000_000_u32 {
        if round % 100 == 0 {
            junk = rng.public_bytes();
        }
        let [kind, low, high, start, ..] = rng.public_bytes::<8>();
        let len = usize::from(u16::from_be_bytes([high, low])) % 600;
        let start = usize::from(start);
        let mut datagram = junk[start..start + len].to_vec();
        if let Some(first) = datagram.first_mut() {
            *first = kind;
        }
        let from = SocketAddr::from(([198, 51, low, high], 1000));
        node.handle_datagram(Instant::from_origin(Duration::from_micros(u64::from(round))), from, &mut datagram);
    }
    let now = Instant::from_origin(Duration::from_secs(2));
    node.pump(now);
    assert_eq!(node.dht().close_nodes(now).count(), 0);
    assert!(node.discards().total() > 990_000, "{:?}", node.discards());
}

#[test]
fn a_request_of_exactly_78_bytes_is_told_version_and_motd() {
    let mut node = node(1);
    for len in [77, 79, 78] {
        let mut request = vec![0; len];
        request[0] = 0xf0;
        node.handle_datagram(Instant::ZERO, addr(1), &mut request);
    }
    let mut buffer = Vec::new();
    let transmit = node.poll_transmit(Instant::ZERO, &mut buffer).unwrap();
    assert_eq!((transmit.to, buffer.as_slice()), (addr(1), &b"\xf0\0\0\0\x07hello\0"[..]));
    assert_eq!(node.poll_transmit(Instant::ZERO, &mut buffer), None);
}
