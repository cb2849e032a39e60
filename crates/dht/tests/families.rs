//! Nodes with IPv4, with IPv6 and with both are one network, in which those with both join the others.

use std::time::Duration;

use toxcore_dht::Connection;
use toxcore_sim::{HostConfig, HostId, Link, run_seeds};
use toxcore_wire::NodeInfo;

mod common;

use common::Network;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Families {
    V4,
    V6,
    Both,
}

fn host(families: Families) -> HostConfig {
    let link = Link::default().with_loss(0.02);
    HostConfig { ipv4: families != Families::V6, ipv6: families != Families::V4, link, ..HostConfig::default() }
}

/// Where others reach a node: at its IPv6 address if it has one.
fn info(network: &Network, id: HostId) -> NodeInfo {
    let addr = network.sim.ipv6_address(id).unwrap_or_else(|| network.sim.address(id));
    NodeInfo { addr, key: network.sim[id].keys.public }
}

fn bootstrap(network: &mut Network, id: HostId, node: NodeInfo) {
    // A node that has no IPv6 refuses the address, which is right.
    let _ = network.sim.call(id, |host, now| host.with(|dht, cx| dht.bootstrap(cx, now, node)));
}

#[test]
fn families_form_one_network() {
    run_seeds(1..4, |seed| {
        let mut network = Network::new(0, seed, Link::default(), Duration::ZERO);
        let kinds = [Families::Both, Families::V4, Families::V6];
        let nodes: Vec<(Families, HostId)> = (0..60)
            .map(|n| {
                let families = kinds[n % kinds.len()];
                network.ipv6 = families != Families::V4;
                (families, network.add(host(families)))
            })
            .collect();
        let first = nodes[0].1;
        for (families, id) in &nodes[1..] {
            let addr = network.sim.address(first);
            let v4 = NodeInfo { addr, ..info(&network, first) };
            let v6 = info(&network, first);
            bootstrap(&mut network, *id, if *families == Families::V6 { v6 } else { v4 });
            network.sim.run_for(Duration::from_millis(300));
        }
        network.sim.run_for(Duration::from_secs(180));
        for (families, id) in &nodes {
            let now = network.sim.now();
            let dht = &network.sim[*id].dht;
            assert_eq!(dht.connection(), Connection::Internet);
            let close: Vec<NodeInfo> = dht.close_nodes(now).collect();
            assert!(close.len() >= 15, "{}", close.len());
            match families {
                Families::V4 => assert!(close.iter().all(|node| node.addr.is_ipv4())),
                Families::V6 => assert!(close.iter().all(|node| node.addr.is_ipv6())),
                Families::Both => assert!(
                    close.iter().any(|node| node.addr.is_ipv4()) && close.iter().any(|node| node.addr.is_ipv6())
                ),
            }
        }
        for pair in [(1, 4), (2, 5), (1, 3), (2, 3), (4, 57), (5, 57)] {
            let (who, whom) = (nodes[pair.0].1, nodes[pair.1].1);
            let key = network.sim[whom].keys.public;
            let _token = network.sim.call(who, |host, now| host.with(|dht, cx| dht.add_search(cx, now, key)));
            network.sim.run_for(Duration::from_secs(20));
            let found = network.sim[who].dht.search_address(network.sim.now(), &key);
            assert!(matches!(found, Ok(Some(_))), "{pair:?}: {found:?}");
        }
    });
}
