//! The harness itself: a public group is found by its chat id through the reference's own nodes.

use toxcore_interop::scenario::{Outcome, group_is_found};
use toxcore_interop::{NodeKind, Suite, Udp};

const NODES: [NodeKind; 3] = [NodeKind::Reference(Suite::Trixie); 3];

#[test]
fn trixie_over_udp() -> Outcome {
    group_is_found(NODES, Suite::Trixie, (Udp::Enabled, Udp::Enabled))
}

#[test]
fn trixie_one_without_udp() -> Outcome {
    group_is_found(NODES, Suite::Trixie, (Udp::Disabled, Udp::Enabled))
}

#[test]
fn sid_over_udp() -> Outcome {
    group_is_found(NODES, Suite::Sid, (Udp::Enabled, Udp::Enabled))
}
