//! What holds for any bytes, one function per family of packets.
//!
//! The fuzz targets call these with what the fuzzer makes up, the test `corpus` with what it once found and with random
//! bytes. A law is broken when it panics.

mod addresses;
mod announces;
mod conference;
mod dht;
mod discovery;
mod forwarding;
mod friend;
mod group_handshake;
mod group_invites;
mod group_lists;
mod group_packets;
mod messenger;
mod net_crypto;
mod onion;
mod relay;
mod routed;
mod saved_groups;
mod savedata;
mod storage;

use std::sync::LazyLock;

use toxcore_crypto::{CombinedKey, EphemeralKeyPair, MAC_LEN, Nonce, SymmetricKey};
use toxcore_wire::{Encode, ParseError};

/// Checks a law on these bytes.
pub(crate) type Law = fn(&[u8]);

/// Every law, by the name of its fuzz target and corpus.
pub(crate) const LAWS: &[(&str, Law)] = &[
    ("wire_addresses", addresses::check),
    ("wire_announces", announces::check),
    ("wire_conference", conference::check),
    ("wire_dht", dht::check),
    ("wire_discovery", discovery::check),
    ("wire_forwarding", forwarding::check),
    ("wire_friend", friend::check),
    ("wire_group_handshake", group_handshake::check),
    ("wire_group_invites", group_invites::check),
    ("wire_group_lists", group_lists::check),
    ("wire_group_packets", group_packets::check),
    ("wire_messenger", messenger::check),
    ("wire_net_crypto", net_crypto::check),
    ("wire_onion", onion::check),
    ("wire_relay", relay::check),
    ("wire_routed", routed::check),
    ("wire_saved_groups", saved_groups::check),
    ("wire_savedata", savedata::check),
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

/// The nonce of all boxes that laws make.
const ZERO_NONCE: Nonce = Nonce::from_bytes([0; Nonce::LEN]);

/// The key of all boxes that laws make.
fn combined_key() -> &'static CombinedKey {
    static KEY: LazyLock<CombinedKey> = LazyLock::new(|| {
        let [own, peer] = [1, 2].map(|byte| EphemeralKeyPair::from_secret_bytes([byte; 32]));
        CombinedKey::new(&own.secret, &peer.public).expect("no key of low order")
    });
    &KEY
}

/// The key of all boxes for ourselves that laws make.
fn symmetric_key() -> &'static SymmetricKey {
    static KEY: LazyLock<SymmetricKey> = LazyLock::new(|| SymmetricKey::from_bytes([9; SymmetricKey::LEN]));
    &KEY
}

/// A box whose plaintext is `data`: so a law gets behind the encryption. Without data a box that does not open.
fn boxed(data: &[u8]) -> Vec<u8> {
    let mut sealed = [&[0; MAC_LEN], data].concat();
    let _ = combined_key().seal_in_place(&ZERO_NONCE, &mut sealed);
    sealed
}

/// As [`boxed`], for ourselves.
fn secret_boxed(data: &[u8]) -> Vec<u8> {
    let mut sealed = [&[0; MAC_LEN], data].concat();
    let _ = symmetric_key().seal_in_place(&ZERO_NONCE, &mut sealed);
    sealed
}
