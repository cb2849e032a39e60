//! Private memory of instances and of friends: what a process has more after it got them.

use std::io;
use std::time::Duration;

use super::agent::Agent;
use super::pair::{Contact, introduce, make};
use super::{Figure, Library, Scenario, Values, Versus, ring};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "memory",
    figures: &[
        Figure { name: INSTANCE, unit: "kB", goal: Goal::AtMost(300.0) },
        Figure { name: OFFLINE, unit: "kB", goal: Goal::AtMost(2.0) },
        Figure { name: ONLINE, unit: "kB", goal: Goal::AtMost(32.0) },
    ],
    measure,
};

const INSTANCE: &str = "idle instance, without network";
const OFFLINE: &str = "per offline friend, of 1,000";
const ONLINE: &str = "per online friend, of 4";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let mut values = instances_and_online_friends(versus, library)?;
    values.push((OFFLINE, offline_friend(versus, library)? / 1e3));
    Ok(values)
}

fn instances_and_online_friends(versus: &Versus, library: &Library) -> io::Result<Values> {
    let count = if versus.short { ring::FEW } else { ring::COUNT };
    let mut process = Agent::start(versus.command(library, "client"))?;
    // The library is loaded, and has made what all instances share.
    make(&mut process, "udp", ring::PORT, 0, 1)?;
    process.lines_for(SETTLE)?;
    let one = process.private_memory()?;
    make(&mut process, "udp", ring::PORT, 0, count - 1)?;
    process.lines_for(SETTLE)?;
    let idle = process.private_memory()?;
    let mut values = vec![(INSTANCE, (idle - one) / (count - 1) as f64 / 1e3)];
    process.say(&format!("network {} {}", versus.world.node(), ring::PORT))?;
    process.lines_for(if versus.short { SETTLE } else { NETWORK_SETTLE })?;
    let connected = process.private_memory()?;
    process.say(&format!("ring {}", ring::FRIENDS))?;
    let wanted = (count * ring::FRIENDS).to_string();
    process.wait_for("full ring", ring::PATIENCE, |words| match words {
        ["links", links, _] if *links == wanted => Some(()),
        _ => None,
    })?;
    process.lines_for(NETWORK_SETTLE)?;
    let online = process.private_memory()?;
    values.push((ONLINE, (online - connected) / (count * ring::FRIENDS) as f64 / 1e3));
    Ok(values)
}

/// Bytes for a friend who does not exist, while he is looked for.
fn offline_friend(versus: &Versus, library: &Library) -> io::Result<f64> {
    let mut network = Agent::start(versus.command(library, "client"))?;
    let at = make(&mut network, "udp", ring::PORT, 0, NODES)?;
    network.say(&format!("network {} {}", versus.world.node(), ring::PORT))?;
    let contact = Contact { host: versus.world.node(), port: ring::PORT, relay: None, at };
    let mut client = Agent::start(versus.command(library, "client"))?;
    make(&mut client, "udp", ring::PORT + 50, 0, 1)?;
    introduce(&mut client, &contact)?;
    client.lines_for(NETWORK_SETTLE)?;
    let before = client.private_memory()?;
    client.say(&format!("strangers {STRANGERS}"))?;
    client.lines_for(if versus.short { NETWORK_SETTLE } else { SEARCH })?;
    Ok((client.private_memory()? - before) / STRANGERS as f64)
}

const STRANGERS: u32 = 1000;
const NODES: usize = 10;
/// Time after which an instance has what it needs at first.
const SETTLE: Duration = Duration::from_secs(2);
/// Time for instances to know their network.
const NETWORK_SETTLE: Duration = Duration::from_secs(8);
/// Time in which the searches for all friends have begun.
const SEARCH: Duration = Duration::from_secs(25);
