//! A public group of two real clients is found by its chat id through the announces that our nodes store.

use toxcore_interop::scenario::{Outcome, group_is_found};
use toxcore_interop::{NodeKind, Suite, Udp};

const NODES: [NodeKind; 3] = [NodeKind::Ours; 3];

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
