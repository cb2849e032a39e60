//! What holds for any bytes, one function per family of packets.
//!
//! The fuzz targets call these with what the fuzzer makes up, the test `corpus` with what it once found and with random
//! bytes. A law is broken when it panics.

mod addresses;
mod announces;
mod dht;
mod discovery;
mod forwarding;
mod routed;
mod storage;

use toxcore_wire::{Encode, ParseError};

/// Checks a law on these bytes.
pub(crate) type Law = fn(&[u8]);

/// Every law, by the name of its fuzz target and corpus.
pub(crate) const LAWS: &[(&str, Law)] = &[
    ("wire_addresses", addresses::check),
    ("wire_announces", announces::check),
    ("wire_dht", dht::check),
    ("wire_discovery", discovery::check),
    ("wire_forwarding", forwarding::check),
    ("wire_routed", routed::check),
    ("wire_storage", storage::check),
];

/// Runs the law of one target.
pub(crate) fn check(target: &str, data: &[u8]) {
    let law = LAWS.iter().find(|(name, _)| *name == target);
    law.expect("every target has a law").1(data);
}

/// A format with one encoding for each value: what parses encodes to the same bytes.
fn exact<T: Encode>(data: &[u8], parsed: Result<T, ParseError>) {
    if let Ok(value) = parsed {
        assert_eq!(value.encoded_len(), data.len());
        assert_eq!(value.to_vec(), data);
    }
}
