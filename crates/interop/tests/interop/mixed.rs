//! Our nodes and the reference's in one network, each bootstrapping from the other.

use std::path::Path;

use toxcore_interop::prober::{Prober, node_key};
use toxcore_interop::scenario::{MEET, Outcome, befriend, exchange, friends_meet, join};
use toxcore_interop::{Connection, Lab, NodeKind, Suite, Udp, start_network};

const TRIXIE: NodeKind = NodeKind::Reference(Suite::Trixie);
const SID: NodeKind = NodeKind::Reference(Suite::Sid);
const BOOKWORM: NodeKind = NodeKind::Reference(Suite::Bookworm);

/// In a chain of nodes, of which each bootstraps from the one before, every node comes to know every other.
fn every_node_knows_every_other(kinds: &[NodeKind]) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, kinds)? else { return Ok(()) };
    let mut prober = Prober::start(lab.host()?, Path::new(env!("CARGO_BIN_EXE_udp-pipe")), 1)?;
    for asked in &nodes {
        for other in nodes.iter().filter(|other| other.public_key != asked.public_key) {
            prober.wait_until_named(asked, node_key(other))?;
        }
    }
    Ok(())
}

#[test]
fn reference_nodes_know_each_other() -> Outcome {
    every_node_knows_every_other(&[TRIXIE, SID, BOOKWORM, TRIXIE])
}

#[test]
fn our_nodes_know_each_other() -> Outcome {
    every_node_knows_every_other(&[NodeKind::Ours; 4])
}

#[test]
fn ours_and_theirs_know_each_other() -> Outcome {
    every_node_knows_every_other(&[NodeKind::Ours, TRIXIE, NodeKind::Ours, SID, NodeKind::Ours, BOOKWORM])
}

#[test]
fn theirs_and_ours_know_each_other() -> Outcome {
    every_node_knows_every_other(&[SID, NodeKind::Ours, TRIXIE, NodeKind::Ours])
}

#[test]
fn friends_meet_with_one_of_ours_among_theirs() -> Outcome {
    friends_meet([TRIXIE, NodeKind::Ours, SID], Suite::Sid, (Udp::Enabled, Udp::Enabled))
}

#[test]
fn friends_meet_with_one_of_theirs_among_ours() -> Outcome {
    friends_meet([NodeKind::Ours, TRIXIE, NodeKind::Ours], Suite::Trixie, (Udp::Disabled, Udp::Enabled))
}

/// Alice knows only the first node and Bob only the last.
fn friends_meet_from_both_ends(kinds: &[NodeKind], suite: Suite) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, kinds)? else { return Ok(()) };
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return Ok(()) };
    let Some(mut alice) = join(&mut lab, &[first], suite, Udp::Enabled)? else { return Ok(()) };
    let Some(mut bob) = join(&mut lab, &[last], suite, Udp::Enabled)? else { return Ok(()) };
    alice.connected(MEET)?;
    bob.connected(MEET)?;
    befriend(&mut alice, &mut bob, Connection::Udp)?;
    exchange(&mut alice, &mut bob)?;
    Ok(())
}

#[test]
fn from_both_ends_of_theirs() -> Outcome {
    friends_meet_from_both_ends(&[TRIXIE, SID, TRIXIE, SID], Suite::Sid)
}

#[test]
fn from_both_ends_of_ours() -> Outcome {
    friends_meet_from_both_ends(&[NodeKind::Ours; 4], Suite::Trixie)
}

#[test]
fn from_our_end_and_from_theirs() -> Outcome {
    friends_meet_from_both_ends(&[NodeKind::Ours, TRIXIE, NodeKind::Ours, SID], Suite::Trixie)
}
