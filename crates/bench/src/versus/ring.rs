//! A hundred instances in one process, each with four of the others as friends.

use std::io;
use std::time::Duration;

use super::agent::Agent;
use super::pair::make;
use super::{Figure, Library, Scenario, Values, Versus};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario =
    Scenario { name: "ring", figures: &[Figure { name: ALL, unit: "s", goal: Goal::AtMost(8.0) }], measure };

const ALL: &str = "100 instances, 400 ends of links up";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let mut ring = Agent::start(versus.command(library, "client"))?;
    let count = if versus.short { FEW } else { COUNT };
    let here = make(&mut ring, "udp", PORT, 0, count)?;
    start(versus, &mut ring)?;
    let wanted = (count * FRIENDS).to_string();
    let up = ring.wait_for("full ring", PATIENCE, |words| match words {
        ["links", links, time] if *links == wanted => time.parse::<f64>().ok(),
        _ => None,
    })?;
    Ok(vec![(ALL, up - here.time)])
}

/// Joins the instances to a network and makes them friends.
pub(super) fn start(versus: &Versus, ring: &mut Agent) -> io::Result<()> {
    ring.say(&format!("network {} {PORT}", versus.world.node()))?;
    ring.say(&format!("ring {FRIENDS}"))
}

/// Instances.
pub(super) const COUNT: usize = 100;
pub(super) const FEW: usize = 12;
/// Friends of each.
pub(super) const FRIENDS: usize = 4;
pub(super) const PORT: u16 = 34_000;
/// The reference needs up to a minute.
pub(super) const PATIENCE: Duration = Duration::from_secs(100);
