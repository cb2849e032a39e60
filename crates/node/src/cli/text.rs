//! What the command line prints.

use crate::info::VERSION_NUMBER;

/// Explanation of all options.
pub const HELP: &str = "\
Usage: toxcore-node --config=FILE [OPTION]...
       toxcore-node --check HOST PORT KEY

A bootstrap node and TCP relay for the Tox network. Reads the configuration
files of tox-bootstrapd.

Options:
  --config=FILE          configuration file (required); an empty one means all
                         defaults
  --foreground           do not go to the background, do not use the PID file
  --log-backend=BACKEND  where the log goes:
                           syslog  the system's log (default)
                           stdout  standard output; warnings and errors go to
                                   standard error
  --trace                log every datagram and connection
  --metrics=ADDRESS      serve metrics for Prometheus at this loopback address
                         with port, such as 127.0.0.1:9101
  --check HOST PORT KEY  ask the node with this address, UDP port and public
                         key for version and message of the day, for nodes and
                         for a TCP relay; exit 0 if it serves, 1 if not
  --help                 print this text
  --version              print the version number of the node
";

/// The line that `--version` prints.
#[must_use]
pub fn version() -> String {
    format!("Version: {VERSION_NUMBER}\n")
}
