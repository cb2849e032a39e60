//! `cargo xtask sim`: simulated networks that are too large or too many for every run of the tests.

use crate::shell::{Outcome, cargo, step};

/// Runs DHT networks of `--nodes N` nodes for each of `--seeds N` seeds, with `--loss N` percent of datagrams lost; or with
/// `--presence` the worlds of `--seeds N` seeds from `--first N` on, in which friends look for each other; or with `--groups` those in
/// which members of groups do.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    match arguments.split_first() {
        Some((first, rest)) if first == "--presence" => {
            example("toxcore", "presence", &[("SIM_SEEDS", DEFAULT_WORLDS)], rest)
        }
        Some((first, rest)) if first == "--groups" => {
            example("toxcore-group", "worlds", &[("SIM_SEEDS", DEFAULT_WORLDS)], rest)
        }
        _ => example("toxcore-dht", "network", &[("SIM_NODES", DEFAULT_NODES)], arguments),
    }
}

/// Runs an example that reads its numbers from variables.
fn example(package: &str, name: &str, defaults: &[(&str, &str)], arguments: &[String]) -> Outcome {
    let mut command = cargo(&["run", "--release", "--quiet", "--package", package, "--example", name]);
    command.envs(defaults.iter().copied());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let variable = match argument.as_str() {
            "--nodes" => "SIM_NODES",
            "--seeds" => "SIM_SEEDS",
            "--first" => "SIM_FIRST",
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
/// Fifty times what the tests run.
const DEFAULT_WORLDS: &str = "10000";
