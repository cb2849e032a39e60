//! Families of addresses: over IPv6, and with IPv6 switched off on the node's machine.

use toxcore_interop::scenario::{MEET, Outcome, befriend, exchange, join};
use toxcore_interop::{
    Client, ClientOptions, Connection, Lab, Node, NodeConfig, NodeKind, Suite, Udp, start_network, start_network_with,
};

fn friends_meet_over_ipv6(kind: NodeKind, udp: Udp, over: Connection) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[kind; 3])? else { return Ok(()) };
    let mut clients = Vec::new();
    for _ in 0..2 {
        let host = lab.host()?;
        // This client has no other way.
        host.run("ip -4 addr flush dev eth0")?;
        let options = ClientOptions { udp, ..ClientOptions::default() };
        let Some(mut client) = Client::start(host, Suite::Trixie, &options)? else { return Ok(()) };
        for node in &nodes {
            let address = format!("2001:db8::{}", node.host.number());
            client.command(&format!("bootstrap {address} {} {}", node.port, node.public_key))?;
            client.command(&format!("relay {address} {} {}", node.relay_port, node.public_key))?;
        }
        client.connected(MEET)?;
        clients.push(client);
    }
    let [alice, bob] = clients.as_mut_slice() else { return Ok(()) };
    befriend(alice, bob, over)?;
    exchange(alice, bob)?;
    Ok(())
}

#[test]
fn over_ipv6_with_reference_nodes() -> Outcome {
    friends_meet_over_ipv6(NodeKind::Reference(Suite::Trixie), Udp::Enabled, Connection::Udp)
}

#[test]
fn over_ipv6_with_our_nodes() -> Outcome {
    friends_meet_over_ipv6(NodeKind::Ours, Udp::Enabled, Connection::Udp)
}

#[test]
fn over_ipv6_without_udp_with_our_nodes() -> Outcome {
    friends_meet_over_ipv6(NodeKind::Ours, Udp::Disabled, Connection::Tcp)
}

fn friends_meet_on_nodes_without_ipv6(kind: NodeKind) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let config = |host: &toxcore_interop::Host| {
        // Where this cannot be switched off, the test is the usual one.
        let _ = host.run("echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6");
        NodeConfig::default()
    };
    let Some(nodes) = start_network_with(&mut lab, &[kind; 2], config)? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut alice) = join(&mut lab, &nodes, Suite::Trixie, Udp::Enabled)? else { return Ok(()) };
    let Some(mut bob) = join(&mut lab, &nodes, Suite::Trixie, Udp::Disabled)? else { return Ok(()) };
    befriend(&mut alice, &mut bob, Connection::Tcp)?;
    exchange(&mut alice, &mut bob)?;
    Ok(())
}

#[test]
fn reference_nodes_with_ipv6_switched_off() -> Outcome {
    friends_meet_on_nodes_without_ipv6(NodeKind::Reference(Suite::Trixie))
}

#[test]
fn our_nodes_with_ipv6_switched_off() -> Outcome {
    friends_meet_on_nodes_without_ipv6(NodeKind::Ours)
}
