//! Private memory of a member of a large group: what a process of many instances has more after all of them are in one group.

use std::io;
use std::time::{Duration, Instant};

use super::agent::Agent;
use super::conferences::told::Told;
use super::pair::{Contact, introduce, make};
use super::{Figure, Library, Scenario, Values, Versus, ring};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "group-memory",
    figures: &[
        Figure { name: MEMBER, unit: "kB", goal: Goal::ShareOfBest(1.0 / 4.0) },
        Figure { name: WHOLE, unit: "kB", goal: Goal::ToldLow },
        Figure { name: SEEN, unit: "%", goal: Goal::AtLeast(100.0) },
        Figure { name: MET, unit: "s", goal: Goal::ToldLow },
    ],
    measure,
};

const MEMBER: &str = "membership in a group of 100";
const WHOLE: &str = "the same with the rest of the instance";
const SEEN: &str = "members seen";
const MET: &str = "all see all, after the last has joined";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let members = if versus.short { ring::FEW } else { ring::COUNT };
    let mut node = Agent::start(versus.command(library, "client"))?;
    let at = make(&mut node, "udp", NODE_PORT, 0, 1)?;
    let contact = Contact { host: versus.world.node(), port: NODE_PORT, relay: None, at };
    let mut process = Agent::start(versus.command(library, "client"))?;
    make(&mut process, "udp", ring::PORT, 0, members)?;
    introduce(&mut process, &contact)?;
    process.say(&format!("network {} {}", versus.world.node(), ring::PORT))?;
    process.lines_for(NETWORK_SETTLE)?;
    let before = process.private_memory()?;

    let mut told = Told::of(members);
    process.say("public")?;
    let patience = Instant::now() + if versus.short { SHORT_PATIENCE } else { PATIENCE };
    while told.met().is_none() {
        // Without all of them, too, there is something to tell.
        let Some(line) = process.line(patience)? else { break };
        told.take(&line);
    }
    // What was needed to meet only is given back, if ever.
    process.lines_for(if versus.short { NETWORK_SETTLE } else { SETTLE })?.iter().for_each(|line| told.take(line));
    Ok(values(&told, before, process.private_memory()?))
}

/// The figures; `before` and `after` are bytes of the process.
fn values(told: &Told, before: f64, after: f64) -> Values {
    let members = told.members() as f64;
    let mut values =
        vec![(MEMBER, (after - before) / members / 1e3), (WHOLE, after / members / 1e3), (SEEN, told.seen() * 100.0)];
    values.extend(told.met().map(|seconds| (MET, seconds)));
    values
}

const NODE_PORT: u16 = 33_500;
/// Time for instances to know their network.
const NETWORK_SETTLE: Duration = Duration::from_secs(8);
/// Time for all to see all; the reference needs two minutes.
const PATIENCE: Duration = Duration::from_secs(600);
const SHORT_PATIENCE: Duration = Duration::from_secs(60);
/// Time between all being there and being measured.
const SETTLE: Duration = Duration::from_secs(20);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_costs_its_share_of_what_was_added() {
        let mut told = Told::of(2);
        ["invited 1.0", "seen 3 1.5"].iter().for_each(|line| told.take(line));
        let some = values(&told, 1e6, 3e6);
        assert_eq!(some, [(MEMBER, 1000.0), (WHOLE, 1500.0), (SEEN, 75.0)]);
        told.take("seen 4 2.5");
        assert_eq!(values(&told, 1e6, 3e6).last(), Some(&(MET, 1.5)));
        assert_eq!(values(&told, 1e6, 3e6).len(), SCENARIO.figures.len());
    }

    #[test]
    fn a_quarter_with_all_of_them_is_wanted() {
        let goal = |name| SCENARIO.figures.iter().find(|figure| figure.name == name).map(|figure| figure.goal);
        assert_eq!((goal(MEMBER), goal(SEEN)), (Some(Goal::ShareOfBest(0.25)), Some(Goal::AtLeast(100.0))));
    }
}
