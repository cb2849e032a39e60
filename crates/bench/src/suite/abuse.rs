//! Who is served while the node is attacked.

use std::io;
use std::thread;
use std::time::{Duration, Instant};

use toxcore_sansio::{Rng, Seed};

use super::{Subject, Suite, tell};
use crate::abuse::{Flood, Junk, KINDS, Newcomer, RelayPair, SlowSockets, Steady, SteadyResult, over_tcp, over_udp};
use crate::report::{Goal, Row};
use crate::stats::median;

/// What clients saw of one program in one situation.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// Milliseconds that newcomers waited.
    udp: Vec<f64>,
    tcp: Vec<f64>,
    refused: usize,
    steady: SteadyResult,
    relayed: SteadyResult,
    /// Share of one core that the program used.
    cores: f64,
}

/// All about one program.
#[derive(Clone, Debug, Default)]
struct Outcome {
    quiet: Seen,
    /// The worst kind of flood for newcomers, by the median.
    worst_udp: f64,
    worst_tcp: f64,
    steady: SteadyResult,
    relayed: SteadyResult,
    refused: usize,
    lowest_rate: f64,
    flooded_memory: f64,
    sockets: Seen,
    sockets_memory: f64,
}

impl Suite {
    /// Floods every program in turn: ours with every kind of junk, the others with all of them mixed; if `only` is not empty,
    /// with the kinds whose names contain one of its words.
    ///
    /// # Errors
    /// If an attack cannot be made.
    pub fn abuse(&self, only: &[String], notes: &mut Vec<String>) -> io::Result<Vec<Row>> {
        let last = self.subjects.len().saturating_sub(1);
        let mut outcomes = Vec::new();
        for (number, subject) in self.subjects.iter().enumerate() {
            let kinds: Vec<&Junk> = if only.is_empty() {
                KINDS.iter().filter(|junk| number == last || junk.is_mixed()).collect()
            } else {
                KINDS.iter().filter(|junk| only.iter().any(|name| junk.name.contains(name.as_str()))).collect()
            };
            outcomes.push(self.attack(subject, &kinds)?);
        }
        let lowest = outcomes.iter().map(|outcome| outcome.lowest_rate).fold(f64::INFINITY, f64::min);
        notes.push(format!(
            "Floods: {} kinds from 240 addresses, {RATE} datagrams a second wanted, {lowest:.0} in the slowest; {SOCKETS} slow \
             sockets. A newcomer may take twice the quiet time, or {FLOOR_MS} ms longer, whichever is more: that is what the \
             scheduler of a busy machine takes.",
            KINDS.len(),
        ));
        Ok(rows(&outcomes))
    }

    fn attack(&self, subject: &Subject, kinds: &[&Junk]) -> io::Result<Outcome> {
        let quiet = self.watch(subject, self.connect(subject)?, QUIET, |_| Ok(()))?;
        tell(&format!("  {}, quiet: {}", subject.name, quiet.told()));
        let mut outcome = Outcome { quiet, lowest_rate: f64::INFINITY, ..Outcome::default() };
        for junk in kinds {
            let (known, before) = (self.connect(subject)?, subject.drops()?);
            let flood = Flood::start(self.world, subject.target(), junk, RATE, self.next_seed())?;
            thread::sleep(SETTLE);
            let seen = self.watch(subject, known, FLOODED, |_| Ok(()))?;
            let rate = flood.stop().rate();
            let drops = subject.drops()?.saturating_sub(before);
            let (name, junk, told) = (&subject.name, junk.name, seen.told());
            tell(&format!("  {name}, {junk}: {rate:.0}/s, {drops} dropped by the kernel; {told}"));
            outcome.lowest_rate = outcome.lowest_rate.min(rate);
            outcome.worst_udp = outcome.worst_udp.max(middle(&seen.udp));
            outcome.worst_tcp = outcome.worst_tcp.max(middle(&seen.tcp));
            outcome.steady = outcome.steady.and(seen.steady);
            outcome.relayed = outcome.relayed.and(seen.relayed);
            outcome.refused += seen.refused;
            outcome.flooded_memory = outcome.flooded_memory.max(subject.usage()?.resident as f64 / 1e6);
        }
        self.attack_with_sockets(subject, &mut outcome)?;
        Ok(outcome)
    }

    fn attack_with_sockets(&self, subject: &Subject, outcome: &mut Outcome) -> io::Result<()> {
        let known = self.connect(subject)?;
        let mut sockets = SlowSockets::open(self.world, subject.target(), SOCKETS)?;
        let drip = |seconds| sockets.drip((SOCKETS as f64 * seconds) as usize);
        outcome.sockets = self.watch(subject, known, FLOODED, drip)?;
        outcome.sockets_memory = subject.usage()?.resident as f64 / 1e6;
        tell(&format!("  {}, {} slow sockets: {}", subject.name, sockets.opened(), outcome.sockets.told()));
        Ok(())
    }

    /// Clients that are there before the attack.
    fn connect(&self, subject: &Subject) -> io::Result<Known> {
        let node = subject.target();
        let patience = Instant::now() + RECOVERY;
        loop {
            let steady = Steady::start(self.world.client(80), node, self.next_seed());
            let pair = RelayPair::connect(self.world.client(81), node, self.next_seed());
            match (steady, pair) {
                (Ok(steady), Ok(pair)) => return Ok(Known { steady, pair }),
                // It still works off what the last flood left in its buffers.
                (Err(error), _) | (_, Err(error)) if Instant::now() > patience => return Err(error),
                _ => {}
            }
        }
    }

    /// What clients see for so long. `meanwhile` is called often, with the seconds since the last call.
    fn watch(
        &self,
        subject: &Subject,
        known: Known,
        time: Duration,
        mut meanwhile: impl FnMut(f64) -> io::Result<()>,
    ) -> io::Result<Seen> {
        let (mut seen, node) = (Seen::default(), subject.target());
        let mut rng = Rng::new(&Seed::from_number(self.next_seed()));
        let Known { steady, pair } = known;
        let (mut pair, mut frames) = (Some(pair), 0);
        let (before, started) = (subject.usage()?, Instant::now());
        let (mut last, mut number) = (started, 0);
        while started.elapsed() < time {
            let note = |list: &mut Vec<f64>, newcomer: Newcomer| {
                list.push(newcomer.waited.as_secs_f64() * 1e3);
                usize::from(!newcomer.served)
            };
            seen.refused += note(&mut seen.udp, over_udp(self.world.client(number), node, &mut rng)?);
            seen.refused += note(&mut seen.tcp, over_tcp(self.world.client(number + 1), node, &mut rng)?);
            frames += 2;
            // A pair that was cut off is gone for good.
            pair = pair.and_then(|mut pair| pair.turn().is_ok().then_some(pair));
            meanwhile(last.elapsed().as_secs_f64())?;
            last = Instant::now();
            number = (number + 1) % NEWCOMERS;
            // Newcomers must not come in step with the node's own rhythm.
            thread::sleep(Duration::from_millis(10 + rng.public_u64() % 30));
        }
        seen.cores = subject.usage()?.since(&before).cpu.as_secs_f64() / started.elapsed().as_secs_f64();
        let relayed = pair.and_then(|pair| pair.finish().ok());
        seen.relayed = relayed.unwrap_or(SteadyResult { sent: frames, answered: 0 });
        seen.steady = steady.stop();
        Ok(seen)
    }
}

/// Clients that a program knows.
struct Known {
    steady: Steady,
    pair: RelayPair,
}

impl Seen {
    fn told(&self) -> String {
        format!(
            "newcomers {:.2} ms UDP, {:.2} ms TCP of {}, {} refused; steady {}/{}, relayed {}/{}; {:.0} % CPU",
            middle(&self.udp),
            middle(&self.tcp),
            self.udp.len(),
            self.refused,
            self.steady.answered,
            self.steady.sent,
            self.relayed.answered,
            self.relayed.sent,
            self.cores * 100.0,
        )
    }
}

fn middle(samples: &[f64]) -> f64 {
    median(samples).unwrap_or_default()
}

fn rows(outcomes: &[Outcome]) -> Vec<Row> {
    let row = |name: &str, unit, goal, value: &dyn Fn(&Outcome) -> f64| Row {
        name: name.to_owned(),
        unit,
        values: outcomes.iter().map(|outcome| Some(value(outcome))).collect(),
        goal,
    };
    let ours = outcomes.last().cloned().unwrap_or_default();
    let allowed = |quiet: &[f64]| {
        let quiet = middle(quiet);
        Goal::AtMost(((quiet * 2.0).max(quiet + FLOOR_MS) * 100.0).round() / 100.0)
    };
    vec![
        row("new client over UDP, quiet", "ms", Goal::Told, &|outcome| middle(&outcome.quiet.udp)),
        row("new client over UDP, worst flood", "ms", allowed(&ours.quiet.udp), &|outcome| outcome.worst_udp),
        row("new client over UDP, slow sockets", "ms", allowed(&ours.quiet.udp), &|o| middle(&o.sockets.udp)),
        row("new client over TCP, quiet", "ms", Goal::Told, &|outcome| middle(&outcome.quiet.tcp)),
        row("new client over TCP, worst flood", "ms", allowed(&ours.quiet.tcp), &|outcome| outcome.worst_tcp),
        row("new client over TCP, slow sockets", "ms", allowed(&ours.quiet.tcp), &|o| middle(&o.sockets.tcp)),
        row("new clients not served", "", Goal::AtMost(0.0), &|o| (o.refused + o.sockets.refused) as f64),
        row("known DHT client, answered in floods", "%", Goal::AtLeast(99.9), &|outcome| outcome.steady.percent()),
        row("relay client, delivered in floods", "%", Goal::AtLeast(99.9), &|outcome| outcome.relayed.percent()),
        row("known DHT client, slow sockets", "%", Goal::AtLeast(99.9), &|o| o.sockets.steady.percent()),
        row("relay client, slow sockets", "%", Goal::AtLeast(99.9), &|o| o.sockets.relayed.percent()),
        row("resident memory after floods", "MB", Goal::AtMost(MAX_FLOODED_MB), &|outcome| outcome.flooded_memory),
        row("resident memory with slow sockets", "MB", Goal::AtMost(MAX_SOCKETS_MB), &|o| o.sockets_memory),
    ]
}

/// Junk datagrams per second.
const RATE: u32 = 100_000;
/// Slow connections at the same time.
const SOCKETS: usize = 10_000;
/// Newcomers before an address is used again.
const NEWCOMERS: usize = 78;
/// Length of the quiet time, and of each flood.
const QUIET: Duration = Duration::from_secs(2);
const FLOODED: Duration = Duration::from_millis(1500);
/// Time for a program to recover from the last flood.
const RECOVERY: Duration = Duration::from_secs(15);
/// Time for a flood to be felt before it is measured.
const SETTLE: Duration = Duration::from_millis(300);
/// What a newcomer may wait longer than in quiet times, whatever that was.
const FLOOR_MS: f64 = 5.0;
/// Most memory of a flooded node: its tables are full then. Our choice, docs/security.md.
const MAX_FLOODED_MB: f64 = 32.0;
/// Most memory with that many connections: about 6 kB for each.
const MAX_SOCKETS_MB: f64 = 64.0;
