//! Going to the background.

use std::fs::OpenOptions;
use std::path::Path;

use toxcore_net::process::{self, Forked, StandardStreams};
use tracing::{error, info, warn};

use super::{Stop, fatal};
use crate::cli::LogBackend;
use crate::pidfile;

/// Which process goes on.
pub(super) enum Side {
    /// The one that was started; its work is done.
    Parent,
    /// The node.
    Child,
}

/// Splits the process. The parent writes the PID file; the child leaves the terminal and works in `/`.
pub(super) fn enter(pid_file: &Path, backend: LogBackend) -> Result<Side, Stop> {
    let shown = pid_file.display();
    if pid_file.exists() {
        warn!("Another instance of the daemon is already running, PID file {shown} exists.");
    }
    let cannot_write = || fatal(backend, format_args!("Couldn't open the PID file for writing: {shown}. Exiting."));
    OpenOptions::new().append(true).create(true).open(pid_file).map_err(|_| cannot_write())?;
    match process::fork() {
        Ok(Forked::Parent(child)) => {
            pidfile::record(pid_file, child).map_err(|_| cannot_write())?;
            info!("Forked successfully: PID: {child}.");
            Ok(Side::Parent)
        }
        Ok(Forked::Child) => {
            let streams = match backend {
                LogBackend::Syslog => StandardStreams::Discard,
                LogBackend::Stdout => StandardStreams::Keep,
            };
            process::detach(streams).map_err(|error| {
                error!("Couldn't leave the terminal: {error}. Exiting.");
                Stop
            })?;
            Ok(Side::Child)
        }
        Err(error) => Err(fatal(backend, format_args!("Forking failed: {error}. Exiting."))),
    }
}
