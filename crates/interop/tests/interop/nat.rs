//! Two clients, each behind a NAT that lets in only answers, find a direct way to each other.

use toxcore_interop::scenario::{MEET, Outcome, befriend, exchange};
use toxcore_interop::{Client, ClientOptions, Connection, Lab, NodeKind, Suite, start_network};

/// Nodes of these tests: a client tries addresses of a friend only when enough nodes that know the friend agree on them.
const NODES: usize = 8;

fn holes_are_punched(kind: NodeKind) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[kind; NODES])? else { return Ok(()) };
    let mut clients = Vec::new();
    for _ in 0..2 {
        let Some(host) = lab.host_behind_nat()? else { return Ok(()) };
        let Some(mut client) = Client::start(host, Suite::Trixie, &ClientOptions::default())? else { return Ok(()) };
        for node in &nodes {
            client.bootstrap(node)?;
        }
        client.connected(MEET)?;
        clients.push(client);
    }
    let [alice, bob] = clients.as_mut_slice() else { return Ok(()) };
    befriend(alice, bob, Connection::Udp)?;
    exchange(alice, bob)?;
    Ok(())
}

#[test]
fn through_reference_nodes() -> Outcome {
    holes_are_punched(NodeKind::Reference(Suite::Trixie))
}

#[test]
fn through_our_nodes() -> Outcome {
    holes_are_punched(NodeKind::Ours)
}
