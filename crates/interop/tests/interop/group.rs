//! A public group of two real clients is found by its chat id through the announces that the nodes store. With the
//! reference's own nodes the same stories test the harness.

use toxcore_interop::scenario::{Outcome, group_is_found};
use toxcore_interop::{NodeKind, Suite, Udp};

const OURS: [NodeKind; 3] = [NodeKind::Ours; 3];
const REFERENCE: [NodeKind; 3] = [NodeKind::Reference(Suite::Trixie); 3];

const BOTH: (Udp, Udp) = (Udp::Enabled, Udp::Enabled);
const ONE: (Udp, Udp) = (Udp::Disabled, Udp::Enabled);

#[test]
fn of_trixie_over_udp_with_our_nodes() -> Outcome {
    group_is_found(OURS, Suite::Trixie, BOTH)
}

#[test]
fn of_trixie_one_without_udp_with_our_nodes() -> Outcome {
    group_is_found(OURS, Suite::Trixie, ONE)
}

#[test]
fn of_sid_over_udp_with_our_nodes() -> Outcome {
    group_is_found(OURS, Suite::Sid, BOTH)
}

#[test]
fn of_trixie_over_udp_with_reference_nodes() -> Outcome {
    group_is_found(REFERENCE, Suite::Trixie, BOTH)
}

#[test]
fn of_trixie_one_without_udp_with_reference_nodes() -> Outcome {
    group_is_found(REFERENCE, Suite::Trixie, ONE)
}

#[test]
fn of_sid_over_udp_with_reference_nodes() -> Outcome {
    group_is_found(REFERENCE, Suite::Sid, BOTH)
}
