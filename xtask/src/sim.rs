//! `cargo xtask sim`: simulated networks that are too large or too many for every run of the tests.

use crate::shell::{Outcome, cargo, step};

/// Runs DHT networks of `--nodes N` nodes for each of `--seeds N` seeds, with `--loss N` percent of datagrams lost.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut command = cargo(&["run", "--release", "--quiet", "--package", "toxcore-dht", "--example", "network"]);
    command.env("SIM_NODES", DEFAULT_NODES);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let variable = match argument.as_str() {
            "--nodes" => "SIM_NODES",
            "--seeds" => "SIM_SEEDS",
            "--loss" => "SIM_LOSS_PERCENT",
            unknown => return Err(format!("sim: unknown option {unknown}")),
        };
        let value = rest.next().filter(|value| value.parse::<u32>().is_ok());
        command.env(variable, value.ok_or_else(|| format!("sim: {argument} wants a number"))?);
    }
    step("sim", &mut command)
}

/// Ten times what the tests run.
const DEFAULT_NODES: &str = "10000";
