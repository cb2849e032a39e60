//! A client, ours or a real libtoxcore one, driven line by line.

use std::time::Duration;

use crate::lab::Host;
use crate::node::Node;
use crate::peers::ClientKind;
use crate::process::{Process, ProcessError};

/// Whether a client may use UDP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Udp {
    /// As usual.
    Enabled,
    /// It lives on TCP relays alone.
    Disabled,
}

/// How a client or a friend is reached, in libtoxcore's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Over a relay.
    Tcp,
    /// Directly.
    Udp,
}

/// What a test chooses about a client.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Whether it may use UDP.
    pub udp: Udp,
    /// Whether its socket is IPv6 too.
    pub ipv6: bool,
    /// Whether it looks for others on its LAN.
    pub lan_discovery: bool,
    /// Whether it must have the new groups: our C library then gets a program that was compiled against a release with them.
    pub with_groups: bool,
    /// Further options of the line protocol, as `name=value`.
    pub more: Vec<String>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        ClientOptions { udp: Udp::Enabled, ipv6: true, lan_discovery: false, with_groups: false, more: Vec::new() }
    }
}

/// A running client.
#[derive(Debug)]
pub struct Client {
    process: Process,
    host: Host,
    kind: ClientKind,
    /// Its Tox id in upper-case hexadecimal.
    pub tox_id: String,
    /// Version of its library.
    pub version: String,
}

/// Time for an answer to a command: our choice; a client answers within one iteration, 50 ms.
const ANSWER: Duration = Duration::from_secs(20);

impl Client {
    /// Starts a client on its own host; none, with a line that says why, when it is not on this machine.
    ///
    /// # Errors
    /// [`ProcessError`] when it is here and does not come up.
    pub fn start(
        host: Host,
        kind: impl Into<ClientKind>,
        options: &ClientOptions,
    ) -> Result<Option<Client>, ProcessError> {
        let kind = kind.into();
        let words = if options.with_groups { kind.command_line_with_groups() } else { kind.command_line() };
        let Some(words) = words else { return Ok(None) };
        let Some((program, arguments)) = words.split_first() else { return Ok(None) };
        let mut command = host.command(program);
        command
            .args(arguments)
            .arg(format!("udp={}", u8::from(options.udp == Udp::Enabled)))
            .arg(format!("ipv6={}", u8::from(options.ipv6)))
            .arg(format!("lan={}", u8::from(options.lan_discovery)))
            .args(&options.more);
        let mut process = Process::start(&mut command)?;
        let ready = process.wait_for(ANSWER, |line| line.starts_with("ready "))?;
        let mut words = ready.split(' ').skip(1).map(str::to_owned);
        let version = words.next().unwrap_or_default();
        let tox_id = words.next().unwrap_or_default();
        Ok(Some(Client { process, host, kind, tox_id, version }))
    }

    /// Whether it is to hear everything of a group once alone. The reference hands over packets that come again in another session, which
    /// its own clients do to each other now and then.
    pub fn hears_once(&self) -> bool {
        !matches!(self.kind, ClientKind::Reference(_))
    }

    /// Its long-term public key in upper-case hexadecimal.
    pub fn public_key(&self) -> &str {
        self.tox_id.get(..64).unwrap_or_default()
    }

    /// Sends a command and returns what follows `ok COMMAND `.
    ///
    /// # Errors
    /// [`ProcessError::Ended`] also when the library refuses: the line says with which code.
    pub fn command(&mut self, line: &str) -> Result<String, ProcessError> {
        let name = line.split(' ').next().unwrap_or_default().to_owned();
        self.process.write_line(line)?;
        let (accepted, refused) = (format!("ok {name}"), format!("error {name} "));
        let answer = self.process.wait_for(ANSWER, |line| line.starts_with(&accepted) || line.starts_with(&refused))?;
        match answer.strip_prefix(&accepted) {
            Some(rest) => Ok(rest.trim_start().to_owned()),
            None => Err(ProcessError::Ended(format!("{line}: {answer}"))),
        }
    }

    /// Makes a node known as bootstrap node and as TCP relay, as clients do.
    ///
    /// # Errors
    /// As [`Client::command`].
    pub fn bootstrap(&mut self, node: &Node) -> Result<(), ProcessError> {
        let (address, key) = (node.address(), &node.public_key);
        self.command(&format!("bootstrap {address} {} {key}", node.port))?;
        self.command(&format!("relay {address} {} {key}", node.relay_port))?;
        Ok(())
    }

    /// Takes the first event that begins with `prefix`; the rest of its line.
    ///
    /// # Errors
    /// As [`Process::wait_for`].
    pub fn event(&mut self, prefix: &str, within: Duration) -> Result<String, ProcessError> {
        let line = self.process.wait_for(within, |line| line.starts_with(prefix))?;
        Ok(line.get(prefix.len()..).unwrap_or_default().trim_start().to_owned())
    }

    /// Waits until the client itself is connected, and says how.
    ///
    /// # Errors
    /// As [`Process::wait_for`].
    pub fn connected(&mut self, within: Duration) -> Result<Connection, ProcessError> {
        let line = self.process.wait_for(within, |line| line == "self tcp" || line == "self udp")?;
        Ok(if line.ends_with("udp") { Connection::Udp } else { Connection::Tcp })
    }

    /// Waits until a friend is online in this way.
    ///
    /// # Errors
    /// As [`Process::wait_for`].
    pub fn friend_online(&mut self, number: &str, over: Connection, within: Duration) -> Result<(), ProcessError> {
        let word = match over {
            Connection::Tcp => "tcp",
            Connection::Udp => "udp",
        };
        self.event(&format!("friend {number} {word}"), within).map(drop)
    }

    /// Ends it in the regular way, so that it writes its profile, and gives back its machine.
    ///
    /// # Errors
    /// [`ProcessError::TimedOut`] when it does not end within `within`.
    pub fn quit(mut self, within: Duration) -> Result<Host, ProcessError> {
        self.process.write_line("quit")?;
        match self.process.wait_for(within, |_| false) {
            Err(ProcessError::Ended(_)) => Ok(self.host),
            Err(error) => Err(error),
            Ok(line) => Err(ProcessError::Ended(line)),
        }
    }

    /// Ends it at once, as a crash does, and gives back its machine.
    pub fn crash(self) -> Host {
        let Client { process, host, .. } = self;
        drop(process);
        host
    }

    /// The machine that it runs on.
    pub const fn host(&self) -> &Host {
        &self.host
    }

    /// The process below, for what has no method here.
    pub fn process(&mut self) -> &mut Process {
        &mut self.process
    }
}
