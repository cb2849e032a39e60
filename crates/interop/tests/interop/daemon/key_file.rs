//! A node keeps its key when one program takes the place of the other.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use toxcore_interop::scenario::Outcome;
use toxcore_interop::{Lab, NodeKind, Process, Scratch, Suite};

/// Time to start or end: our choice, both take milliseconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// Starts the program with its file, reads the line with the key, ends it, and returns key and exit code.
fn run(mut command: Command, config: &Path) -> Result<(String, Option<i32>), Box<dyn std::error::Error>> {
    command.arg("--config").arg(config).args(["--foreground", "--log-backend", "stdout"]);
    let mut process = Process::start(&mut command)?;
    let line = process.wait_for(PATIENCE, |line| line.contains("Public Key: "))?;
    process.wait_for(PATIENCE, |line| line.contains("Initialized LAN discovery") || line.contains("Public Key: "))?;
    let code = process.terminate(PATIENCE);
    Ok((line.rsplit(' ').next().unwrap_or_default().to_owned(), code))
}

fn keeps_its_key(first: NodeKind, second: NodeKind) -> Outcome {
    let (Some(first), Some(second)) = (first.program(), second.program()) else { return Ok(()) };
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let host = lab.host()?;
    let files = Scratch::new()?;
    let (config, keys): (PathBuf, PathBuf) = (files.path().join("node.conf"), files.path().join("keys"));
    std::fs::write(&config, format!("keys_file_path = \"{}\"\ntcp_relay_ports = [3389]\n", keys.display()))?;
    let (made, _) = run(host.command(&first), &config)?;
    let bytes = std::fs::read(&keys)?;
    let (kept, _) = run(host.command(&second), &config)?;
    assert_eq!(made, kept);
    assert_eq!(bytes, std::fs::read(&keys)?);
    assert_eq!(bytes.len(), 64);
    Ok(())
}

#[test]
fn from_the_reference_to_ours() -> Outcome {
    Suite::ALL.into_iter().try_for_each(|suite| keeps_its_key(NodeKind::Reference(suite), NodeKind::Ours))
}

#[test]
fn and_back_again() -> Outcome {
    Suite::ALL.into_iter().try_for_each(|suite| keeps_its_key(NodeKind::Ours, NodeKind::Reference(suite)))
}
