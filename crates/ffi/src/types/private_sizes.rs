//! Sizes of `tox_private.h`, as macros and as functions.

/// Bytes of the text of an address of a DHT node, at most, with the NUL at its end.
pub const TOX_DHT_NODE_IP_STRING_SIZE: u32 = 96;
/// Bytes of the DHT key of a node.
pub const TOX_DHT_NODE_PUBLIC_KEY_SIZE: u32 = 32;
/// Bytes of the text of an address of a peer of a group, at most.
pub const TOX_GROUP_PEER_IP_STRING_MAX_LENGTH: u32 = 96;

/// @return `TOX_DHT_NODE_IP_STRING_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_dht_node_ip_string_size() -> u32 {
    TOX_DHT_NODE_IP_STRING_SIZE
}

/// @return `TOX_DHT_NODE_PUBLIC_KEY_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_dht_node_public_key_size() -> u32 {
    TOX_DHT_NODE_PUBLIC_KEY_SIZE
}

/// @return `TOX_GROUP_PEER_IP_STRING_MAX_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_peer_ip_string_max_length() -> u32 {
    TOX_GROUP_PEER_IP_STRING_MAX_LENGTH
}
