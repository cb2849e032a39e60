//! Two real clients become friends and talk in a network of our nodes alone.

use toxcore_interop::scenario::{Outcome, friends_meet};
use toxcore_interop::{NodeKind, Suite, Udp};

fn meet(suite: Suite, alice: Udp, bob: Udp) -> Outcome {
    friends_meet([NodeKind::Ours; 3], suite, (alice, bob))
}

#[test]
fn bookworm_over_udp() -> Outcome {
    meet(Suite::Bookworm, Udp::Enabled, Udp::Enabled)
}

#[test]
fn bookworm_one_without_udp() -> Outcome {
    meet(Suite::Bookworm, Udp::Disabled, Udp::Enabled)
}

#[test]
fn bookworm_both_without_udp() -> Outcome {
    meet(Suite::Bookworm, Udp::Disabled, Udp::Disabled)
}

#[test]
fn trixie_over_udp() -> Outcome {
    meet(Suite::Trixie, Udp::Enabled, Udp::Enabled)
}

#[test]
fn trixie_one_without_udp() -> Outcome {
    meet(Suite::Trixie, Udp::Disabled, Udp::Enabled)
}

#[test]
fn trixie_both_without_udp() -> Outcome {
    meet(Suite::Trixie, Udp::Disabled, Udp::Disabled)
}

#[test]
fn sid_over_udp() -> Outcome {
    meet(Suite::Sid, Udp::Enabled, Udp::Enabled)
}

#[test]
fn sid_one_without_udp() -> Outcome {
    meet(Suite::Sid, Udp::Disabled, Udp::Enabled)
}

#[test]
fn sid_both_without_udp() -> Outcome {
    meet(Suite::Sid, Udp::Disabled, Udp::Disabled)
}
