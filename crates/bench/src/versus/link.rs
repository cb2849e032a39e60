//! Hosts with a slow network between them.

use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::Versus;
use super::agent::Agent;

/// What is between hosts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LinkKind {
    /// From host to host and back.
    pub(super) round_trip: Duration,
    pub(super) loss_permille: u32,
    /// Out of each host.
    pub(super) megabits: u32,
    /// Packets that wait for their turn; further ones are dropped.
    pub(super) queue: u32,
}

/// A network of three hosts.
#[derive(Debug)]
pub(super) struct Link {
    emulator: Agent,
    namespaces: Vec<PathBuf>,
}

/// What left a host.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Passed {
    pub(super) bytes: f64,
    /// Mean wait of a packet until its turn, in seconds.
    pub(super) waited: f64,
}

impl Link {
    pub(super) fn start(versus: &Versus, kind: LinkKind) -> io::Result<Self> {
        let mut command = Command::new(versus.programs.join("link"));
        let one_way = kind.round_trip.as_secs_f64() * 1e3 / 2.0;
        let numbers = [one_way, kind.loss_permille.into(), kind.megabits.into(), kind.queue.into()];
        command.arg(HOSTS.to_string()).args(numbers.map(|number| number.to_string()));
        let mut emulator = Agent::start(command)?;
        let (process, mut namespaces) = (emulator.process(), Vec::new());
        emulator.wait_for("network of slow links", Duration::from_secs(10), |words| match words {
            ["host", _, descriptor] => {
                namespaces.push(PathBuf::from(format!("/proc/{process}/fd/{descriptor}")));
                None
            }
            ["ready"] => Some(()),
            _ => None,
        })?;
        Ok(Self { emulator, namespaces })
    }

    pub(super) fn namespace(&self, host: usize) -> Option<PathBuf> {
        self.namespaces.get(host).cloned()
    }

    /// What left each host since the last question.
    pub(super) fn passed(&mut self) -> io::Result<Vec<Passed>> {
        self.emulator.say("passed")?;
        let mut hosts = Vec::new();
        self.emulator.wait_for("answer of the network", Duration::from_secs(5), |words| match words {
            ["passed", _, _, bytes, _, _, waited] => {
                hosts.push(Passed { bytes: bytes.parse().ok()?, waited: waited.parse().ok()? });
                None
            }
            ["end"] => Some(()),
            _ => None,
        })?;
        Ok(hosts)
    }
}

/// A node and two clients.
const HOSTS: usize = 3;
