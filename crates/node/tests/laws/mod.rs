//! What holds for any bytes. The fuzz target calls this with what the fuzzer makes up, the test `corpus` with what it once
//! found. A law is broken when it panics.

use std::io;

use toxcore_node::config::{MAX_BOOTSTRAP_NODES, MAX_MOTD_LEN, MAX_TCP_RELAY_PORTS, Reading, read};
use toxcore_node::libconfig::{IncludeResolver, SyntaxError};

/// Resolver for which every name is the text itself, so that includes nest until they are refused.
struct Itself<'a>(&'a [u8]);

impl IncludeResolver for Itself<'_> {
    fn read(&mut self, name: &[u8], _limit: usize) -> io::Result<Vec<u8>> {
        if name.starts_with(b"/") { Err(io::ErrorKind::NotFound.into()) } else { Ok(self.0.to_vec()) }
    }
}

/// A configuration file is read the same way each time, and what comes out keeps its bounds.
pub(crate) fn check(text: &[u8]) {
    let read = || read("fuzz.conf", text, &mut Itself(text));
    let first = read();
    assert_eq!(first, read());
    match first {
        Ok(reading) => keeps_bounds(reading),
        Err(error) => names_a_place(&error),
    }
}

fn keeps_bounds(reading: Reading) {
    assert!(reading.notes.iter().count() > 0);
    let Ok(config) = reading.config else { return };
    assert!(config.port != 0);
    assert_eq!(config.enable_tcp_relay, !config.tcp_relay_ports.is_empty());
    assert!(config.tcp_relay_ports.len() <= MAX_TCP_RELAY_PORTS && !config.tcp_relay_ports.contains(&0));
    assert!(config.motd.len() <= MAX_MOTD_LEN && !config.motd.contains(&0));
    assert!(config.bootstrap_nodes.len() <= MAX_BOOTSTRAP_NODES);
    assert!(config.bootstrap_nodes.iter().all(|node| node.port != 0 && !node.address.is_empty()));
    assert!(config.metrics_address.is_none_or(|address| address.ip().is_loopback()));
}

fn names_a_place(error: &SyntaxError) {
    assert!(error.position.line > 0 && error.position.column > 0);
    assert!(error.to_string().contains(" - "));
}
