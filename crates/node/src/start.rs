//! The program from its arguments to its exit code.
//!
//! Order, lines and exit codes are those of the reference's daemon (protocol: bootstrap daemon, section 4), so that scripts
//! which wait for a line or read a code find what they know.

mod background;
mod say;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use toxcore_crypto::{DhtKeyPair, KeyPair};
use toxcore_dht::{BootstrapInfo, LanDiscovery};
use toxcore_net::{IpMode, PortRange, UdpConfig, process};
use toxcore_relay::ServerConfig;
use toxcore_sansio::{Rng, Seed};
use tracing::{error, info, warn};

use crate::check;
use crate::cli::{self, CheckOptions, Command, HELP, LogBackend, RunOptions};
use crate::config::{self, Config};
use crate::driver::{self, Driver, DriverConfig, OpenError, Opened};
use crate::info::VERSION_NUMBER;
use crate::keys::{self, Origin};
use crate::log::{self, Detail};
use crate::machine::{Node, NodeConfig};

use background::Side;

/// New files are for their owner alone, as the reference's are.
const UMASK: u16 = 0o077;

/// Does what `arguments` (without the program's name) say.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match cli::parse(arguments) {
        Ok(Command::Run(options)) => run(&options),
        Ok(Command::Check(options)) => check(&options),
        Ok(Command::Help) => print(HELP),
        Ok(Command::Version) => print(&cli::version()),
        Err(error) => {
            complain(format_args!("{error}\n\n{HELP}"));
            ExitCode::FAILURE
        }
    }
}

fn check(options: &CheckOptions) -> ExitCode {
    match check::check(options) {
        Ok(report) => {
            let code = if report.serves() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            print(&format!("{report}\n"));
            code
        }
        Err(error) => {
            complain(format_args!("{error}\n"));
            ExitCode::FAILURE
        }
    }
}

/// A node that has said why it cannot go on.
#[derive(Clone, Copy)]
struct Stop;

fn run(options: &RunOptions) -> ExitCode {
    process::set_umask(UMASK);
    log::install(options.log_backend, if options.trace { Detail::Trace } else { Detail::Normal });
    info!("Running \"toxcore-node\" version {VERSION_NUMBER}.");
    let Ok(config) = configure(options) else { return ExitCode::FAILURE };
    if !options.foreground {
        match background::enter(&config.pid_file_path, options.log_backend) {
            Ok(Side::Parent) => return ExitCode::SUCCESS,
            Ok(Side::Child) => {}
            Err(Stop) => return ExitCode::FAILURE,
        }
    }
    match serve(&config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop) => ExitCode::FAILURE,
    }
}

/// Reads the configuration and says what it says.
fn configure(options: &RunOptions) -> Result<Config, Stop> {
    let reading = config::read_file(&options.config).map_err(|error| {
        fatal(options.log_backend, format_args!("{error}"));
        fatal(options.log_backend, format_args!("Couldn't read config file: {}. Exiting.", options.config.display()))
    })?;
    say::notes(&reading.notes);
    info!("General config read successfully");
    let config = reading.config.map_err(|error| fatal(options.log_backend, format_args!("{error}. Exiting.")))?;
    say::notes(&reading.bootstrap_notes);
    Ok(Config { metrics_address: options.metrics_address.or(config.metrics_address), ..config })
}

/// Is a node until a signal ends it.
fn serve(config: &Config) -> Result<(), Stop> {
    if config.enable_motd {
        info!("Set MOTD successfully.");
    }
    let seed = seed()?;
    let keys = keys(&config.keys_file_path, &seed)?;
    let public_key = keys.public;
    let relay = config.enable_tcp_relay.then(|| relay_limits(driver::raise_open_file_limit()));
    let node = |opened: Opened| {
        Node::new(NodeConfig { relay, ..node_config(config, keys, opened.ipv6) }, opened.now, &seed.derive("node"))
    };
    let mut driver = Driver::open(&driver_config(config), node).map_err(|error| cannot_open(&error))?;
    if config.enable_tcp_relay {
        info!("Initialized Tox TCP server successfully.");
    }
    if let Some(address) = driver.metrics_addr() {
        info!("Serving metrics at http://{address}/metrics.");
    }
    say::bootstrap_nodes(&config.bootstrap_nodes);
    info!("Public Key: {}", public_key.to_hex().to_uppercase());
    if config.enable_lan_discovery {
        info!("Initialized LAN discovery successfully.");
    }
    match driver.run() {
        Ok(signal) => {
            info!("Received {} ({}) signal. Exiting.", signal.name(), signal.number());
            Ok(())
        }
        Err(error) => {
            error!("{error}. Exiting.");
            Err(Stop)
        }
    }
}

/// Randomness for the whole run.
fn seed() -> Result<Seed, Stop> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| {
        error!("No random bytes from the operating system. Exiting.");
        Stop
    })?;
    let seed = Seed::new(bytes);
    toxcore_crypto::wipe(&mut bytes);
    Ok(seed)
}

fn keys(path: &Path, seed: &Seed) -> Result<DhtKeyPair, Stop> {
    let fresh = || KeyPair::from_secret_bytes(Rng::new(&seed.derive("keys")).secret_bytes());
    match keys::load_or_create(path, fresh) {
        Ok((keys, origin)) => {
            if origin == Origin::ReadFromOpenFile {
                warn!("Others than the owner can read {}: chmod 600 it.", path.display());
            }
            info!("Keys are managed successfully.");
            Ok(keys)
        }
        Err(error) => {
            error!("{}: {error}", path.display());
            error!("Couldn't read/write: {}. Exiting.", path.display());
            Err(Stop)
        }
    }
}

fn node_config(config: &Config, keys: DhtKeyPair, ipv6: bool) -> NodeConfig {
    let lan_discovery =
        if config.enable_lan_discovery { LanDiscovery::Node { port: config.port } } else { LanDiscovery::Off };
    let info = BootstrapInfo { version: VERSION_NUMBER, motd: config.motd.clone() };
    NodeConfig { ipv6, lan_discovery, bootstrap_info: config.enable_motd.then_some(info), ..NodeConfig::new(keys) }
}

/// As many links as there are descriptors for, so that the relay refuses a client before the system does.
fn relay_limits(open_files: u64) -> ServerConfig {
    let mut limits = ServerConfig::default();
    let descriptors = usize::try_from(open_files).unwrap_or(usize::MAX).saturating_sub(OTHER_DESCRIPTORS);
    limits.max_links = limits.max_links.min(descriptors);
    limits
}

fn driver_config(config: &Config) -> DriverConfig {
    let ip = match (config.enable_ipv6, config.enable_ipv4_fallback) {
        (false, _) => IpMode::V4Only,
        (true, false) => IpMode::DualStack,
        (true, true) => IpMode::DualStackOrV4,
    };
    let ports = PortRange::new(config.port, config.port);
    let bootstrap = config.bootstrap_nodes.iter().map(|node| driver::BootstrapNode {
        host: node.address.clone(),
        port: node.port,
        key: node.public_key,
    });
    DriverConfig {
        udp: UdpConfig { ip, ports, buffer_bytes: UDP_BUFFER, ..UdpConfig::default() },
        relay_ports: config.tcp_relay_ports.clone(),
        relay_ip: ip,
        metrics: config.metrics_address,
        bootstrap: bootstrap.collect(),
    }
}

fn cannot_open(error: &OpenError) -> Stop {
    match error {
        OpenError::Relay(_) => error!("Couldn't initialize Tox TCP server: {error}. Exiting."),
        _ => error!("Couldn't initialize networking: {error}. Exiting."),
    }
    Stop
}

/// Logs why the program ends. Before it has left the terminal the operator waits there, and the system's log may be
/// out of sight.
fn fatal(backend: LogBackend, why: std::fmt::Arguments<'_>) -> Stop {
    error!("{why}");
    if backend == LogBackend::Syslog {
        complain(format_args!("{why}\n"));
    }
    Stop
}

/// Writes to standard output. Whoever closed it does not want to know.
fn print(text: &str) -> ExitCode {
    let _ = io::stdout().lock().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// Writes to standard error.
fn complain(text: std::fmt::Arguments<'_>) {
    let _ = io::stderr().lock().write_fmt(format_args!("toxcore-node: {text}"));
}

/// Descriptors kept for everything that is no client: sockets, poll, log, key and configuration files, name resolution.
const OTHER_DESCRIPTORS: usize = 64;
/// Bytes asked for in the buffers of the UDP socket; Linux counts each small datagram as 768 of them. Our choice: on a busy
/// machine a node may wait 100 ms for its turn, in which a flood of 100,000 datagrams a second must not push out those of
/// its clients. Operators can raise `net.core.rmem_max`; a service without CAP_NET_ADMIN gets no more than that.
const UDP_BUFFER: usize = 8 * 1024 * 1024;
