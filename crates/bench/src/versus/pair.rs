//! A node, and two clients that are friends: three processes.

use std::ffi::OsString;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;
use std::time::Duration;

use super::agent::Agent;
use super::link::Link;
use super::{Library, Versus, instructions};

/// How the friends reach each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Directly.
    Udp,
    /// Over the node, which is a relay; both have UDP switched off.
    Relay,
}

/// What is around them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Setting<'a> {
    /// The loopback device.
    Loopback,
    /// A host for each of them.
    Link(&'a Link),
    /// The loopback device, and callgrind under the clients, which counts nothing until it is told.
    Callgrind,
    /// The loopback device, and clients whose kernel neither cuts nor joins datagrams.
    NoOffload,
    /// The loopback device, and clients on the async API, which is ours alone.
    AsyncApi,
}

impl Setting<'_> {
    fn command(self, versus: &Versus, library: &Library, host: usize) -> io::Result<Command> {
        Ok(match self {
            Self::Link(link) => {
                let mut namespace = OsString::from("--net=");
                namespace.push(link.namespace(host).unwrap_or_default());
                versus.command_in(&["nsenter".into(), namespace], library, "client", &[])
            }
            Self::Callgrind if host != NODE => {
                versus.command_in(&[], library, "client", &instructions::callgrind(versus, host))
            }
            Self::AsyncApi if host != NODE => {
                let mut command = Command::new(std::env::current_exe()?);
                command.arg("client");
                command
            }
            Self::NoOffload => {
                let mut command = versus.command(library, "client");
                command.env("LD_PRELOAD", versus.programs.join("no_offload.so"));
                command
            }
            Self::Loopback | Self::Callgrind | Self::AsyncApi => versus.command(library, "client"),
        })
    }

    fn node(self, versus: &Versus) -> IpAddr {
        match self {
            Self::Link(_) => IpAddr::V4(Ipv4Addr::new(198, 51, 100, 1)),
            Self::Loopback | Self::Callgrind | Self::NoOffload | Self::AsyncApi => versus.world.node(),
        }
    }

    const fn patience(self) -> Duration {
        match self {
            Self::Loopback | Self::Link(_) | Self::NoOffload | Self::AsyncApi => PATIENCE,
            Self::Callgrind => CALLGRIND_PATIENCE,
        }
    }
}

/// Which library each of them has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast<'a> {
    pub(super) node: &'a Library,
    pub(super) sender: &'a Library,
    pub(super) receiver: &'a Library,
}

impl<'a> Cast<'a> {
    /// All of them the same.
    pub(super) const fn all(library: &'a Library) -> Self {
        Self { node: library, sender: library, receiver: library }
    }
}

/// Two friends who are online.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) node: Agent,
    pub(super) sender: Agent,
    pub(super) receiver: Agent,
}

/// Where an instance is and who it is.
#[derive(Clone, Debug)]
pub(super) struct Here {
    pub(super) time: f64,
    pub(super) key: String,
    pub(super) dht_key: String,
}

impl Pair {
    /// Starts the three and waits until the friends see each other in the wanted way.
    pub(super) fn connect(versus: &Versus, cast: Cast<'_>, way: Way, setting: Setting<'_>) -> io::Result<Self> {
        let start = |library, host| Agent::start(setting.command(versus, library, host)?);
        let mut node = start(cast.node, NODE)?;
        let at_node = make(&mut node, "udp", NODE_PORT, if way == Way::Relay { RELAY_PORT } else { 0 }, 1)?;
        if way == Way::Relay {
            // As a daemon with traffic does.
            node.say(&format!("pace {RELAY_PACE_MICROSECONDS}"))?;
        }
        let host = setting.node(versus);
        let contact = Contact { host, port: NODE_PORT, relay: (way == Way::Relay).then_some(RELAY_PORT), at: at_node };
        let (mut sender, mut receiver) = (start(cast.sender, SENDER)?, start(cast.receiver, RECEIVER)?);
        befriend(&mut sender, &mut receiver, way, &contact, CLIENT_PORT, setting.patience())?;
        // What happens right after the beginning is not what is measured.
        receiver.lines_for(SETTLE)?;
        sender.lines_for(Duration::ZERO)?;
        Ok(Self { node, sender, receiver })
    }

    /// Nobody sends any more, and what was on the way has arrived.
    pub(super) fn rest(&mut self) -> io::Result<()> {
        self.sender.say("stop")?;
        self.sender.lines_for(SETTLE)?;
        self.receiver.lines_for(Duration::ZERO)?;
        Ok(())
    }
}

/// A node that clients begin with.
#[derive(Clone, Debug)]
pub(super) struct Contact {
    pub(super) host: IpAddr,
    pub(super) port: u16,
    pub(super) relay: Option<u16>,
    pub(super) at: Here,
}

/// Makes instances in a process.
pub(super) fn make(agent: &mut Agent, kind: &str, port: u16, relay_port: u16, count: usize) -> io::Result<Here> {
    agent.say(&format!("make {kind} {port} {relay_port} {count}"))?;
    agent.wait_for("instance", Duration::from_secs(30), |words| match words {
        ["here", time, key, dht_key] => {
            Some(Here { time: time.parse().ok()?, key: (*key).to_owned(), dht_key: (*dht_key).to_owned() })
        }
        _ => None,
    })
}

/// Tells a process whom its instances begin with.
pub(super) fn introduce(agent: &mut Agent, contact: &Contact) -> io::Result<()> {
    let (host, key) = (contact.host, &contact.at.dht_key);
    agent.say(&format!("bootstrap {host} {} {key}", contact.port))?;
    match contact.relay {
        Some(port) => agent.say(&format!("relay {host} {port} {key}")),
        None => Ok(()),
    }
}

/// Makes one instance in each of two processes, friends of each other; says after how many seconds both saw the other
/// in that way.
pub(super) fn befriend(
    first: &mut Agent,
    second: &mut Agent,
    way: Way,
    contact: &Contact,
    port: u16,
    patience: Duration,
) -> io::Result<f64> {
    let (kind, wanted) = match way {
        Way::Udp => ("udp", "2"),
        Way::Relay => ("tcp", "1"),
    };
    let (one, other) = (make(first, kind, port, 0, 1)?, make(second, kind, port + 1, 0, 1)?);
    first.say(&format!("friend {}", other.key))?;
    second.say(&format!("friend {}", one.key))?;
    introduce(first, contact)?;
    introduce(second, contact)?;
    let mut online = 0.0_f64;
    for agent in [first, second] {
        let seen = agent.wait_for("friend online", patience, |words| match words {
            ["friend", "0", how, time] if *how == wanted => time.parse::<f64>().ok(),
            _ => None,
        })?;
        online = online.max(seen);
    }
    Ok(online - one.time)
}

/// Numbers of the hosts.
pub(super) const NODE: usize = 0;
pub(super) const SENDER: usize = 1;
pub(super) const RECEIVER: usize = 2;
/// Ports of the node and of the clients.
const NODE_PORT: u16 = 34_000;
const RELAY_PORT: u16 = 33_900;
const CLIENT_PORT: u16 = 34_400;
/// How long the process of a relay sleeps: its loop would otherwise be the limit of whatever library it has.
const RELAY_PACE_MICROSECONDS: u32 = 1000;
/// Time for friends to meet; the slowest release takes 40 s over a relay.
const PATIENCE: Duration = Duration::from_secs(90);
/// The same where everything takes fifty times as long.
const CALLGRIND_PATIENCE: Duration = Duration::from_secs(240);
/// Time between being online and being measured.
const SETTLE: Duration = Duration::from_secs(1);
