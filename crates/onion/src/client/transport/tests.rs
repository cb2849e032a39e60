use std::net::SocketAddr;

use proptest::prelude::*;
use toxcore_crypto::{DhtKeyPair, KeyCache};
use toxcore_sansio::{Admission, Asker, Cx, Nodes, Relays, Rng, UnixTime};
use toxcore_wire::{NodeList, RelayInfo};

use super::*;
use crate::client::path_nodes::network;
use crate::client::surroundings::{Surroundings, UdpState};

struct Known(Vec<NodeInfo>);

impl Nodes for Known {
    fn closest(&self, _: Instant, _: &[u8; 32], _: Asker) -> NodeList {
        NodeList::from_first(self.0.iter().copied())
    }
    fn address_of(&self, _: Instant, _: &DhtPublicKey) -> Option<SocketAddr> {
        None
    }
    fn random_good(&self, _: Instant, rng: &mut Rng, count: usize, out: &mut Vec<NodeInfo>) {
        let mut nodes = self.0.clone();
        for _ in 0..count.min(nodes.len()) {
            out.push(nodes.swap_remove(rng.below(nodes.len())));
        }
    }
}

struct Link(Option<RelayInfo>);

const LINK: StreamId = StreamId { index: 1, generation: 1 };

impl Relays for Link {
    fn onion_link(&self, _: &mut Rng) -> Option<(StreamId, RelayInfo)> {
        self.0.map(|relay| (LINK, relay))
    }
    fn is_onion_link(&self, _: StreamId) -> bool {
        self.0.is_some()
    }
    fn connected(&self, _: &mut Rng, _: usize, _: &mut Vec<RelayInfo>) {}
}

/// A transport with what it is lent.
pub(crate) struct Rig {
    pub(crate) transport: Transport,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    known: Known,
    link: Link,
    udp: UdpState,
    pub(crate) now: Instant,
}

impl Rig {
    pub(crate) fn new(seed: u64, known: Vec<NodeInfo>) -> Self {
        let seed = Seed::from_number(seed);
        Self {
            transport: Transport::new(1_024, &seed),
            keys: DhtKeyPair::from_secret_bytes([1; 32]),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(1_000, &seed),
            known: Known(known),
            link: Link(None),
            udp: UdpState::Connected,
            now: Instant::from_origin(Duration::from_secs(1)),
        }
    }

    pub(crate) fn with<R>(&mut self, f: impl FnOnce(&mut Transport, &mut Env<'_, '_>) -> R) -> R {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        let net = Surroundings { nodes: &self.known, relays: &self.link, udp: self.udp };
        f(&mut self.transport, &mut Env { cx: &mut cx, net: &net, now: self.now })
    }

    /// The three nodes of a path that a packet would take.
    fn path(&mut self, purpose: Purpose, to: &DhtPublicKey) -> Option<[NodeInfo; 3]> {
        let id = self.with(|transport, env| transport.any_path(env, purpose, to))?;
        let path = self.transport.paths(purpose).get(id).unwrap();
        let first = match path.first {
            First::Node(node) => node,
            First::Relay(_, relay) => NodeInfo { addr: relay.addr, key: relay.key },
        };
        Some([first, path.second, path.third])
    }
}

/// Node `number` in the network 198.`net`.0.0/16.
pub(crate) fn node(net: u8, number: u8) -> NodeInfo {
    let keys = DhtKeyPair::from_secret_bytes([number | 0x40; 32]);
    let mut bytes = *keys.public.as_bytes();
    bytes[1] = number;
    NodeInfo { addr: ([198, net, number, 1], 33445).into(), key: DhtPublicKey::from_bytes(bytes) }
}

fn distinct<T: Eq + std::hash::Hash>(items: impl IntoIterator<Item = T>) -> usize {
    items.into_iter().collect::<HashSet<T>>().len()
}

proptest! {
    /// Past defect 45: friends as path nodes, and one party holding several places of a path.
    #[test]
    fn paths_avoid_friends_and_spread_over_networks(
        seed in any::<u64>(),
        nets in prop::collection::vec(0_u8..6, 1..16),
        friends in prop::collection::vec(any::<bool>(), 16),
    ) {
        let nodes: Vec<NodeInfo> = (0..).zip(&nets).map(|(number, net)| node(*net, number)).collect();
        let mut rig = Rig::new(seed, nodes.clone());
        for (node, _) in nodes.iter().zip(&friends).filter(|(_, friend)| **friend) {
            rig.transport.avoid(node.key);
        }
        let strangers: Vec<&NodeInfo> = nodes.iter().filter(|node| !rig.transport.friends.contains(&node.key)).collect();
        let best_nodes = strangers.len().min(3);
        let best_networks = distinct(strangers.iter().map(|node| network(&node.addr))).min(3);
        let elsewhere = DhtPublicKey::from_bytes([9; 32]);
        for purpose in [Purpose::Own, Purpose::Friends].repeat(8) {
            let path = rig.path(purpose, &elsewhere).unwrap();
            if strangers.is_empty() {
                continue;
            }
            prop_assert!(path.iter().all(|node| strangers.contains(&node)), "a friend is on the path");
            prop_assert!(distinct(path.map(|node| node.key)) >= best_nodes);
            prop_assert!(distinct(path.map(|node| network(&node.addr))) >= best_networks);
        }
    }
}

#[test]
fn a_path_over_a_friend_is_given_up_when_the_friend_is_known() {
    let mut rig = Rig::new(1, (1..=6).map(|number| node(number, number)).collect());
    let elsewhere = DhtPublicKey::from_bytes([9; 32]);
    for _ in 0..40 {
        rig.path(Purpose::Friends, &elsewhere);
    }
    let friend = node(3, 3).key;
    assert!(rig.transport.friend_paths.iter().any(|path| path.contains(&friend)));
    rig.transport.avoid(friend);
    assert!(rig.transport.friend_paths.iter().all(|path| !path.contains(&friend)));
}

#[test]
fn packets_do_not_pass_their_destination_if_another_path_does_not() {
    let mut rig = Rig::new(1, (1..=8).map(|number| node(number, number)).collect());
    let elsewhere = DhtPublicKey::from_bytes([9; 32]);
    for _ in 0..40 {
        rig.path(Purpose::Own, &elsewhere);
    }
    let avoidable = |key: &DhtPublicKey, rig: &Rig| rig.transport.own_paths.iter().any(|path| !path.contains(key));
    let destinations: Vec<NodeInfo> = rig.known.0.clone();
    for to in destinations.iter().cycle().take(200) {
        if !avoidable(&to.key, &rig) {
            continue;
        }
        let path = rig.path(Purpose::Own, &to.key).unwrap();
        assert!(path.iter().all(|node| node.key != to.key));
    }
}

#[test]
fn the_two_sets_share_no_keys_and_keys_end_with_their_path() {
    let mut rig = Rig::new(1, (1..=8).map(|number| node(number, number)).collect());
    let mut keys = HashSet::new();
    let mut paths = 0;
    for _ in 0..3 {
        let elsewhere = DhtPublicKey::from_bytes([9; 32]);
        for purpose in [Purpose::Own, Purpose::Friends].repeat(40) {
            rig.path(purpose, &elsewhere);
        }
        for path in rig.transport.own_paths.iter().chain(rig.transport.friend_paths.iter()) {
            keys.extend([path.layers().second_public, path.layers().third_public]);
            paths += 1;
        }
        rig.now += crate::client::paths::LIFETIME;
    }
    assert_eq!((paths, keys.len()), (36, 72));
}

#[test]
fn without_udp_a_relay_is_the_first_node_and_named_nodes_follow() {
    let mut rig = Rig::new(1, Vec::new());
    rig.udp = UdpState::Disabled;
    let (relay, elsewhere) = (node(1, 1), DhtPublicKey::from_bytes([9; 32]));
    assert_eq!(rig.path(Purpose::Own, &elsewhere), None);
    rig.link = Link(Some(RelayInfo { addr: relay.addr, key: relay.key }));
    assert_eq!(rig.path(Purpose::Own, &elsewhere), None, "nobody to go on to");
    rig.transport.bootstrap.add(relay);
    assert_eq!(rig.path(Purpose::Own, &elsewhere), Some([relay; 3]), "one node is enough");
    for number in 2..5 {
        rig.transport.path_nodes.add(node(number, number));
    }
    let path = rig.path(Purpose::Friends, &elsewhere).unwrap();
    assert_eq!(distinct(path.map(|node| node.key)), 3);
    // The link breaks: its paths are void.
    rig.link = Link(None);
    assert_eq!(rig.path(Purpose::Friends, &elsewhere), None);
}

impl Rig {
    /// Asks a node about ourselves. How many packets left.
    fn ask(&mut self, to: NodeInfo) -> usize {
        let pair = toxcore_crypto::EphemeralKeyPair::from_secret_bytes([3; 32]);
        let key = CombinedKey::new(&pair.secret, &to.key).unwrap();
        let ask = Ask {
            target: Target::Own,
            node: to,
            sender: pair.public,
            key: &key,
            searched: LongTermPublicKey::from_bytes([5; 32]),
            data_key: pair.public,
            path: None,
            ping_id: None,
            form: AnnounceForm::Plain,
        };
        self.with(|transport, env| transport.ask(env, Lane::Present, &ask))
    }
}

#[test]
fn where_nothing_is_answered_paths_that_never_worked_are_given_up_all_the_same() {
    let mut rig = Rig::new(1, (1..=8).map(|number| node(number, number)).collect());
    rig.transport.recent.note_silences(200);
    assert_eq!(rig.transport.recent.leniency(), 4);
    let to = node(9, 9);
    (0..100).for_each(|_| {
        rig.ask(to);
    });
    let before: Vec<PathId> = rig.transport.own_paths.iter().map(|path| path.id).collect();
    rig.now += Duration::from_secs(3);
    for _ in 0..50 {
        rig.path(Purpose::Own, &to.key);
    }
    assert!(rig.transport.own_paths.iter().all(|path| !before.contains(&path.id)), "a dead path is kept");
}

#[test]
fn where_most_is_lost_copies_are_sent_within_a_budget_and_while_there_is_hope() {
    let mut rig = Rig::new(1, (1..=8).map(|number| node(number, number)).collect());
    let to = node(9, 9);
    assert_eq!(rig.ask(to), 1);
    for _ in 0..20 {
        rig.transport.recent.note_silences(9);
        rig.transport.recent.note_answer();
    }
    assert_eq!(rig.ask(to), 6);
    let at_once: usize = (0..200).map(|_| rig.ask(to)).sum();
    assert!((500..700).contains(&at_once), "{at_once} packets for 200 requests");
    // Nothing is heard any more.
    rig.now += Duration::from_secs(60);
    assert_eq!(rig.ask(to), 1);
    rig.transport.hope();
    assert_eq!(rig.ask(to), 6);
}

#[test]
fn a_new_network_is_not_judged_by_the_old_one() {
    let mut rig = Rig::new(1, (1..=8).map(|number| node(number, number)).collect());
    rig.transport.recent.note_silences(200);
    assert_eq!(rig.ask(node(9, 9)), 6);
    rig.transport.network_changed();
    assert!(!rig.transport.is_bad());
    assert_eq!(rig.ask(node(9, 9)), 1);
}

#[test]
fn copies_that_cannot_leave_cost_nothing() {
    let mut rig = Rig::new(1, Vec::new());
    rig.transport.recent.note_silences(200);
    for _ in 0..200 {
        assert_eq!(rig.ask(node(9, 9)), 0, "nobody to begin a path at");
    }
    rig.known = Known((1..=8).map(|number| node(number, number)).collect());
    assert_eq!(rig.ask(node(9, 9)), 6);
}

/// No answer tells whether data arrived.
#[test]
fn data_takes_paths_that_have_worked() {
    let mut rig = Rig::new(1, (1..=8).map(|number| node(number, number)).collect());
    let to = DhtPublicKey::from_bytes([9; 32]);
    let mut id = rig.with(|transport, env| transport.path_for_data(env, &to)).unwrap();
    for _ in 0..40 {
        id = rig.with(|transport, env| transport.any_path(env, Purpose::Friends, &to)).unwrap();
    }
    rig.transport.friend_paths.note_answer(id);
    for _ in 0..40 {
        assert_eq!(rig.with(|transport, env| transport.path_for_data(env, &to)), Some(id));
    }
}
