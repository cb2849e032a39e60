//! What a check found out.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use super::RelayFault;

/// Answers over UDP.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UdpAnswers {
    /// Version and message of the day. Anybody on the way can forge them.
    pub info: Option<(u32, Vec<u8>)>,
    /// Time until the first answer to a ping, which proves the key.
    pub ping: Option<Duration>,
    /// Number of nodes in the answer to a nodes request, which proves the key.
    pub nodes: Option<usize>,
    /// What the operating system said when it could not send or receive.
    pub error: Option<String>,
}

impl UdpAnswers {
    /// Whether anything came.
    #[must_use]
    pub fn any(&self) -> bool {
        self.info.is_some() || self.ping.is_some() || self.nodes.is_some()
    }

    /// Whether nothing is left to wait for.
    pub(super) fn complete(&self) -> bool {
        self.info.is_some() && self.ping.is_some() && self.nodes.is_some()
    }
}

/// TCP port with the time until the relay there answered a ping.
pub type RelayAnswer = (u16, Result<Duration, RelayFault>);

/// All answers of a node. Its text form is what `--check` prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Address that was asked.
    pub address: Option<SocketAddr>,
    /// Answers over UDP.
    pub udp: UdpAnswers,
    /// Each TCP port that was tried.
    pub relay: Vec<RelayAnswer>,
}

impl Report {
    /// Whether clients can bootstrap from the node. Bootstrap info and the relay are optional services.
    #[must_use]
    pub fn serves(&self) -> bool {
        self.udp.ping.is_some() && self.udp.nodes.is_some()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(address) = self.address {
            writeln!(out, "Address:   {address}")?;
        }
        match &self.udp.info {
            None => writeln!(out, "Version:   no answer")?,
            Some((version, motd)) => {
                writeln!(out, "Version:   {version}")?;
                writeln!(out, "Message:   {}", printable(motd))?;
            }
        }
        match self.udp.ping {
            None => writeln!(out, "UDP ping:  no answer")?,
            Some(time) => writeln!(out, "UDP ping:  {} ms", time.as_millis())?,
        }
        match self.udp.nodes {
            None => writeln!(out, "UDP nodes: no answer")?,
            Some(count) => writeln!(out, "UDP nodes: {count} received")?,
        }
        if let Some(error) = &self.udp.error {
            writeln!(out, "UDP error: {error}")?;
        }
        for (port, result) in &self.relay {
            match result {
                Ok(time) => writeln!(out, "TCP relay: port {port}: {} ms", time.as_millis())?,
                Err(fault) => writeln!(out, "TCP relay: port {port}: {fault}")?,
            }
        }
        write!(out, "Result:    {}", if self.serves() { "the node serves" } else { "the node does not serve" })
    }
}

/// Text of a stranger for a terminal: control characters would be obeyed by it.
fn printable(text: &[u8]) -> String {
    let clean = |letter: char| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter };
    String::from_utf8_lossy(text).chars().map(clean).collect()
}
