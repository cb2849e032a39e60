//! Bootstrap nodes: ours and the reference's, started in the same way.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::time::Duration;

use crate::lab::{Host, Lab, LabError};
use crate::peers::{Suite, node_program, skipped};
use crate::process::{Process, ProcessError};
use crate::scratch::Scratch;

/// Which program is the node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// `toxcore-node`.
    Ours,
    /// `tox-bootstrapd` of a release.
    Reference(Suite),
}

impl NodeKind {
    /// The program, or none when it is not on this machine.
    pub fn program(self) -> Option<PathBuf> {
        match self {
            NodeKind::Ours => node_program().or_else(|| skipped("toxcore-node is not built")),
            NodeKind::Reference(suite) => suite
                .daemon()
                .or_else(|| skipped(&format!("libtoxcore of {suite:?} is not unpacked: cargo xtask peers"))),
        }
    }
}

/// What a test may want different from the usual.
#[derive(Debug, Clone)]
pub struct NodeConfig {
    /// UDP port.
    pub port: u16,
    /// TCP relay ports.
    pub relay_ports: Vec<u16>,
    /// Message of the day.
    pub motd: String,
    /// Whether it looks for others on its LAN.
    pub lan_discovery: bool,
    /// Further lines of the configuration file.
    pub extra: String,
    /// Further arguments on the command line.
    pub arguments: Vec<String>,
}

impl Default for NodeConfig {
    fn default() -> Self {
        NodeConfig {
            port: 33445,
            relay_ports: vec![3389, 33445],
            motd: "a node of a test".into(),
            lan_discovery: false,
            extra: String::new(),
            arguments: Vec::new(),
        }
    }
}

/// A running node.
#[derive(Debug)]
pub struct Node {
    /// The process.
    pub process: Process,
    /// The machine that it runs on.
    pub host: Host,
    /// Its UDP port.
    pub port: u16,
    /// The first of its TCP relay ports.
    pub relay_port: u16,
    /// Its DHT public key in upper-case hexadecimal.
    pub public_key: String,
    program: PathBuf,
    arguments: Vec<String>,
    files: Scratch,
}

/// Time for a node to start: our choice; the reference takes some 10 ms.
const START: Duration = Duration::from_secs(20);

impl Node {
    /// Starts a node on its own host, bootstrapping from `others`.
    ///
    /// # Errors
    /// [`ProcessError`] when it does not come up.
    pub fn start(host: Host, program: &PathBuf, config: &NodeConfig, others: &[&Node]) -> Result<Node, ProcessError> {
        let files = Scratch::new()?;
        std::fs::write(config_file(&files), config.text(&files, others))?;
        let (process, public_key) = launch(&host, program, &files, &config.arguments)?;
        let relay_port = config.relay_ports.first().copied().unwrap_or_default();
        let (port, arguments) = (config.port, config.arguments.clone());
        Ok(Node { process, host, port, relay_port, public_key, program: program.clone(), arguments, files })
    }

    /// Stops it as an operator would, and starts it again with the same files.
    ///
    /// # Errors
    /// [`ProcessError`] when it does not stop, or does not come up.
    pub fn restart(&mut self) -> Result<(), ProcessError> {
        if self.process.terminate(START) != Some(0) {
            return Err(ProcessError::TimedOut(self.process.report()));
        }
        let (process, public_key) = launch(&self.host, &self.program, &self.files, &self.arguments)?;
        self.process = process;
        self.public_key = public_key;
        Ok(())
    }

    /// Ends it at once, as a crash does, and gives back its machine, which tells everybody who goes on sending.
    pub fn crash(self) -> Host {
        let Node { process, host, .. } = self;
        drop(process);
        host
    }

    /// Its machine goes without a word, with all that runs on it: nobody is told, and nobody answers.
    ///
    /// # Errors
    /// [`LabError`] with what the tools said.
    pub fn power_cut(self) -> Result<(), LabError> {
        self.host.run("ip link set eth0 down")
    }

    /// Its address.
    pub fn address(&self) -> Ipv4Addr {
        self.host.address()
    }
}

fn config_file(files: &Scratch) -> PathBuf {
    files.path().join("node.conf")
}

/// Starts the program and waits for its key.
fn launch(
    host: &Host,
    program: &PathBuf,
    files: &Scratch,
    arguments: &[String],
) -> Result<(Process, String), ProcessError> {
    let mut command = host.command(program);
    command.arg(format!("--config={}", config_file(files).display()));
    command.args(["--foreground", "--log-backend=stdout"]).args(arguments);
    let mut process = Process::start(&mut command)?;
    let line = process.wait_for(START, |line| line.contains("Public Key: "))?;
    let public_key = line.rsplit(' ').next().unwrap_or_default().to_owned();
    Ok((process, public_key))
}

impl NodeConfig {
    fn text(&self, files: &Scratch, others: &[&Node]) -> String {
        let ports: Vec<String> = self.relay_ports.iter().map(u16::to_string).collect();
        let others: Vec<String> = others
            .iter()
            .map(|node| {
                let (address, port, key) = (node.address(), node.port, &node.public_key);
                format!("  {{ address = \"{address}\"; port = {port}; public_key = \"{key}\" }}")
            })
            .collect();
        format!(
            "port = {}\nkeys_file_path = \"{directory}/keys\"\npid_file_path = \"{directory}/pid\"\n\
             enable_ipv6 = true\nenable_ipv4_fallback = true\nenable_lan_discovery = {}\nenable_tcp_relay = {}\n\
             tcp_relay_ports = [{}]\nenable_motd = true\nmotd = \"{}\"\n{}\nbootstrap_nodes = (\n{}\n)\n",
            self.port,
            self.lan_discovery,
            !ports.is_empty(),
            if ports.is_empty() { "1".to_owned() } else { ports.join(", ") },
            self.motd,
            self.extra,
            others.join(",\n"),
            directory = files.path().display(),
        )
    }
}

/// A network of nodes, each bootstrapping from the one before; none, with a line that says why, where they cannot run.
///
/// # Errors
/// What went wrong with a program that is here.
pub fn start_network(lab: &mut Lab, kinds: &[NodeKind]) -> Result<Option<Vec<Node>>, Box<dyn std::error::Error>> {
    start_network_with(lab, kinds, |_| NodeConfig::default())
}

/// As [`start_network`], with a configuration for each host.
///
/// # Errors
/// As [`start_network`].
pub fn start_network_with(
    lab: &mut Lab,
    kinds: &[NodeKind],
    config: impl Fn(&Host) -> NodeConfig,
) -> Result<Option<Vec<Node>>, Box<dyn std::error::Error>> {
    let mut nodes: Vec<Node> = Vec::new();
    for kind in kinds {
        let Some(program) = kind.program() else { return Ok(None) };
        let last: Vec<&Node> = nodes.last().into_iter().collect();
        let host = lab.host()?;
        let config = config(&host);
        let node = Node::start(host, &program, &config, &last)?;
        nodes.push(node);
    }
    Ok(Some(nodes))
}
