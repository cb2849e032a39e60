//! The ports of the TCP relay.

use super::{DEFAULT_TCP_RELAY_PORTS, Notes};
use crate::libconfig::{Document, Value};

/// Ports that a relay listens on at most. Our choice: each is a socket that is polled, and clients try only a few.
pub const MAX_TCP_RELAY_PORTS: usize = 64;

/// Reads `tcp_relay_ports`; an empty result means that nothing usable is set.
pub(super) fn read(document: &Document, notes: &mut Notes) -> Vec<u16> {
    let Some(value) = document.get("tcp_relay_ports") else {
        notes.warning("No 'tcp_relay_ports' setting in the configuration file.");
        notes.warning("Using default 'tcp_relay_ports':");
        list(&DEFAULT_TCP_RELAY_PORTS, notes);
        return DEFAULT_TCP_RELAY_PORTS.into();
    };
    let Value::Array(elements) = value else {
        notes.error("'tcp_relay_ports' setting should be an array. Array syntax: 'setting = [value1, value2, ...]'.");
        return Vec::new();
    };
    if elements.is_empty() {
        notes.error("'tcp_relay_ports' is empty.");
    }
    let mut ports = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        match element.as_int() {
            _ if ports.len() >= MAX_TCP_RELAY_PORTS => {
                notes.warning(format_args!("Port #{index}: More than {MAX_TCP_RELAY_PORTS} ports. Skipping the rest."));
                break;
            }
            None => notes.warning(format_args!("Port #{index}: Not a number. Skipping.")),
            Some(number) => match port(number) {
                Some(port) => ports.push(port),
                None => notes
                    .warning(format_args!("Port #{index}: Invalid port: {number}, should be in [1, 65535]. Skipping.")),
            },
        }
    }
    ports
}

/// Writes the ports as the reference lists them.
pub(super) fn list(ports: &[u16], notes: &mut Notes) {
    for (index, port) in ports.iter().enumerate() {
        notes.info(format_args!("Port #{index}: {port}"));
    }
}

/// The number as a port; 0 is none.
pub(super) fn port(number: i64) -> Option<u16> {
    u16::try_from(number).ok().filter(|port| *port != 0)
}
