//! How long two new clients need until each sees the other.

use std::io;
use std::thread;
use std::time::Duration;

use super::agent::Agent;
use super::pair::{Contact, Way, befriend, make};
use super::{Figure, Library, Scenario, Values, Versus};
use crate::report::Goal;
use crate::stats::median;
use crate::suite::tell;

pub(super) const ONE_NODE: Scenario = Scenario {
    name: "online-1-node",
    figures: &[
        Figure { name: UDP, unit: "s", goal: Goal::AtMost(2.0) },
        Figure { name: TCP, unit: "s", goal: Goal::AtMost(3.0) },
    ],
    measure: |versus, library| measure(versus, library, 1),
};

pub(super) const TWENTY_NODES: Scenario = Scenario {
    name: "online-20-nodes",
    figures: &[
        Figure { name: UDP, unit: "s", goal: Goal::AtMost(2.5) },
        Figure { name: TCP, unit: "s", goal: Goal::AtMost(3.0) },
    ],
    measure: |versus, library| measure(versus, library, 20),
};

/// Ours with a friend of the reference among the reference's nodes, beside the reference with itself.
pub(super) const MIXED: Scenario = Scenario {
    name: "online-mixed",
    figures: &[
        Figure { name: UDP, unit: "s", goal: Goal::ShareOfBest(1.0) },
        Figure { name: TCP, unit: "s", goal: Goal::ShareOfBest(1.0) },
    ],
    measure: |versus, library| {
        let reference = versus.reference().filter(|_| library.is_ours()).unwrap_or(library);
        trials(versus, Three { nodes: reference, first: library, second: reference }, 1)
    },
};

const UDP: &str = "friend over UDP, median";
const TCP: &str = "friend over TCP only, median";

fn measure(versus: &Versus, library: &Library, nodes: usize) -> io::Result<Values> {
    trials(versus, Three { nodes: library, first: library, second: library }, nodes)
}

/// Who has which library.
#[derive(Clone, Copy)]
struct Three<'a> {
    nodes: &'a Library,
    first: &'a Library,
    second: &'a Library,
}

fn trials(versus: &Versus, three: Three<'_>, nodes: usize) -> io::Result<Values> {
    let count = if versus.short { SHORT_TRIALS } else { TRIALS };
    let mut values = Values::new();
    for (name, way) in [(UDP, Way::Udp), (TCP, Way::Relay)] {
        let mut times = Vec::new();
        for batch in 0..count.div_ceil(AT_ONCE) {
            let numbers = batch * AT_ONCE..count.min((batch + 1) * AT_ONCE);
            // They wait for timers, not for the processor.
            let outcomes: Vec<io::Result<f64>> = thread::scope(|scope| {
                let started: Vec<_> =
                    numbers.map(|number| scope.spawn(move || trial(versus, three, way, nodes, number))).collect();
                started
                    .into_iter()
                    .map(|trial| trial.join().unwrap_or_else(|_| Err(io::Error::other("a trial broke off"))))
                    .collect()
            });
            for outcome in outcomes {
                match outcome {
                    Ok(time) => times.push(time),
                    Err(error) => {
                        tell(&format!("{name}, {nodes} nodes, {}: {error}", three.first.name));
                        // As slow as we waited, so that the median cannot gain from it.
                        times.push(PATIENCE.as_secs_f64());
                    }
                }
            }
        }
        values.extend(median(&times).map(|time| (name, time)));
    }
    Ok(values)
}

/// Seconds from the making of two clients to the moment both see the other, in a network of their own.
fn trial(versus: &Versus, three: Three<'_>, way: Way, nodes: usize, number: usize) -> io::Result<f64> {
    let port = FIRST_PORT + PORTS * u16::try_from(number).unwrap_or_default();
    let relay_port = port + PORTS - 1;
    let mut network = Agent::start(versus.command(three.nodes, "client"))?;
    let at = make(&mut network, "udp", port, relay_port, nodes)?;
    network.say(&format!("network {} {port}", versus.world.node()))?;
    network.lines_for(if nodes > 1 { NETWORK_SETTLE } else { NODE_SETTLE })?;
    let relay = (way == Way::Relay).then_some(relay_port);
    let contact = Contact { host: versus.world.node(), port, relay, at };
    let mut first = Agent::start(versus.command(three.first, "client"))?;
    let mut second = Agent::start(versus.command(three.second, "client"))?;
    befriend(&mut first, &mut second, way, &contact, port + CLIENTS, PATIENCE)
}

/// Pairs whose median counts.
const TRIALS: usize = 10;
const SHORT_TRIALS: usize = 1;
/// Networks at the same time; two cores hold a hundred idle instances of the reference.
const AT_ONCE: usize = 5;
/// Ports of the first network, and of each.
const FIRST_PORT: u16 = 20_000;
const PORTS: u16 = 100;
/// Number of the first port that clients have among those of their network.
const CLIENTS: u16 = 50;
/// Time until nodes know each other.
const NETWORK_SETTLE: Duration = Duration::from_secs(15);
const NODE_SETTLE: Duration = Duration::from_millis(1500);
/// Time after which two clients will not meet.
const PATIENCE: Duration = Duration::from_secs(60);
