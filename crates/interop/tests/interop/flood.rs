//! Clients live on our nodes while strangers flood them: existing friends stay, new ones meet.

use toxcore_interop::scenario::{MEET, Outcome, befriend, exchange, join};
use toxcore_interop::{Connection, Host, Lab, Node, NodeKind, Process, ProcessError, Suite, Udp, start_network};

/// Addresses that the flood comes from: our choice, as many as a `/24` has.
const SOURCES: &str = "for i in $(seq 1 254); do ip addr add 203.0.113.$i/32 dev eth0; done";

/// Datagrams a second at each node. Our choice: what two cores leave for the flood beside the clients; what a node bears
/// is measured in the benches.
const RATE: &str = "3000";

/// Starts a flood of datagrams of one kind at every node.
fn flood(host: &Host, nodes: &[&Node], kind: &str, length: &str) -> Result<Process, ProcessError> {
    let mut command = host.command(env!("CARGO_BIN_EXE_udp-flood"));
    command.args([kind, length, RATE]);
    for node in nodes {
        command.arg(format!("{}:{}", node.address(), node.port));
    }
    let mut process = Process::start(&mut command)?;
    process.wait_for(MEET, |line| line == "flooding")?;
    Ok(process)
}

fn friends_meet_in_a_flood(kind: NodeKind, first_byte: &str, length: &str) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[kind; 3])? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let attacker = lab.host()?;
    attacker.run(SOURCES)?;
    // By way of one neighbour: 254 for each node would fill the kernel's table of all labs.
    for node in &nodes {
        node.host.run(&format!("ip route add 203.0.113.0/24 via {}", attacker.address()))?;
    }
    let Some(mut alice) = join(&mut lab, &nodes, Suite::Trixie, Udp::Enabled)? else { return Ok(()) };
    let Some(mut bob) = join(&mut lab, &nodes, Suite::Trixie, Udp::Disabled)? else { return Ok(()) };
    befriend(&mut alice, &mut bob, Connection::Tcp)?;
    let mut attack = flood(&attacker, &nodes, first_byte, length)?;
    exchange(&mut alice, &mut bob)?;
    let Some(mut carol) = join(&mut lab, &nodes, Suite::Trixie, Udp::Enabled)? else { return Ok(()) };
    let Some(mut dave) = join(&mut lab, &nodes, Suite::Trixie, Udp::Enabled)? else { return Ok(()) };
    befriend(&mut carol, &mut dave, Connection::Udp)?;
    exchange(&mut carol, &mut dave)?;
    exchange(&mut alice, &mut bob)?;
    assert!(attack.is_running(), "the flood ended early:\n{}", attack.report());
    Ok(())
}

#[test]
fn of_cookie_requests_at_reference_nodes() -> Outcome {
    friends_meet_in_a_flood(NodeKind::Reference(Suite::Trixie), "18", "145")
}

#[test]
fn of_cookie_requests() -> Outcome {
    friends_meet_in_a_flood(NodeKind::Ours, "18", "145")
}

#[test]
fn of_nodes_requests_that_cannot_be_opened() -> Outcome {
    friends_meet_in_a_flood(NodeKind::Ours, "02", "113")
}

#[test]
fn of_announce_requests_that_cannot_be_opened() -> Outcome {
    friends_meet_in_a_flood(NodeKind::Ours, "83", "354")
}
