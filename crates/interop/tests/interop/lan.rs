//! A client on the same LAN as a node finds it by LAN discovery, with no node known to either.

use toxcore_interop::scenario::{MEET, Outcome};
use toxcore_interop::{Client, ClientOptions, Host, Lab, LabError, Node, NodeConfig, NodeKind, Suite};

/// Discovery packets count only from private addresses.
fn move_to_lan(host: &Host) -> Result<(), LabError> {
    let number = host.number();
    host.run(&format!("ip -4 addr flush dev eth0 && ip addr add 192.168.88.{number}/24 brd + dev eth0"))
}

fn the_node_is_found(kind: NodeKind, suite: Suite) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(program) = kind.program() else { return Ok(()) };
    let host = lab.host()?;
    move_to_lan(&host)?;
    let config = NodeConfig { lan_discovery: true, ..NodeConfig::default() };
    let mut node = Node::start(host, &program, &config, &[])?;
    let host = lab.host()?;
    move_to_lan(&host)?;
    let options = ClientOptions { lan_discovery: true, ..ClientOptions::default() };
    let Some(mut client) = Client::start(host, suite, &options)? else { return Ok(()) };
    client.connected(MEET)?;
    assert!(node.process.is_running(), "{}", node.process.report());
    Ok(())
}

#[test]
fn a_reference_node() -> Outcome {
    the_node_is_found(NodeKind::Reference(Suite::Trixie), Suite::Trixie)
}

#[test]
fn our_node_by_0_2_18() -> Outcome {
    the_node_is_found(NodeKind::Ours, Suite::Bookworm)
}

#[test]
fn our_node_by_0_2_22() -> Outcome {
    the_node_is_found(NodeKind::Ours, Suite::Sid)
}
