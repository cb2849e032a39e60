//! Single calls: friends by the thousand, save files, keys from passphrases.

use std::io;
use std::time::Duration;

use super::agent::Agent;
use super::{Figure, Library, Scenario, Values, Versus};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "calls",
    figures: &[
        Figure { name: "load 1,000 friends", unit: "ms", goal: Goal::ShareOfBest(1.0 / 15.0) },
        Figure { name: "add 1,000 friends", unit: "ms", goal: Goal::ShareOfBest(1.0 / 15.0) },
        Figure { name: "look up one of 1,000 friends", unit: "us", goal: Goal::ShareOfBest(1.0 / 10.0) },
        Figure { name: "get_savedata, 1,000 friends", unit: "us", goal: Goal::ShareOfBest(1.0) },
        Figure { name: "tox_new and tox_kill", unit: "us", goal: Goal::ToldLow },
        Figure { name: "key from a passphrase", unit: "ms", goal: Goal::ShareOfBest(1.1) },
        Figure { name: "encrypt 1 MiB", unit: "ms", goal: Goal::ShareOfBest(1.0) },
        Figure { name: "decrypt 1 MiB", unit: "ms", goal: Goal::ShareOfBest(1.0) },
    ],
    measure,
};

/// What the program calls the figures, in their order.
const WORDS: [&str; 8] = ["load", "add", "lookup", "save", "new-and-kill", "derive", "encrypt", "decrypt"];

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let mut program = Agent::start(versus.command(library, "calls"))?;
    let mut values = Values::new();
    program.wait_for("end of the calls", PATIENCE, |words| match words {
        ["done", _] => Some(()),
        [word, value] => {
            let place = WORDS.iter().position(|known| known == word)?;
            values.push((SCENARIO.figures.get(place)?.name, value.parse().ok()?));
            None
        }
        _ => None,
    })?;
    Ok(values)
}

/// Everything takes five seconds.
const PATIENCE: Duration = Duration::from_secs(120);
