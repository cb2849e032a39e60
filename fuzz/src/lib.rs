//! What the fuzz targets check: the laws that the tests of the crates check as well.

#[path = "../../crates/dht/tests/laws/mod.rs"]
mod dht_laws;
#[path = "../../crates/node/tests/laws/mod.rs"]
mod node_laws;
#[path = "../../crates/wire/tests/laws/mod.rs"]
mod wire_laws;

/// Checks the law of a target that starts with `wire_`.
pub fn wire(target: &str, data: &[u8]) {
    wire_laws::check(target, data);
}

/// Checks that a configuration file is read or refused.
pub fn node_config(data: &[u8]) {
    node_laws::check(data);
}

/// Checks that the DHT survives a script of datagrams, answers and time.
pub fn dht_machine(script: &[u8]) {
    dht_laws::check(script);
}
