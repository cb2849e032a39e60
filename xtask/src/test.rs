//! `cargo xtask test`: everything that passes within 30 minutes on two cores. What cannot run on this machine is named at
//! the end, never passed over in silence.

mod libtest;
mod twice;

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use self::twice::Which;
use crate::metadata::target_directory;
use crate::shell::{Outcome, cargo, has_program, program, step, succeeds};
use crate::{c_tests, peers, system};

/// Runs every layer, cheapest first, and says what was skipped.
pub(crate) fn run() -> Outcome {
    let started = Instant::now();
    let mut skipped = Vec::new();
    let unsteady = layers(&mut skipped)?;
    summary(&format!("all tests passed in {} s", started.elapsed().as_secs()), &skipped, &unsteady);
    Ok(())
}

/// Runs every layer, cheapest first, and notes what this machine has not the means for. Returns the interop tests that did not
/// pass at once.
pub(crate) fn layers(skipped: &mut Vec<&str>) -> Outcome<Vec<String>> {
    system::install();
    units(skipped)?;
    backends(skipped)?;
    step("documentation tests", &mut cargo(&["test", "--workspace", "--doc", "--quiet"]))?;
    c_tests::check(SESSION_SECONDS, skipped)?;
    interop(skipped)
}

/// How long the sessions of the C tests last here; `cargo xtask c-tests` takes longer.
const SESSION_SECONDS: &str = "3";

/// The closing lines of a command.
pub(crate) fn summary(line: &str, skipped: &[&str], unsteady: &[String]) {
    println!("\n{line}");
    for layer in skipped {
        println!("SKIPPED: {layer}");
    }
    for name in unsteady {
        println!("{}", twice::unsteady(name));
    }
}

/// Unit tests, corpora and simulations; the interop tests want a step of their own, because they mostly wait.
fn units(skipped: &mut Vec<&str>) -> Outcome {
    for (tool, layer) in NEEDED_BY_SINGLE_TESTS {
        if !has_program(tool) {
            skipped.push(layer);
        }
    }
    let others = ["--workspace", "--exclude", "toxcore-interop"];
    if has_nextest() {
        let mut command = cargo(&["nextest", "run"]);
        step(
            "tests",
            command.args(others).args(["--no-fail-fast", "--status-level", "slow", "--final-status-level", "slow"]),
        )
    } else {
        step("tests", cargo(&["test"]).args(others).args(["--lib", "--bins", "--tests", "--quiet"]))
    }
}

/// Programs that single tests need, and what is not tested without them.
const NEEDED_BY_SINGLE_TESTS: &[(&str, &str)] = &[
    ("groff", "the form of the node's manual (needs groff)"),
    ("tc", "UDP over a slow link (needs tc of iproute2)"),
    ("nft", "real clients behind NATs (needs nftables)"),
    ("tmux", "Toxic on our C library (needs tmux)"),
    ("toxic", "Toxic on our C library (needs toxic)"),
    ("Xvfb", "uTox and qTox on our C library (needs xvfb)"),
    ("xdotool", "uTox and qTox on our C library (needs xdotool)"),
    ("utox", "uTox on our C library (needs utox)"),
    ("qtox", "qTox on our C library (needs qtox)"),
];

/// The tests of `crypto` again, with the backends that a default build leaves out.
fn backends(skipped: &mut Vec<&str>) -> Outcome {
    let tests = ["test", "--package", "toxcore-crypto", "--lib", "--tests", "--quiet", "--features"];
    step("crypto with rustcrypto", cargo(&tests).args(["rustcrypto", "--no-default-features"]))?;
    if succeeds(program("pkg-config").args(["--exists", "libsodium"])) {
        step("crypto with libsodium", cargo(&tests).arg("libsodium"))
    } else {
        skipped.push("the libsodium backend of crypto (needs libsodium-dev and pkg-config)");
        Ok(())
    }
}

fn has_nextest() -> bool {
    succeeds(&mut cargo(&["nextest", "--version"]))
}

/// Returns the tests that failed beside others and passed alone.
fn interop(skipped: &mut Vec<&str>) -> Outcome<Vec<String>> {
    let peers = peers::provide();
    if peers.is_none() {
        skipped.push(peers::MISSING);
    }
    if !can_make_namespaces() {
        skipped.push("network namespaces (needs root or user namespaces, and iproute2)");
    }
    if !has_program("cc") {
        skipped.push("the C client of the interop tests (needs a C compiler)");
    }
    build_for_interop()?;
    twice::run("interop", &mut io::stdout(), |which| {
        let mut command = interop_command(peers.as_deref())?;
        match which {
            Which::All => command.args(["--test-threads", INTEROP_THREADS]),
            Which::Alone(name) => command.args(["--test-threads", "1", "--exact", name]),
        };
        Ok(command)
    })
}

/// Builds what the interop tests start and what their programs load.
pub(crate) fn build_for_interop() -> Outcome {
    step("node and library", &mut cargo(&["build", "--package", "toxcore-node", "--package", "toxcore-ffi"]))
}

/// The interop tests; arguments that follow are for their harness. A program that fails keeps none of the others from running.
pub(crate) fn interop_command(peers: Option<&Path>) -> Outcome<Command> {
    let mut command = cargo(&["test", "--package", "toxcore-interop", "--tests", "--quiet", "--no-fail-fast"]);
    command.env("TOXCORE_NODE", target_directory()?.join("debug/toxcore-node"));
    if let Some(peers) = peers {
        command.env(peers::DIRECTORY_VARIABLE, peers);
    }
    command.arg("--");
    Ok(command)
}

/// Small networks that run at the same time: our choice, about 50 processes on two cores. The peers wait for each other's
/// timers most of the time.
pub(crate) const INTEROP_THREADS: &str = "8";

fn can_make_namespaces() -> bool {
    has_program("ip") && succeeds(program("unshare").args(["--user", "--map-root-user", "--net", "true"]))
        || (system::is_root() && succeeds(program("unshare").args(["--net", "true"])))
}
