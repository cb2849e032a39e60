//! The settings of a node, read from a `tox-bootstrapd.conf`.
//!
//! Keys, types, defaults and warnings are those of the reference's daemon, so that its files serve as they are. Reading
//! is split from saying: [`read`] returns the [`Config`] with the [`Notes`] that the operator should see, in the order
//! in which the reference prints them.

mod bootstrap;
mod include;
mod notes;
mod ports;
mod read;

use std::net::SocketAddr;
use std::path::PathBuf;

pub use bootstrap::{BootstrapNode, MAX_BOOTSTRAP_NODES};
pub use include::{ConfigFileError, FileIncludes, read_file};
pub use notes::{Level, Note, Notes};
pub use ports::MAX_TCP_RELAY_PORTS;
pub(crate) use read::metrics_address;
pub use read::{ConfigError, Reading, read};

/// UDP port when none is set. Protocol: bootstrap daemon, section 2.
pub const DEFAULT_PORT: u16 = 33445;
/// TCP ports of the relay when none are set. Protocol: bootstrap daemon, section 2.
pub const DEFAULT_TCP_RELAY_PORTS: [u16; 3] = [443, 3389, 33445];
/// Key file when none is set, relative to the working directory. Protocol: bootstrap daemon, section 2.
pub const DEFAULT_KEYS_FILE_PATH: &str = "tox-bootstrapd.keys";
/// PID file when none is set. Protocol: bootstrap daemon, section 2.
pub const DEFAULT_PID_FILE_PATH: &str = "tox-bootstrapd.pid";
/// Message of the day when none is set. Protocol: bootstrap daemon, section 2.
pub const DEFAULT_MOTD: &str = "tox-bootstrapd";
/// Bytes of the message of the day without the zero byte that ends it on the wire. Protocol: bootstrap daemon,
/// section 2.
pub const MAX_MOTD_LEN: usize = 255;

/// What a node does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// UDP port; only this one is tried. Key `port`.
    pub port: u16,
    /// File of the node's key pair. Key `keys_file_path`.
    pub keys_file_path: PathBuf,
    /// File that gets the process id when the node goes to the background. Key `pid_file_path`.
    pub pid_file_path: PathBuf,
    /// Serve IPv6 beside IPv4. Key `enable_ipv6`.
    pub enable_ipv6: bool,
    /// Go on with IPv4 alone when no IPv6 socket can be made. Key `enable_ipv4_fallback`.
    pub enable_ipv4_fallback: bool,
    /// Announce the node to its local network. Key `enable_lan_discovery`.
    pub enable_lan_discovery: bool,
    /// Serve as TCP relay. Key `enable_tcp_relay`.
    pub enable_tcp_relay: bool,
    /// Ports of the TCP relay; empty without the relay. Key `tcp_relay_ports`.
    pub tcp_relay_ports: Vec<u16>,
    /// Answer requests for version and message of the day. Key `enable_motd`.
    pub enable_motd: bool,
    /// Message of the day, at most [`MAX_MOTD_LEN`] bytes, in any encoding. Key `motd`.
    pub motd: Vec<u8>,
    /// Nodes through which to enter the network. Key `bootstrap_nodes`.
    pub bootstrap_nodes: Vec<BootstrapNode>,
    /// Where to serve metrics, a loopback address; `None` serves none. Our own key `metrics_address`.
    pub metrics_address: Option<SocketAddr>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: DEFAULT_PORT,
            keys_file_path: DEFAULT_KEYS_FILE_PATH.into(),
            pid_file_path: DEFAULT_PID_FILE_PATH.into(),
            enable_ipv6: true,
            enable_ipv4_fallback: true,
            enable_lan_discovery: true,
            enable_tcp_relay: true,
            tcp_relay_ports: DEFAULT_TCP_RELAY_PORTS.into(),
            enable_motd: true,
            motd: DEFAULT_MOTD.into(),
            bootstrap_nodes: Vec::new(),
            metrics_address: None,
        }
    }
}

#[cfg(test)]
mod tests;
