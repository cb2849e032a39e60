//! Every node is stopped and started again, one after the other, as for an upgrade: clients come back by themselves.

use std::time::Duration;

use toxcore_interop::scenario::{Outcome, befriend, exchange, join};
use toxcore_interop::{Client, Connection, Lab, Node, NodeKind, Suite, Udp, start_network};

/// Time for one message, and messages: our choice, together more than a client takes to give a dead connection up (32 s) and
/// to make another.
const TRY: Duration = Duration::from_secs(20);
const TRIES: usize = 8;

fn friends_survive(kind: NodeKind, suite: Suite) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(mut nodes) = start_network(&mut lab, &[kind; 3])? else { return Ok(()) };
    let all: Vec<&Node> = nodes.iter().collect();
    let Some(mut alice) = join(&mut lab, &all, suite, Udp::Disabled)? else { return Ok(()) };
    let Some(mut bob) = join(&mut lab, &all, suite, Udp::Disabled)? else { return Ok(()) };
    befriend(&mut alice, &mut bob, Connection::Tcp)?;
    exchange(&mut alice, &mut bob)?;
    for node in &mut nodes {
        let key = node.public_key.clone();
        node.restart()?;
        assert_eq!(node.public_key, key);
        reach(&mut alice, &mut bob)?;
    }
    Ok(())
}

/// Tells until it is heard: whether the friends lose each other depends on the relays that they used, and a message on a
/// connection that has died unnoticed is lost.
fn reach(alice: &mut Client, bob: &mut Client) -> Outcome {
    for _ in 0..TRIES {
        if alice.command("send 0 still there?").is_err() {
            // Offline: the answer to that is an event.
            let _ = alice.friend_online("0", Connection::Tcp, TRY);
        } else if bob.event("message 0 still there?", TRY).is_ok() {
            return Ok(());
        }
    }
    Err(format!("Bob heard nothing; Alice:\n{}", alice.process().report()).into())
}

#[test]
fn of_reference_nodes() -> Outcome {
    friends_survive(NodeKind::Reference(Suite::Trixie), Suite::Trixie)
}

#[test]
fn of_our_nodes() -> Outcome {
    friends_survive(NodeKind::Ours, Suite::Trixie)
}
