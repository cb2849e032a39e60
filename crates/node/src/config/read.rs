//! Settings of a file to a [`Config`], with the reference's messages.

use std::ffi::OsString;
use std::fmt::Display;
use std::net::SocketAddr;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{Config, MAX_MOTD_LEN, Notes, bootstrap, ports};
use crate::libconfig::{Document, IncludeResolver, SyntaxError, Value, parse};

/// Keys of the outermost group, the reference's and our own.
const KEYS: [&str; 12] = [
    "port",
    "keys_file_path",
    "pid_file_path",
    "enable_ipv6",
    "enable_ipv4_fallback",
    "enable_lan_discovery",
    "enable_tcp_relay",
    "tcp_relay_ports",
    "enable_motd",
    "motd",
    "bootstrap_nodes",
    "metrics_address",
];
/// Keys of a group in `bootstrap_nodes`.
const NODE_KEYS: [&str; 3] = ["address", "port", "public_key"];

/// What a file says, and what to tell the operator about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The settings, or why a node cannot start with them.
    pub config: Result<Config, ConfigError>,
    /// Lines about the general settings.
    pub notes: Notes,
    /// Lines about `bootstrap_nodes`; the reference prints them later, when it asks the nodes.
    pub bootstrap_notes: Notes,
}

/// Settings that a node cannot start with.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// `port` is none.
    #[error("Invalid port: {0}, should be in [1, 65535]")]
    Port(i64),
    /// The relay is on and no port is left for it.
    #[error("No TCP relay ports read")]
    NoRelayPorts,
    /// `metrics_address` is no loopback address with a port.
    #[error("Invalid 'metrics_address': {0}, should be a loopback address with a port, such as 127.0.0.1:9101")]
    MetricsAddress(String),
}

/// Reads the file `name` with the given content.
///
/// # Errors
/// [`SyntaxError`] if the text is not in the language of such files. Settings that cannot serve are no such error:
/// they are in [`Reading::config`].
pub fn read(name: &str, bytes: &[u8], resolver: &mut dyn IncludeResolver) -> Result<Reading, SyntaxError> {
    let document = parse(name, bytes, resolver)?;
    let mut reader = Reader { document: &document, notes: Notes::default() };
    let (config, port, metrics) = reader.config();
    let mut notes = reader.notes;
    say(&config, port, &mut notes);
    warn_unknown(&document, &mut notes);
    let mut bootstrap_notes = Notes::default();
    let bootstrap_nodes = bootstrap::read(&document, &mut bootstrap_notes);
    let config = checked(Config { bootstrap_nodes, ..config }, port, metrics);
    Ok(Reading { config, notes, bootstrap_notes })
}

/// Takes settings out of a document and notes what is missing.
struct Reader<'a> {
    document: &'a Document,
    notes: Notes,
}

impl Reader<'_> {
    /// The settings in the order in which the reference looks for them; port and metrics address are still unchecked.
    fn config(&mut self) -> (Config, i64, Option<Vec<u8>>) {
        let Config { port, keys_file_path, pid_file_path, motd, .. } = Config::default();
        let port = self.get("port", int32, i64::from(port));
        let pid_file_path = self.path("pid_file_path", &pid_file_path);
        let keys_file_path = self.path("keys_file_path", &keys_file_path);
        let enable_ipv6 = self.switch("enable_ipv6");
        let enable_ipv4_fallback = self.switch("enable_ipv4_fallback");
        let enable_lan_discovery = self.switch("enable_lan_discovery");
        let enable_tcp_relay = self.switch("enable_tcp_relay");
        let tcp_relay_ports = if enable_tcp_relay { ports::read(self.document, &mut self.notes) } else { Vec::new() };
        let enable_motd = self.switch("enable_motd");
        let motd = if enable_motd { self.motd(&motd) } else { Vec::new() };
        let metrics = self.document.get("metrics_address").map(|value| text(value).unwrap_or_default());
        let config = Config {
            keys_file_path,
            pid_file_path,
            enable_ipv6,
            enable_ipv4_fallback,
            enable_lan_discovery,
            enable_tcp_relay,
            tcp_relay_ports,
            enable_motd,
            motd,
            ..Config::default()
        };
        (config, port, metrics)
    }

    /// The value of `name`, or the default with a warning.
    fn get<T: Display>(&mut self, name: &str, convert: impl Fn(&Value) -> Option<T>, default: T) -> T {
        let value = self.document.get(name);
        if let Some(value) = value.and_then(convert) {
            return value;
        }
        self.notes.warning(format_args!("No '{name}' setting in configuration file."));
        self.notes.warning(format_args!("Using default '{name}': {default}"));
        default
    }

    fn switch(&mut self, name: &str) -> bool {
        self.get(name, Value::as_bool, true)
    }

    fn path(&mut self, name: &str, default: &Path) -> PathBuf {
        let found = self.document.get(name).and_then(text);
        match found {
            Some(bytes) => PathBuf::from(OsString::from_vec(bytes)),
            None => PathBuf::from(self.get(name, |_| None, default.display().to_string())),
        }
    }

    /// The message of the day, cut to its limit.
    fn motd(&mut self, default: &[u8]) -> Vec<u8> {
        let Some(motd) = self.document.get("motd").and_then(text) else {
            return self.get("motd", |_| None, String::from_utf8_lossy(default).into_owned()).into_bytes();
        };
        let cut = cut_motd(&motd);
        if cut.len() < motd.len() {
            self.notes.warning(format_args!(
                "'motd' is {} bytes long, only the first {} are sent.",
                motd.len(),
                cut.len()
            ));
        }
        cut.to_vec()
    }
}

/// The beginning of a message of the day that fits. A text in UTF-8 is cut between characters; one that is not is cut
/// at the byte, like the reference does with all.
fn cut_motd(motd: &[u8]) -> &[u8] {
    if motd.len() <= MAX_MOTD_LEN {
        return motd;
    }
    let boundary = std::str::from_utf8(motd)
        .ok()
        .and_then(|text| (0..=MAX_MOTD_LEN).rev().find(|len| text.is_char_boundary(*len)))
        .unwrap_or(MAX_MOTD_LEN);
    motd.get(..boundary).unwrap_or_default()
}

/// An integer of 32 bits, also when it was written with a suffix: what libconfig gives for a plain integer.
fn int32(value: &Value) -> Option<i64> {
    value.as_int().filter(|number| i32::try_from(*number).is_ok())
}

/// A string up to its first zero byte, where it ends for the reference.
fn text(value: &Value) -> Option<Vec<u8>> {
    let text = value.as_text()?;
    Some(text.split(|byte| *byte == 0).next().unwrap_or_default().to_vec())
}

/// Writes the settings as the reference does after reading.
fn say(config: &Config, port: i64, notes: &mut Notes) {
    notes.info("Successfully read:");
    notes.info(format_args!("'pid_file_path': {}", config.pid_file_path.display()));
    notes.info(format_args!("'keys_file_path': {}", config.keys_file_path.display()));
    notes.info(format_args!("'port': {port}"));
    notes.info(format_args!("'enable_ipv6': {}", config.enable_ipv6));
    notes.info(format_args!("'enable_ipv4_fallback': {}", config.enable_ipv4_fallback));
    notes.info(format_args!("'enable_lan_discovery': {}", config.enable_lan_discovery));
    notes.info(format_args!("'enable_tcp_relay': {}", config.enable_tcp_relay));
    if config.enable_tcp_relay {
        if config.tcp_relay_ports.is_empty() {
            notes.error("No TCP ports could be read.");
        } else {
            notes.info(format_args!("Read {} TCP ports:", config.tcp_relay_ports.len()));
            ports::list(&config.tcp_relay_ports, notes);
        }
    }
    notes.info(format_args!("'enable_motd': {}", config.enable_motd));
    if config.enable_motd {
        notes.info(format_args!("'motd': {}", String::from_utf8_lossy(&config.motd)));
    }
}

/// Names what nobody will read: a misspelt key would otherwise pass in silence.
fn warn_unknown(document: &Document, notes: &mut Notes) {
    let unknown = |known: &'static [&'static str], settings: &[crate::libconfig::Setting], notes: &mut Notes| {
        for setting in settings.iter().filter(|setting| !known.contains(&setting.name.as_str())) {
            notes.warning(format_args!("{} - unknown setting '{}' is ignored", setting.position, setting.name));
        }
    };
    unknown(&KEYS, &document.settings, notes);
    let nodes = document.get("bootstrap_nodes").and_then(Value::elements).unwrap_or_default();
    for group in nodes.iter().filter_map(Value::as_group) {
        unknown(&NODE_KEYS, group, notes);
    }
}

/// Checks what a node cannot start without.
fn checked(config: Config, port: i64, metrics: Option<Vec<u8>>) -> Result<Config, ConfigError> {
    let port = ports::port(port).ok_or(ConfigError::Port(port))?;
    if config.enable_tcp_relay && config.tcp_relay_ports.is_empty() {
        return Err(ConfigError::NoRelayPorts);
    }
    let metrics_address = metrics.map(|text| metrics_address(&String::from_utf8_lossy(&text))).transpose()?;
    Ok(Config { port, metrics_address, ..config })
}

/// Reads an address for metrics: only this machine may read them, because they tell who uses the node how much.
pub(crate) fn metrics_address(text: &str) -> Result<SocketAddr, ConfigError> {
    let address: Option<SocketAddr> = text.parse().ok();
    address.filter(|address| address.ip().is_loopback()).ok_or_else(|| ConfigError::MetricsAddress(text.to_owned()))
}
