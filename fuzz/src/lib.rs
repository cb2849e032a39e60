//! What the fuzz targets check: the laws that the tests of the crates check as well.

#[path = "../../crates/conference/tests/laws/mod.rs"]
mod conference_laws;
#[path = "../../crates/dht/tests/laws/mod.rs"]
mod dht_laws;
#[path = "../../crates/ffi/tests/laws/mod.rs"]
mod ffi_laws;
#[path = "../../crates/messenger/tests/file_laws/mod.rs"]
mod file_laws;
#[path = "../../crates/friend/tests/laws/mod.rs"]
mod friend_laws;
#[path = "../../crates/group/tests/groups_laws/mod.rs"]
mod group_machine_laws;
#[path = "../../crates/group/tests/mesh_laws/mod.rs"]
mod group_mesh_laws;
#[path = "../../crates/group/tests/rules_laws/mod.rs"]
mod group_rules_laws;
#[path = "../../crates/messenger/tests/laws/mod.rs"]
mod messenger_laws;
#[path = "../../crates/net-crypto/tests/laws/mod.rs"]
mod net_crypto_laws;
#[path = "../../crates/node/tests/laws/mod.rs"]
mod node_laws;
#[path = "../../crates/node/tests/machine_laws/mod.rs"]
mod node_machine_laws;
#[path = "../../crates/onion/tests/client_laws/mod.rs"]
mod onion_client_laws;
#[path = "../../crates/onion/tests/laws/mod.rs"]
mod onion_laws;
#[path = "../../crates/relay/tests/laws/mod.rs"]
mod relay_laws;
#[path = "../../crates/relay/tests/pool_laws/mod.rs"]
mod relay_pool_laws;
#[path = "../../crates/relay/tests/pools_laws/mod.rs"]
mod relay_pools_laws;
#[path = "../../crates/toxcore/tests/laws/mod.rs"]
mod tox_laws;
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

/// Checks that the onion node survives a script of datagrams and time.
pub fn onion_node(script: &[u8]) {
    onion_laws::check(script);
}

/// Checks that the onion client survives a script of nodes, friends, strangers and time.
pub fn onion_client(script: &[u8]) {
    onion_client_laws::check(script);
}

/// Checks that the relay survives a script of streams, frames and time.
pub fn relay_server(script: &[u8]) {
    relay_laws::check(script);
}

/// Checks that the pool of a client's relays survives a script of relays, proxies, peers and time.
pub fn relay_pool(script: &[u8]) {
    relay_pool_laws::check(script);
}

/// Checks that the pools of several identities survive a script of identities, relays, peers and time.
pub fn relay_pools(script: &[u8]) {
    relay_pools_laws::check(script);
}

/// Checks that the answer of a proxy is read the same in any pieces.
pub fn relay_proxy(answer: &[u8]) {
    relay_pool_laws::check_proxy(answer);
}

/// Checks that a whole node survives a script of datagrams, streams and time.
pub fn node_machine(script: &[u8]) {
    node_machine_laws::check(script);
}

/// Checks that conferences survive a script of members who keep to no rule.
pub fn conference_machine(script: &[u8]) {
    conference_laws::check(script);
}

/// Checks that the sessions of two members survive a script of what a network and a third member do.
pub fn group_mesh(script: &[u8]) {
    group_mesh_laws::check(script);
}

/// Checks that programs in a group survive a script of packets, strangers, users, relays and time.
pub fn group_machine(script: &[u8]) {
    group_machine_laws::check(script);
}

/// Checks that the rules of a group hold against a script of members who keep to none.
pub fn group_rules(script: &[u8]) {
    group_rules_laws::check(script);
}

/// Checks that groups of a save file are gone on with or refused, and saved again as they are.
pub fn group_saved(section: &[u8]) {
    group_rules_laws::check_saved(section);
}

/// Checks that friend connections survive a script of facts, packets and time.
pub fn friend_machine(script: &[u8]) {
    friend_laws::check(script);
}

/// Checks that the files of two friends arrive as they are whatever the friends do, and that packets that are none do no harm.
pub fn messenger_files(script: &[u8]) {
    file_laws::check(script);
}

/// Checks that two messengers survive a script of what friends do, and of packets that are none.
pub fn messenger_machine(script: &[u8]) {
    messenger_laws::check(script);
}

/// Checks that two friends and a node survive a script of what happens to their network, and of what they do.
pub fn tox_machine(script: &[u8]) {
    tox_laws::check(script);
}

/// Checks that net-crypto survives a script of packets by friends who keep to no rule.
pub fn net_crypto_machine(script: &[u8]) {
    net_crypto_laws::machine(script);
}

/// Checks that two machines of net-crypto survive a script of what a network does to their packets.
pub fn net_crypto_session(script: &[u8]) {
    net_crypto_laws::session(script);
}

/// Checks that a list of events is read and written the same way, or refused.
pub fn ffi_events(data: &[u8]) {
    ffi_laws::events(data);
}

/// Checks that encrypted files are opened by their key alone.
pub fn ffi_container(data: &[u8]) {
    ffi_laws::container(data);
}
