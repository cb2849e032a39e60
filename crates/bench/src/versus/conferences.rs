//! Conferences and groups whose members are all in one process: what a message costs for each who hears it, and how long it
//! takes.
//!
//! Nothing here but the word that founds one knows what kind it is.

use std::io;
use std::time::{Duration, Instant};

use self::told::Told;
use super::agent::Agent;
use super::pair::{Contact, Way, introduce, make};
use super::{Figure, Library, Scenario, Values, Versus};
use crate::process::Usage;
use crate::report::Goal;
use crate::stats::percentile;

pub(super) mod told;

pub(super) const FIVE: Scenario =
    scenario("conferences-5", |versus, library| measure(versus, library, &Meeting { members: 5, ..CONFERENCE }));

pub(super) const TWENTY: Scenario =
    scenario("conferences-20", |versus, library| measure(versus, library, &Meeting { members: 20, ..CONFERENCE }));

pub(super) const GROUP_OF_FIVE: Scenario =
    scenario("groups-5", |versus, library| measure(versus, library, &Meeting { members: 5, ..GROUP }));

pub(super) const GROUP_OF_TWENTY: Scenario =
    scenario("groups-20", |versus, library| measure(versus, library, &Meeting { members: 20, ..GROUP }));

pub(super) const RELAYED_GROUP_OF_FIVE: Scenario =
    scenario("groups-relay-5", |versus, library| measure(versus, library, &Meeting { members: 5, ..RELAYED_GROUP }));

pub(super) const RELAYED_GROUP_OF_TWENTY: Scenario =
    scenario("groups-relay-20", |versus, library| measure(versus, library, &Meeting { members: 20, ..RELAYED_GROUP }));

type Measure = fn(&Versus, &Library) -> io::Result<Values>;

const fn scenario(name: &'static str, measure: Measure) -> Scenario {
    Scenario { name, figures: FIGURES, measure }
}

const FIGURES: &[Figure] = &[
    Figure { name: MET, unit: "s", goal: Goal::ToldLow },
    Figure { name: SEEN, unit: "%", goal: Goal::AtLeast(100.0) },
    Figure { name: DELIVERED, unit: "%", goal: Goal::AtLeast(100.0) },
    Figure { name: TWICE, unit: "", goal: Goal::AtMost(0.0) },
    Figure { name: COST, unit: "CPU us", goal: Goal::ShareOfBest(1.0 / 3.0) },
    Figure { name: MEDIAN, unit: "ms", goal: Goal::ShareOfBest(1.0 / 2.0) },
    Figure { name: WORST, unit: "ms", goal: Goal::ToldLow },
    Figure { name: IDLE, unit: "CPU s/h", goal: Goal::ToldLow },
];

const MET: &str = "all see all, after the last invitation";
const SEEN: &str = "members seen";
const DELIVERED: &str = "messages delivered";
const TWICE: &str = "messages delivered twice";
const COST: &str = "each delivery, beyond silence";
const MEDIAN: &str = "latency, median";
const WORST: &str = "latency, 99 of 100";
const IDLE: &str = "each member in silence";

/// A moment, and what the process had used by then.
type Moment = (Instant, Usage);

/// Who meets.
#[derive(Clone, Copy, Debug)]
struct Meeting {
    /// The word by which the load program founds it.
    kind: &'static str,
    way: Way,
    members: usize,
    /// Age of the members when they are measured at the earliest: the young search more.
    age: Duration,
    silence: Silence,
}

/// When what silence costs is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Silence {
    /// Before the talk.
    Before,
    /// Before it and after it, of which the mean counts: what searches cost still falls.
    Around,
}

const CONFERENCE: Meeting =
    Meeting { kind: "conference", way: Way::Udp, members: 2, age: Duration::from_secs(60), silence: Silence::Before };
const GROUP: Meeting =
    Meeting { kind: "group", way: Way::Udp, members: 2, age: Duration::from_secs(100), silence: Silence::Around };
/// The reference's members reach each other over UDP at times only (docs/performance.md), so they are compared without it as well.
const RELAYED_GROUP: Meeting = Meeting { way: Way::Relay, ..GROUP };

fn measure(versus: &Versus, library: &Library, meeting: &Meeting) -> io::Result<Values> {
    let mut node = Agent::start(versus.command(library, "client"))?;
    let relay = (meeting.way == Way::Relay).then_some(RELAY_PORT);
    let at = make(&mut node, "udp", FIRST_PORT, relay.unwrap_or_default(), 1)?;
    let contact = Contact { host: versus.world.node(), port: FIRST_PORT, relay, at };
    let mut process = Agent::start(versus.command(library, "client"))?;
    let made = Instant::now();
    befriend(versus, &mut process, &contact, meeting)?;

    let mut told = Told::of(meeting.members);
    process.say(meeting.kind)?;
    let patience = Instant::now() + MEETING;
    while told.met().is_none() {
        // Without all of them, too, there is something to tell.
        let Some(line) = process.line(patience)? else { break };
        told.take(&line);
    }
    let (age, time) = if versus.short { (SETTLE, SHORT) } else { (meeting.age, LONG) };
    // As old with every library.
    let settled = (Instant::now() + SETTLE).max(made + age);
    process.lines_until(settled)?.iter().for_each(|line| told.take(line));

    let mut idle = silent(&mut process, &mut told, time)?;
    let silence = (Instant::now(), process.usage()?);
    process.say(&format!("talk {}", time.as_millis()))?;
    read_until(&mut process, &mut told, time + PATIENCE, |told| told.said().is_some())?;
    let talk = (Instant::now(), process.usage()?);
    process.lines_for(REST)?.iter().for_each(|line| told.take(line));
    if meeting.silence == Silence::Around {
        idle = f64::midpoint(idle, silent(&mut process, &mut told, time)?);
    }
    process.say("heard")?;
    read_until(&mut process, &mut told, PATIENCE, Told::is_complete)?;
    let talked = talk.0.duration_since(silence.0).as_secs_f64();
    Ok(values(&told, idle, share(&silence, &talk), talked))
}

/// Share of a processor that the process takes in the next time, in which nobody speaks.
fn silent(process: &mut Agent, told: &mut Told, time: Duration) -> io::Result<f64> {
    let begin = (Instant::now(), process.usage()?);
    process.lines_for(time)?.iter().for_each(|line| told.take(line));
    Ok(share(&begin, &(Instant::now(), process.usage()?)))
}

/// Share of a processor between two moments.
fn share(from: &Moment, to: &Moment) -> f64 {
    to.1.since(&from.1).cpu.as_secs_f64() / to.0.duration_since(from.0).as_secs_f64()
}

/// Reads lines until the talk, or the telling of what was heard, is over.
fn read_until(
    process: &mut Agent,
    told: &mut Told,
    patience: Duration,
    is_over: impl Fn(&Told) -> bool,
) -> io::Result<()> {
    let deadline = Instant::now() + patience;
    while !is_over(told) {
        let line = process.line(deadline)?;
        told.take(&line.ok_or_else(|| io::Error::other("the load program does not come to an end"))?);
    }
    Ok(())
}

/// Makes the members and joins them to the network; returns when the first is online with all others.
fn befriend(versus: &Versus, process: &mut Agent, contact: &Contact, meeting: &Meeting) -> io::Result<()> {
    match meeting.way {
        Way::Udp => {
            make(process, "udp", MEMBER_PORT, 0, meeting.members)?;
            introduce(process, contact)?;
            process.say(&format!("network {} {MEMBER_PORT}", versus.world.node()))?;
        }
        Way::Relay => {
            make(process, "tcp", MEMBER_PORT, 0, meeting.members)?;
            introduce(process, contact)?;
        }
    }
    process.say("star")?;
    let wanted = (2 * (meeting.members - 1)).to_string();
    process.wait_for("friends online", FRIENDS, |words| match words {
        ["links", links, _] if *links == wanted => Some(()),
        _ => None,
    })?;
    // The reference invites nobody whose DHT key it does not know yet.
    process.lines_for(SETTLE)?;
    Ok(())
}

/// The figures; `idle` and `busy` are the process's share of a processor, `talked` seconds.
fn values(told: &Told, idle: f64, busy: f64, talked: f64) -> Values {
    let mut values =
        vec![(SEEN, told.seen() * 100.0), (TWICE, told.twice() as f64), (IDLE, idle * 3600.0 / told.members() as f64)];
    values.extend(told.met().map(|seconds| (MET, seconds)));
    values.extend(told.delivered().map(|share| (DELIVERED, share * 100.0)));
    let latencies = told.latencies();
    let ranks = [(MEDIAN, 50), (WORST, 99)].into_iter();
    values.extend(ranks.filter_map(|(name, rank)| Some((name, percentile(latencies, rank)? * 1e3))));
    // Where the talk costs less than the noise, there is nothing to compare.
    if !latencies.is_empty() && busy > idle {
        values.push((COST, (busy - idle) * talked * 1e6 / latencies.len() as f64));
    }
    values
}

/// First port that this uses.
pub(super) const FIRST_PORT: u16 = 33_500;
const MEMBER_PORT: u16 = 34_000;
const RELAY_PORT: u16 = 33_900;
/// Time for the friends to meet; the reference needs half a minute.
const FRIENDS: Duration = Duration::from_secs(90);
/// Time for all to see all. Twenty of 0.2.20 took 20 s; who does not come is invited again every four.
const MEETING: Duration = Duration::from_secs(60);
/// Time between all being there and being measured.
const SETTLE: Duration = Duration::from_secs(3);
/// Time of silence, and of talk.
const LONG: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_secs(3);
/// Time in which what was said at last arrives, and the library falls silent again.
const REST: Duration = Duration::from_secs(3);
/// Time for an answer of the load program.
const PATIENCE: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests;
