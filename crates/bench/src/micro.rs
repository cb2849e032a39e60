//! Single steps, each in a loop of its own: what they cost without the operating system.

use std::io;
use std::time::{Duration, Instant};

mod answers;
mod codec;
mod crypto;
mod moving;

/// One step and its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: &'static str,
    /// Nanoseconds.
    pub nanoseconds: f64,
}

/// Times all steps.
///
/// # Errors
/// If a step does not do what it should.
pub fn measure() -> io::Result<Vec<Step>> {
    let mut steps = crypto::measure()?;
    steps.extend(codec::measure()?);
    steps.extend(answers::measure()?);
    steps.extend(moving::measure()?);
    Ok(steps)
}

/// Time of one call: the least of several loops, because the machine may do other things as well. A call that returns
/// `false` makes the figure useless, so it is then infinite.
fn step(name: &'static str, mut call: impl FnMut() -> bool) -> Step {
    let mut least = f64::INFINITY;
    for _ in 0..LOOPS {
        let (started, mut calls, mut all) = (Instant::now(), 0_u32, true);
        while started.elapsed() < LOOP {
            for _ in 0..CALLS {
                all &= call();
            }
            calls += CALLS;
        }
        if !all {
            return Step { name, nanoseconds: f64::INFINITY };
        }
        least = least.min(started.elapsed().as_secs_f64() * 1e9 / f64::from(calls));
    }
    Step { name, nanoseconds: least }
}

/// Loops of which the fastest counts, and their length.
const LOOPS: u32 = 10;
const LOOP: Duration = Duration::from_millis(20);
/// Calls between two looks at the clock.
const CALLS: u32 = 64;
