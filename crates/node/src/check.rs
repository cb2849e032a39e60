//! Asks another node whether it serves: `--check HOST PORT KEY`.
//!
//! Over UDP: bootstrap info, a ping and a nodes request. Over TCP: the relay's handshake and a ping inside it, at the
//! node's own port and at the ports that relays use by default. Everything ends within about ten seconds.

mod probe;
mod relay;
mod report;
mod udp;

use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use thiserror::Error;

use crate::cli::CheckOptions;
use crate::config::DEFAULT_TCP_RELAY_PORTS;

use probe::Probe;
pub use relay::RelayFault;
pub use report::{RelayAnswer, Report, UdpAnswers};

/// Time for the answer to a name. Our choice: resolvers retry after five seconds.
const RESOLVE_TIMEOUT: Duration = Duration::from_secs(6);
/// Addresses of a name that are tried. Our choice: one of each family and one more of each.
const MAX_ADDRESSES: usize = 4;

/// Why a node could not be asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CheckError {
    /// The name leads nowhere.
    #[error("cannot resolve the host: {0}")]
    Resolve(String),
    /// The key is a point that no secret key leads to.
    #[error("the public key is of low order, no node can have it")]
    Key,
    /// The operating system gives no random bytes.
    #[error("no random bytes from the operating system")]
    Random,
}

/// Asks the node and waits for its answers.
///
/// # Errors
/// [`CheckError`] if it could not be asked at all; silence of the node is told in the [`Report`].
pub fn check(options: &CheckOptions) -> Result<Report, CheckError> {
    let addresses = resolve(&options.host, options.port)?;
    let mut report = Report::default();
    for address in addresses {
        let answers = udp::ask(address, &Probe::new(options.public_key)?);
        report = Report { address: Some(address), udp: answers, relay: Vec::new() };
        if report.udp.any() {
            break;
        }
    }
    if let Some(address) = report.address {
        report.relay = ask_relays(address, options)?;
    }
    Ok(report)
}

/// Tries all ports at the same time.
fn ask_relays(address: SocketAddr, options: &CheckOptions) -> Result<Vec<RelayAnswer>, CheckError> {
    let mut ports = vec![options.port];
    ports.extend(DEFAULT_TCP_RELAY_PORTS.iter().filter(|port| **port != options.port));
    let mut attempts = Vec::new();
    for port in ports {
        let probe = Probe::new(options.public_key)?;
        let address = SocketAddr::new(address.ip(), port);
        attempts.push((port, thread::spawn(move || relay::ask(address, &probe))));
    }
    Ok(attempts.into_iter().map(|(port, attempt)| (port, attempt.join().unwrap_or(Err(RelayFault::Closed)))).collect())
}

/// Addresses of a host; the resolver runs in a thread of its own, because it knows no deadline.
fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, CheckError> {
    let (sender, answer) = channel();
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    thread::spawn(move || {
        let addresses: io::Result<Vec<SocketAddr>> =
            (host.as_str(), port).to_socket_addrs().map(|found| found.take(MAX_ADDRESSES).collect());
        // Nobody listens when it took too long.
        let _ = sender.send(addresses);
    });
    match answer.recv_timeout(RESOLVE_TIMEOUT) {
        Ok(Ok(addresses)) if !addresses.is_empty() => Ok(addresses),
        Ok(Ok(_)) => Err(CheckError::Resolve("no address".to_owned())),
        Ok(Err(error)) => Err(CheckError::Resolve(error.to_string())),
        Err(_) => Err(CheckError::Resolve("no answer in time".to_owned())),
    }
}

#[cfg(test)]
mod tests;
