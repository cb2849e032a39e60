//! Friend requests of every length that clients may send come through our nodes, the longest above all: an onion packet
//! that a node takes for too long would be lost in silence.

use toxcore_interop::scenario::{MEET, Outcome, join};
use toxcore_interop::{Lab, Node, NodeKind, Suite, Udp, start_network};

/// Longest text of a friend request that 0.2.22 accepts, and that 0.2.20 and older can deliver: the longer ones that
/// they accept, up to 1016, their own receivers refuse.
const LONGEST: usize = 921;

fn requests_arrive(kind: NodeKind, suite: Suite, sender: Udp) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[kind; 3])? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut bob) = join(&mut lab, &nodes, suite, Udp::Enabled)? else { return Ok(()) };
    bob.connected(MEET)?;
    // Each from a client of its own: a second request to the same friend would only replace the first.
    let mut senders = Vec::new();
    for length in [1, LONGEST / 2, LONGEST - 1, LONGEST] {
        let Some(mut alice) = join(&mut lab, &nodes, suite, sender)? else { return Ok(()) };
        let text = "x".repeat(length);
        alice.command(&format!("add {} {text}", bob.tox_id))?;
        senders.push((alice, text));
    }
    for (alice, text) in &senders {
        bob.event(&format!("request {} {text}", alice.public_key()), MEET)
            .map_err(|error| format!("a request of {} bytes: {error}", text.len()))?;
    }
    Ok(())
}

#[test]
fn through_reference_nodes() -> Outcome {
    requests_arrive(NodeKind::Reference(Suite::Sid), Suite::Sid, Udp::Enabled)
}

#[test]
fn through_our_nodes() -> Outcome {
    requests_arrive(NodeKind::Ours, Suite::Sid, Udp::Enabled)
}

#[test]
fn through_our_nodes_over_tcp() -> Outcome {
    requests_arrive(NodeKind::Ours, Suite::Trixie, Udp::Disabled)
}
