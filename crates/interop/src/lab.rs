//! A network of its own: one namespace with a bridge, and a namespace for each host on it.
//!
//! Addresses are of the documentation ranges, which count as public: libtoxcore does not treat a peer on a private or
//! loopback address as reached over UDP, and does not hand such addresses on to others. No route leads outside.

use std::ffi::OsStr;
use std::net::Ipv4Addr;
use std::process::Command;
use std::time::Duration;

use crate::process::{Process, ProcessError};

mod walls;

pub use walls::Direction;

/// Why there is no network.
#[derive(Debug)]
pub enum LabError {
    /// A tool or a right is missing.
    Unavailable(ProcessError),
    /// The set-up failed half-way; what the tools said.
    SetUp(String),
}

impl std::fmt::Display for LabError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LabError::Unavailable(_) => {
                write!(f, "no network namespaces here (they need root or user namespaces, and iproute2)")
            }
            LabError::SetUp(text) => write!(f, "network set-up failed: {text}"),
        }
    }
}

impl std::error::Error for LabError {}

/// A link with hosts on it; all of it vanishes on drop.
#[derive(Debug)]
pub struct Lab {
    /// None: every host is this machine's loopback.
    world: Option<Namespace>,
    next: u8,
}

/// One machine of the lab.
#[derive(Debug)]
pub struct Host {
    namespace: Option<Namespace>,
    address: Ipv4Addr,
    number: u8,
    /// The NAT that this host is behind.
    _router: Option<Namespace>,
}

/// A namespace lives as long as the process that holds it.
#[derive(Debug)]
struct Namespace {
    holder: Process,
    /// Whether it belongs to a user namespace, because we are not root.
    in_user_namespace: bool,
}

/// What the holder does: says that it is there, then waits for the end of its input.
const HOLD: &str = "echo here && cat";

/// Time to make a namespace: our choice, milliseconds on a quiet machine.
const SET_UP: Duration = Duration::from_secs(20);

impl Lab {
    /// Makes an empty network.
    ///
    /// # Errors
    /// [`LabError`] where namespaces cannot be made.
    pub fn new() -> Result<Lab, LabError> {
        let as_root = Namespace::hold(Command::new("unshare").args(["--net", "sh", "-c", HOLD]), false);
        let world = match as_root {
            Ok(world) => world,
            Err(_) => Namespace::hold(
                Command::new("unshare").args(["--user", "--map-root-user", "--net", "sh", "-c", HOLD]),
                true,
            )?,
        };
        world.run("ip link set lo up && ip link add link0 type bridge && ip link set link0 up")?;
        Ok(Lab { world: Some(world), next: 1 })
    }

    /// A stand-in where namespaces cannot be made: all hosts share the loopback address of this machine, so that every
    /// program needs ports of its own, and libtoxcore never calls a connection direct.
    pub fn loopback() -> Lab {
        Lab { world: None, next: 1 }
    }

    /// The lab, or none with a line that says why the test is skipped.
    pub fn or_skip() -> Option<Lab> {
        match Lab::new() {
            Ok(lab) => Some(lab),
            Err(reason) => crate::peers::skipped(&reason.to_string()),
        }
    }

    /// Adds a host to the link, with the next free address of 198.51.100.0/24 and of 2001:db8::/64.
    ///
    /// # Errors
    /// [`LabError::SetUp`] with what the tools said.
    pub fn host(&mut self) -> Result<Host, LabError> {
        let number = self.next;
        self.next = number.checked_add(1).ok_or_else(|| LabError::SetUp("the lab is full".into()))?;
        let address = Ipv4Addr::new(198, 51, 100, number);
        let Some(world) = &self.world else {
            return Ok(Host { namespace: None, address: Ipv4Addr::LOCALHOST, number, _router: None });
        };
        let namespace = world.on_the_link(number)?;
        Ok(Host { namespace: Some(namespace), address, number, _router: None })
    }

    /// Adds a host with a private address behind a NAT of its own, which has the next free address of 198.51.100.0/24.
    /// None, with a line that says why, where the kernel or the machine has no `nft`.
    ///
    /// The NAT lets in only answers, and drops the rest before it leaves a trace.
    ///
    /// # Errors
    /// [`LabError::SetUp`] with what the tools said.
    pub fn host_behind_nat(&mut self, nat: Nat) -> Result<Option<Host>, LabError> {
        let number = self.next;
        self.next = number.checked_add(1).ok_or_else(|| LabError::SetUp("the lab is full".into()))?;
        let Some(world) = &self.world else { return Ok(crate::peers::skipped("a NAT needs network namespaces")) };
        let router = world.on_the_link(number)?;
        if let Err(reason) = router.run(&nat.rules()) {
            return Ok(crate::peers::skipped(&format!("no NAT here: {reason}")));
        }
        let namespace = router.child()?;
        router.run(&format!(
            "ip link add inside type veth peer name eth0 netns {} && ip link set inside up && \
             ip addr add 192.168.77.1/24 dev inside && echo 1 > /proc/sys/net/ipv4/ip_forward",
            namespace.holder.id()
        ))?;
        namespace.run(
            "ip link set lo up && ip link set eth0 up && ip addr add 192.168.77.2/24 dev eth0 && \
             ip route add default via 192.168.77.1",
        )?;
        let address = Ipv4Addr::new(192, 168, 77, 2);
        Ok(Some(Host { namespace: Some(namespace), address, number, _router: Some(router) }))
    }
}

/// How a router chooses the port that the world sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nat {
    /// The one of the host, where it is free, for whomever the packet goes to: holes can be punched.
    KeepsPorts,
    /// Another for each destination, at random: nobody can know it before.
    Symmetric,
}

impl Nat {
    /// What comes unasked is dropped in `input`, where it has no entry in the table of connections yet: an entry would make
    /// the kernel choose another port for the packet that goes out to the same place later.
    fn rules(self) -> String {
        let ports = if self == Nat::Symmetric { " fully-random" } else { "" };
        format!(
            "nft -f - <<END
table ip nat {{
  chain out {{ type nat hook postrouting priority 100; policy accept; oifname eth0 masquerade{ports}; }}
  chain in {{ type filter hook input priority 0; policy drop; }}
}}
END"
        )
    }
}

impl Host {
    /// Its IPv4 address.
    pub fn address(&self) -> Ipv4Addr {
        self.address
    }

    /// Its number in the lab, from 1.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// A program to be started on this host.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        match &self.namespace {
            Some(namespace) => namespace.command(program),
            None => Command::new(program),
        }
    }

    /// Runs a line of shell on this host, such as a firewall rule; does nothing where hosts share a machine.
    ///
    /// # Errors
    /// [`LabError::SetUp`] with what the tools said.
    pub fn run(&self, script: &str) -> Result<(), LabError> {
        self.namespace.as_ref().map_or(Ok(()), |namespace| namespace.run(script))
    }
}

/// The address of a host's interface on the link.
fn mac(number: u8) -> String {
    format!("02:00:00:00:00:{number:02x}")
}

/// Hosts that each host knows the interfaces of, from 1: our choice, more than any test has.
const KNOWN_NEIGHBOURS: u8 = 32;

/// What makes a host know the interfaces of all others, whether they are there or not. Neighbours that are asked for count
/// against a limit of the kernel for all namespaces together, 1,024; those that are made known in this way do not. Beyond the
/// limit packets get lost.
fn know_neighbours(own: u8) -> String {
    let lines = |network: &str| -> String {
        let others = (1..=KNOWN_NEIGHBOURS).filter(|&number| number != own);
        others
            .map(|number| format!("neigh add {network}{number} lladdr {} dev eth0 nud permanent\n", mac(number)))
            .collect()
    };
    format!(
        "ip -batch - <<END &&\n{}END\n(ip -force -batch - 2>/dev/null <<END || true)\n{}END",
        lines("198.51.100."),
        lines("2001:db8::")
    )
}

impl Namespace {
    /// A namespace inside of the same user namespace.
    fn child(&self) -> Result<Namespace, LabError> {
        let namespace = Namespace::hold(self.command("unshare").args(["--net", "sh", "-c", HOLD]), false)?;
        Ok(Namespace { in_user_namespace: self.in_user_namespace, ..namespace })
    }

    /// A namespace with an interface on the link that is in this one.
    fn on_the_link(&self, number: u8) -> Result<Namespace, LabError> {
        let namespace = self.child()?;
        self.run(&format!(
            "ip link add host{number} type veth peer name eth0 address {mac} netns {pid} && \
             ip link set host{number} master link0 up",
            mac = mac(number),
            pid = namespace.holder.id(),
        ))?;
        namespace.run(&format!(
            "ip link set lo up && ip link set eth0 up && ip addr add 198.51.100.{number}/24 dev eth0 && \
             (ip -6 addr add 2001:db8::{number}/64 dev eth0 nodad || true) && {}",
            know_neighbours(number)
        ))?;
        Ok(namespace)
    }

    fn hold(command: &mut Command, in_user_namespace: bool) -> Result<Namespace, LabError> {
        let mut holder = Process::start(command).map_err(LabError::Unavailable)?;
        holder.wait_for(SET_UP, |line| line == "here").map_err(LabError::Unavailable)?;
        Ok(Namespace { holder, in_user_namespace })
    }

    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--target", &self.holder.id().to_string(), "--net"]);
        if self.in_user_namespace {
            command.args(["--user", "--preserve-credentials"]);
        }
        command.arg("--").arg(program);
        command
    }

    fn run(&self, script: &str) -> Result<(), LabError> {
        let output =
            self.command("sh").args(["-c", script]).output().map_err(|error| LabError::SetUp(error.to_string()))?;
        if output.status.success() {
            Ok(())
        } else {
            Err(LabError::SetUp(format!("{script}: {}", String::from_utf8_lossy(&output.stderr))))
        }
    }
}

#[cfg(test)]
mod tests;
