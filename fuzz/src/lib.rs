//! What the fuzz targets check: the laws that the tests of the crates check as well.

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
