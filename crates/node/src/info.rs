//! What a node tells about itself.

use toxcore_wire::bootstrap_info::daemon_version;

/// Version of this program as text.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Version as the number that bootstrap info carries and `--version` prints.
///
/// 1000000000 + major * 1000000 + minor * 1000 + patch of *this* program. Protocol: bootstrap daemon, section 1. It does
/// not claim to be a release of the reference; the protocol has no field for the program's name.
pub const VERSION_NUMBER: u32 = daemon_version(
    number(env!("CARGO_PKG_VERSION_MAJOR")),
    number(env!("CARGO_PKG_VERSION_MINOR")),
    number(env!("CARGO_PKG_VERSION_PATCH")),
);

/// Decimal number in a text of digits, at compile time.
const fn number(text: &str) -> u32 {
    let mut digits = text.as_bytes();
    let mut number = 0;
    while let [digit, rest @ ..] = digits {
        number = number * 10 + (*digit - b'0') as u32;
        digits = rest;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_built_from_the_version() {
        let parts: Vec<u32> = VERSION.split('.').map(|part| part.parse().unwrap()).collect();
        assert_eq!(VERSION_NUMBER, 1_000_000_000 + parts[0] * 1_000_000 + parts[1] * 1_000 + parts[2]);
    }
}
