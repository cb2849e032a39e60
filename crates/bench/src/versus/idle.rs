//! What a client costs that nobody uses.

use std::io;
use std::thread;
use std::time::Duration;

use super::agent::Agent;
use super::pair::{Contact, introduce, make};
use super::{Figure, Library, Scenario, Values, Versus};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "idle",
    figures: &[
        Figure { name: ALONE, unit: "CPU s/h", goal: Goal::ShareOfBest(1.0 / 3.0) },
        Figure { name: SOME, unit: "CPU s/h", goal: Goal::ShareOfBest(1.0 / 5.0) },
        Figure { name: MANY, unit: "CPU s/h", goal: Goal::ShareOfBest(1.0 / 5.0) },
    ],
    measure,
};

const ALONE: &str = "without friends";
const SOME: &str = "100 offline friends";
const MANY: &str = "300 offline friends";

/// Three clients, each in a network of its own: members of one network work for each other.
fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let cases = [(ALONE, 0, 34_000), (SOME, 100, 34_100), (MANY, 300, 34_200)];
    let outcomes: Vec<io::Result<f64>> = thread::scope(|scope| {
        let started = cases.map(|(_, friends, port)| scope.spawn(move || client(versus, library, friends, port)));
        started
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|_| Err(io::Error::other("a client broke off"))))
            .collect()
    });
    cases.iter().zip(outcomes).map(|((name, _, _), outcome)| Ok((*name, outcome?))).collect()
}

/// Processor seconds in an hour of one client with so many friends who do not exist, after the first minute.
fn client(versus: &Versus, library: &Library, friends: usize, port: u16) -> io::Result<f64> {
    let mut network = Agent::start(versus.command(library, "client"))?;
    let at = make(&mut network, "udp", port, 0, NODES)?;
    network.say(&format!("network {} {port}", versus.world.node()))?;
    let contact = Contact { host: versus.world.node(), port, relay: None, at };
    let mut client = Agent::start(versus.command(library, "client"))?;
    make(&mut client, "udp", port + 50, 0, 1)?;
    introduce(&mut client, &contact)?;
    client.say(&format!("strangers {friends}"))?;
    let (settle, window) = if versus.short { SHORT } else { LONG };
    client.lines_for(settle)?;
    Ok(client.processor_time_for(window)? * 3600.0 / window.as_secs_f64())
}

/// Nodes around each client.
const NODES: usize = 10;
/// Time that is not measured, and time that is.
const LONG: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(40));
const SHORT: (Duration, Duration) = (Duration::from_secs(3), Duration::from_secs(2));
