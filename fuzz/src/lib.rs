//! What the fuzz targets check: the laws that the tests of the crates check as well.

#[path = "../../crates/wire/tests/laws/mod.rs"]
mod wire_laws;

/// Checks the law of a target that starts with `wire_`.
pub fn wire(target: &str, data: &[u8]) {
    wire_laws::check(target, data);
}
