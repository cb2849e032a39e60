//! Where the programs under test and their load live: a network namespace of their own, or the loopback address.

use std::env;
use std::ffi::OsString;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::process::{self, Command, ExitCode, Stdio};
use std::thread;

/// The addresses that a run may use. All of them lead to this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// A namespace whose loopback device has two whole documentation networks, which count as public addresses.
    Namespace,
    /// The loopback device of this machine: where namespaces cannot be made. Limits per source do not apply here.
    Loopback,
}

/// What [`World::enter`] leads to.
#[derive(Debug)]
pub enum Entry {
    /// Go on here.
    Inside(World),
    /// The work was done by a copy of this process inside a namespace; end with its code.
    Done(ExitCode),
}

impl World {
    /// Starts this program again inside a namespace of its own, or says that it is inside already.
    ///
    /// # Errors
    /// If the program cannot be started again, or the namespace not be set up.
    pub fn enter() -> io::Result<Entry> {
        match env::var(VARIABLE).as_deref() {
            Ok("namespace") => {
                end_with_the_input();
                return set_up().map(|()| Entry::Inside(Self::Namespace));
            }
            Ok(_) => return Ok(Entry::Inside(Self::Loopback)),
            Err(_) => {}
        }
        for variant in VARIANTS {
            let possible = Command::new("unshare").args(*variant).arg("true").stderr(Stdio::null()).status();
            if possible.is_ok_and(|status| status.success()) {
                let arguments: Vec<OsString> = env::args_os().skip(1).collect();
                // `nice` goes on without a word of ours where that is not allowed.
                let mut inside = Command::new("nice");
                inside
                    .args(["-n", PRIORITY, "unshare"])
                    .args(*variant)
                    .arg(env::current_exe()?)
                    .args(arguments)
                    .env(VARIABLE, "namespace")
                    .stdin(Stdio::piped());
                let mut inside = inside.spawn()?;
                // Held until it has ended; whoever stops us stops it by this.
                let input = inside.stdin.take();
                let code = inside.wait()?.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
                drop(input);
                return Ok(Entry::Done(ExitCode::from(code)));
            }
        }
        Ok(Entry::Inside(Self::Loopback))
    }

    /// Where the programs under test are.
    #[must_use]
    pub const fn node(self) -> IpAddr {
        match self {
            Self::Namespace => IpAddr::V4(Ipv4Addr::new(198, 51, 100, 1)),
            Self::Loopback => IpAddr::V4(Ipv4Addr::LOCALHOST),
        }
    }

    /// Address of the nodes around them, from 0.
    #[must_use]
    pub fn crowd(self, number: usize) -> IpAddr {
        self.address(0, 2 + number % 60)
    }

    /// Address of a well-behaved client, from 0; after 120 they repeat.
    #[must_use]
    pub fn client(self, number: usize) -> IpAddr {
        self.address(1, 2 + number % 120)
    }

    /// Address of an attacker, from 0; after [`ATTACKERS`] they repeat.
    #[must_use]
    pub fn attacker(self, number: usize) -> IpAddr {
        let number = number % ATTACKERS;
        let half = ATTACKERS / 2;
        self.address(usize::from(number >= half), 128 + number % half)
    }

    fn address(self, network: usize, host: usize) -> IpAddr {
        let host = u8::try_from(host).unwrap_or(u8::MAX);
        IpAddr::V4(match (self, network) {
            (Self::Namespace, 0) => Ipv4Addr::new(198, 51, 100, host),
            (Self::Namespace, _) => Ipv4Addr::new(203, 0, 113, host),
            (Self::Loopback, 0) => Ipv4Addr::new(127, 0, 0, host),
            (Self::Loopback, _) => Ipv4Addr::new(127, 0, 1, host),
        })
    }
}

/// Addresses that attackers have: the upper halves of both networks.
pub const ATTACKERS: usize = 240;

/// Tells the copy of this program that it is inside.
const VARIABLE: &str = "TOXCORE_BENCH_WORLD";

/// Scheduling priority: what else the machine does should not look like slowness of a node. Our choice.
const PRIORITY: &str = "-10";

/// Ways to a namespace, best first. With a process namespace nothing outlives this program.
const VARIANTS: &[&[&str]] = &[
    &["--net", "--pid", "--fork", "--kill-child", "--mount-proc"],
    &["--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"],
    &["--net"],
    &["--user", "--map-root-user", "--net"],
];

/// The first process of its namespace gets no signal that it does not ask for. The one outside, which gets them, holds the
/// other end of our input.
fn end_with_the_input() {
    thread::spawn(|| {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        process::exit(1);
    });
}

/// Every address of a network on the loopback device is local.
fn set_up() -> io::Result<()> {
    let script = "ip link set lo up && ip addr add 198.51.100.1/24 dev lo && ip addr add 203.0.113.1/24 dev lo";
    let status = Command::new("sh").args(["-c", script]).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other("the namespace cannot be given addresses")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nobody_shares_an_address() {
        for world in [World::Namespace, World::Loopback] {
            let mut all = vec![world.node()];
            all.extend((0..60).map(|number| world.crowd(number)));
            all.extend((0..120).map(|number| world.client(number)));
            all.extend((0..ATTACKERS).map(|number| world.attacker(number)));
            let different: HashSet<_> = all.iter().collect();
            assert_eq!(different.len(), all.len());
        }
    }
}
