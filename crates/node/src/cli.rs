//! The command line.
//!
//! The reference reads its options with `getopt_long`, and scripts rely on its ways: long names may be shortened, a
//! value follows after `=` or as the next argument, other arguments are ignored, the last of two values counts, and
//! `--help` and `--version` act when they are met. This is why the options are read by hand here.

mod options;
mod text;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use thiserror::Error;
use toxcore_crypto::DhtPublicKey;

pub use text::{HELP, version};

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Be a node.
    Run(RunOptions),
    /// Ask another node whether it serves.
    Check(CheckOptions),
    /// Print [`HELP`].
    Help,
    /// Print [`version`].
    Version,
}

/// How to run a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOptions {
    /// Configuration file.
    pub config: PathBuf,
    /// Stay in the foreground.
    pub foreground: bool,
    /// Where the log goes.
    pub log_backend: LogBackend,
    /// Log every step.
    pub trace: bool,
    /// Where to serve metrics; wins over the configuration file.
    pub metrics_address: Option<SocketAddr>,
}

/// Where the log goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogBackend {
    /// The system's log, facility `daemon`.
    #[default]
    Syslog,
    /// Information to standard output, warnings and errors to standard error.
    Stdout,
}

/// Which node to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOptions {
    /// Address or name.
    pub host: String,
    /// UDP port.
    pub port: u16,
    /// Its public key.
    pub public_key: DhtPublicKey,
}

/// A command line that says nothing to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CliError {
    /// Not an option.
    #[error("unrecognized option '{0}'")]
    Unknown(String),
    /// The beginning of several options.
    #[error("option '{0}' is ambiguous")]
    Ambiguous(String),
    /// An option at the end that wants something after it.
    #[error("option '--{0}' requires {1}")]
    MissingValue(&'static str, &'static str),
    /// A value for an option that takes none.
    #[error("option '--{0}' doesn't allow an argument")]
    UnwantedValue(&'static str),
    /// A value that the option does not know.
    #[error("invalid value for option '--{0}': {1}")]
    InvalidValue(&'static str, String),
    /// No `--config`.
    #[error("the option '--config' is required")]
    NoConfig,
    /// No arguments at all.
    #[error("no options are given")]
    NoArguments,
}

/// Reads the arguments without the program's name.
///
/// # Errors
/// [`CliError`] for the first argument that cannot be followed.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, CliError> {
    options::parse(&mut arguments.into_iter())
}

#[cfg(test)]
mod tests;
