//! Seeds of the targets whose bytes are a script; the laws of each crate say what the bytes mean.

use toxcore_crypto::DhtKeyPair;

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    [
        net_crypto(),
        relay(),
        pool(),
        proxy(),
        onion(),
        onion_client(),
        pools(),
        node(),
        friend(),
        messenger(),
        conference(),
        files(),
        tox(),
    ]
    .concat()
}

/// Two clients come, from other sources.
const TWO_CLIENTS: &[u8] = &[0, 1, 2, 255, 0, 5, 255, 1, 0, 2, 2, 255, 1, 5, 255, 0];
/// The first sends long frames to the second, who reads none.
const FULL_QUEUE: &[u8] = &[6, 0, 16, 63, 160, 6, 0, 16, 63, 160, 6, 0, 16, 63, 160];

fn relay() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("relay_server", name, parts.concat());
    let second = *DhtKeyPair::from_secret_bytes([2; 32]).public.as_bytes();
    vec![
        seed("two_clients", &[TWO_CLIENTS, &[6, 0, 16, 3, 20, 7, 1, 255]]),
        seed("slow_reader", &[TWO_CLIENTS, FULL_QUEUE, &[10, 20, 7, 1, 255, 7, 1, 255]]),
        seed("slow_reader_leaves", &[TWO_CLIENTS, FULL_QUEUE, &[9, 1]]),
        seed("slow_reader_is_replaced", &[TWO_CLIENTS, FULL_QUEUE, &[0, 3, 2, 255, 1, 5, 255, 0]]),
        seed("pings", &[TWO_CLIENTS, &[11, 31, 7, 0, 255, 11, 11, 7, 1, 255]]),
        seed("half_open", &[&[0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 4, 0, 3, 1, 2, 3, 11, 10]]),
        seed("any_frames", &[TWO_CLIENTS, &[3, 0, 9, 4, 1, 2, 3, 4, 5, 6, 7, 8, 3, 1, 1, 0, 13, 9, 0, 1, 4]]),
        seed("ping_zero", &[TWO_CLIENTS, &[3, 0, 9, 4, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 255]]),
        seed("oob", &[TWO_CLIENTS, &[3, 0, 35, 6], &second, &[1, 2]]),
        seed("forward_request", &[TWO_CLIENTS, &[3, 0, 20, 10, 2, 198, 51, 100, 9, 1, 1], &[0x90; 14]]),
        seed("onion_request", &[TWO_CLIENTS, &[3, 0, 250, 8], &[2; 249]]),
        seed("owner", &[TWO_CLIENTS, &[12, 1, 9, 0, 12, 2, 9, 1, 12, 0, 0, 0]]),
        seed("malformed_lengths", &[TWO_CLIENTS, &[4, 0, 2, 0, 0, 4, 0, 2, 255, 255]]),
    ]
}

/// A pool that keeps one link knows a relay, and the peer of its route is online there under the id 16.
const PEER_ONLINE: &[u8] = &[0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 3, 0, 4, 0, 6, 0, 0, 7, 0, 0, 16];
/// The same at a second relay.
const SECOND_RELAY: &[u8] = &[2, 0, 1, 0, 0, 3, 1, 4, 1, 6, 1, 1, 7, 1, 0, 17];

fn pool() -> Vec<Seed> {
    let of = |kind: u8, name, parts: &[&[u8]]| ("relay_pool", name, [&[kind], &parts.concat()[..]].concat());
    let seed = |name, parts: &[&[u8]]| of(8, name, parts);
    let full: &[u8] = &[16, 0, 63, 175, 16, 0, 63, 175, 16, 0, 63, 175];
    vec![
        seed("data", &[PEER_ONLINE, &[8, 0, 16, 5, 16, 0, 3, 20, 12, 0, 255, 8, 0, 17, 5]]),
        seed("out_of_band", &[PEER_ONLINE, &[9, 0, 3, 2, 1, 2, 9, 0, 0, 2, 1, 2, 17, 0, 0, 5, 12, 0, 255]]),
        seed("heard_of", &[PEER_ONLINE, &[1, 3, 9, 0, 3, 2, 1, 2, 12, 0, 255, 6, 0, 1, 16, 1, 2, 5, 12, 0, 255]]),
        seed("onion", &[PEER_ONLINE, &[20, 1, 10, 0, 3, 9, 1, 2, 10, 0, 3, 11, 1, 2, 17, 0, 1, 40, 17, 0, 2, 9]]),
        seed("stream_ends", &[PEER_ONLINE, &[13, 0, 14, 100, 15, 1, 3, 0, 4, 0, 6, 0, 3, 7, 0, 0, 19]]),
        seed("route_is_given_back", &[PEER_ONLINE, &[18, 0, 0, 8, 0, 16, 5, 12, 0, 255, 8, 0, 16, 5, 1, 2, 2, 0, 0]]),
        seed("silent_relay", &[PEER_ONLINE, &[12, 0, 255, 15, 31, 15, 11, 15, 2]]),
        seed("asleep", &[PEER_ONLINE, SECOND_RELAY, &[18, 0, 2, 15, 11, 18, 0, 3, 14, 10]]),
        seed("network_changed", &[PEER_ONLINE, SECOND_RELAY, &[20, 0, 12, 0, 255, 14, 250, 15, 1]]),
        seed("full", &[PEER_ONLINE, full, &[12, 0, 20, 14, 250, 12, 0, 255]]),
        seed("full_and_read", &[PEER_ONLINE, full, &[19, 0, 19, 0, 16, 0, 30, 175, 14, 40, 19, 0]]),
        seed("full_then_second", &[PEER_ONLINE, SECOND_RELAY, full, &[14, 250, 16, 0, 9, 9, 12, 1, 255, 18, 0, 1]]),
        seed("any_frames", &[PEER_ONLINE, &[10, 0, 1, 4, 10, 0, 9, 4, 1, 2, 3, 4, 5, 6, 7, 8, 10, 0, 2, 0, 1]]),
        seed("malformed", &[PEER_ONLINE, &[11, 0, 2, 0, 0]]),
        seed("no_answer", &[&[0, 0, 0, 0, 1, 1, 3, 0, 15, 10, 15, 1, 15, 10, 15, 2, 15, 60, 15, 200]]),
        of(9, "socks5", &[PEER_ONLINE, &[8, 0, 16, 5]]),
        of(10, "socks5_with_password", &[PEER_ONLINE, &[8, 0, 16, 5]]),
        of(11, "http", &[PEER_ONLINE, &[8, 0, 16, 5]]),
        of(12, "http_with_password", &[PEER_ONLINE, &[8, 0, 16, 5]]),
        of(9, "socks5_refuses", &[&[0, 0, 0, 3, 0, 11, 0, 4, 5, 0, 5, 1]]),
    ]
}

fn proxy() -> Vec<Seed> {
    let seed = |name, kind: u8, answer: &[u8]| ("relay_proxy", name, [&[kind], answer].concat());
    let name = [&[5, 0, 5, 0, 0, 3, 4][..], b"here", &[0, 80, 1, 2]].concat();
    vec![
        seed("socks5", 1, &[5, 0, 5, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7]),
        seed(
            "socks5_to_ipv6",
            0x81,
            &[5, 0, 5, 0, 0, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18],
        ),
        seed("socks5_name", 1, &name),
        seed("socks5_password", 2, &[5, 2, 1, 0, 5, 0, 0, 1, 1, 2, 3, 4, 5, 6]),
        seed("socks5_wrong_password", 2, &[5, 2, 1, 1]),
        seed("socks5_refused", 1, &[5, 0, 5, 4, 0, 1]),
        seed("http", 3, b"HTTP/1.1 200 Connection established\r\nVia: 1.1 here\r\n\r\nrelay"),
        seed("http_short", 0x84, b"HTTP/1.0 200\n\nrelay"),
        seed("http_refused", 3, b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"),
        seed("http_password", 4, b"HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\n\r\n"),
    ]
}

/// An address in an onion layer: IPv4, then zeros up to the length of IPv6.
const NEXT: &[u8] = &[2, 198, 51, 100, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1];

fn onion() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("onion_node", name, parts.concat());
    let announced = [&[4, 0, 0, 0, 0, 4, 0, 0, 0, 0][..], &[4, 1, 0, 1, 0]].concat();
    // A member with an address and a relay, which is one, too.
    let group = [&[1; 32][..], &[2; 32], &[1, 1], &NEXT[..5], &[1, 1, 130], &NEXT[1..5], &[1, 1], &[3; 32]].concat();
    let request = |kind: u8| [NEXT, &[kind], &[3; 180]].concat();
    vec![
        seed("announced_and_found", &[&announced]),
        seed("data_to_route", &[&announced, &[7, 0, 1, 100], &[5; 200]]),
        seed("announcement_ends", &[&announced, &[9, 31, 4, 1, 0, 1, 0]]),
        seed("group", &[&[4, 0, 0, 0, 56], &group, &[4, 1, 1, 1, 56], &group, &[9, 7]]),
        seed("first_node", &[&[1, 0, 0, 0, 100], &request(7), &[6, 2, 0, 1, 2, 0x84, 1, 2, 3]]),
        seed("second_node", &[&[1, 1, 0, 0, 100], &request(7), &[6, 1, 0, 1, 2, 0x84, 1, 2, 3]]),
        seed("last_node", &[&[1, 2, 0, 0, 100], &request(0x83), &[6, 0, 0, 1, 2, 0x84, 1, 2, 3]]),
        seed("key_changes", &[&[1, 2, 0, 0, 100], &request(0x83), &[9, 250, 9, 250, 6, 0, 0, 1, 1, 0x84, 1]]),
        seed("tcp_client", &[&[8, 3, 0, 112], &[9; 24], &request(1), &[6, 2, 0, 1, 1, 0x84, 1]]),
        seed("short_plaintext", &[&[3, 0, 0, 0, 2, 1, 2, 3, 4, 3, 1, 0, 0, 52], &[1; 104]]),
    ]
}

/// Two friends are tracked, and the first nodes say that they keep our announcement.
const ANNOUNCED: &[u8] =
    &[5, 0, 0, 5, 0, 1, 2, 0, 0, 15, 0, 2, 0, 0, 15, 0, 2, 4, 2, 15, 0, 2, 4, 2, 15, 0, 2, 4, 2, 0, 0];
/// Requests for friends, whoever's, are answered with one data key.
const FOUND: &[u8] =
    &[0, 50, 2, 9, 1, 15, 0, 2, 8, 1, 15, 0, 2, 7, 1, 0, 0, 2, 6, 1, 0, 0, 2, 5, 1, 0, 0, 2, 4, 1, 0, 0];

/// An identity knows a relay and a peer there, both of number 0; the link is up and the peer online under the id 16.
const MEMBER: &[u8] = &[0, 2, 0, 0, 3, 0, 0, 0, 4, 0, 12, 0, 5, 0, 12, 0, 6, 0, 0, 7, 0, 0, 16];

fn pools() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("relay_pools", name, parts.concat());
    let add: &[u8] = &[0];
    vec![
        seed("data", &[MEMBER, &[8, 0, 16, 3, 1, 2, 3, 14, 0, 0, 3, 4, 5, 6, 13, 30, 13, 60]]),
        seed("out_of_band", &[MEMBER, &[9, 0, 3, 2, 1, 2, 12, 100]]),
        seed("many", &[&[0, 2, 0, 0, 2, 0, 1, 2, 0, 2, 2, 0, 3, 4, 0, 4, 1, 4, 2], &add.repeat(6), &[2, 4, 1, 13, 20]]),
        seed("removed", &[MEMBER, &[0, 2, 1, 1, 4, 1, 5, 1, 1, 0, 13, 10, 1, 0, 0]]),
        seed("lost", &[MEMBER, &[10, 0, 2, 0, 0, 13, 2, 11, 0, 13, 5]]),
    ]
}

fn onion_client() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("onion_client", name, parts.concat());
    let minutes: &[u8] = &[1, 3, 1, 12, 1, 60];
    vec![
        seed("announced", &[ANNOUNCED, minutes]),
        seed("found", &[ANNOUNCED, FOUND, FOUND, &[0, 100, 0, 250], minutes]),
        seed("request_sent", &[ANNOUNCED, FOUND, FOUND, &[5, 9, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]),
        seed("dht_keys", &[ANNOUNCED, &[6, 0, 9, 3, 0, 6, 1, 9, 2, 0, 7, 0, 10, 4, 1, 0, 50, 7, 0, 10, 4, 4, 0, 250]]),
        seed("friend_request", &[ANNOUNCED, &[6, 2, 0, 3, 5, 72, 101, 108, 108, 111]]),
        seed("online_and_offline", &[ANNOUNCED, FOUND, &[5, 3, 0, 1, 5, 5, 4, 0, 0, 100, 5, 2, 0, 0, 100]]),
        seed("network_changed", &[ANNOUNCED, FOUND, &[5, 7, 0, 0, 100], ANNOUNCED, FOUND]),
        seed(
            "without_udp",
            &[&[8, 0, 5, 8, 0, 1, 5, 8, 0, 2, 8, 0x16], ANNOUNCED, FOUND, &[8, 0x06, 0, 200, 8, 0x34, 1, 9]],
        ),
        seed("liars", &[ANNOUNCED, &[2, 0, 2, 255, 0, 2, 1, 2, 255, 0, 2, 2, 1, 255, 0, 2, 3, 3, 64, 201, 0, 100]]),
        seed("silence", &[&[5, 0, 0, 1, 1, 1, 10, 1, 60], ANNOUNCED, &[1, 30], ANNOUNCED]),
        seed("junk", &[&[4, 0, 0, 60, 0x84], &[1; 119], &[4, 1, 75, 0x86], &[2; 149]]),
        seed("group", &[ANNOUNCED, GROUP_FOUND, GROUP_FOUND, minutes, &[9, 5, 0, 0, 0, 100, 9, 4, 0, 9, 1, 0, 0, 250]]),
        seed(
            "groups",
            &[ANNOUNCED, GROUP_FOUND, &[9, 0, 1, 9, 2, 1, 6, 9, 5, 0, 40, 0, 9], GROUP_FOUND, &[5, 7, 0], minutes],
        ),
        seed(
            "groups_of_liars",
            &[ANNOUNCED, &[9, 0, 0, 9, 2, 0, 5, 2, 0, 0x90, 0x8f, 0, 2, 1, 16, 0x0f, 0, 2, 2, 16, 0x8f, 201]],
        ),
    ]
}

/// Group 0 is sought and announced, and nodes that wait answer with three announces and nodes, or with four.
const GROUP_FOUND: &[u8] = &[
    9, 0, 0, 9, 2, 0, 5, 2, 0, 12, 0xbf, 0, 2, 1, 12, 0xbe, 0, 2, 2, 16, 0xbd, 0, 2, 3, 16, 0xbc, 0, 0, 50, 2, 0, 12,
    0x80, 0, 2, 1, 16, 0xa1, 0,
];

fn node() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("node_machine", name, parts.concat());
    let ping: &[u8] = &[1, 0, 0, 1, 1, 5, 0, 1, 2, 3, 4, 5, 6, 7, 8];
    let info = [&[0, 1, 39, 0xf0][..], &[0; 77]].concat();
    vec![
        seed("ping", &[ping, &[10, 3]]),
        seed("bootstrap_info", &[&info]),
        seed("bootstrap", &[&[11, 0, 0, 0, 10, 5, 10, 200]]),
        seed("nodes_request", &[&[1, 2, 0, 1, 1, 20], &[7; 40]]),
        seed("routed", &[&[1, 0x20, 1, 1, 1, 5, 0xfe, 0, 1, 2, 3, 4, 5, 6, 7, 8]]),
        seed("announce", &[&[1, 0x83, 3, 0, 1, 52], &[1; 104]]),
        seed("lan_discovery", &[&[0, 3, 17, 0x21], &[5; 33]]),
        seed("clients", &[&[3, 0, 0, 3, 1, 1, 5, 0, 1, 0, 0, 5, 1, 0, 0, 0, 5, 0, 1, 2, 2, 1, 2, 3, 4]]),
        seed("onion_of_client", &[&[3, 0, 0, 5, 0, 0, 4, 112], &[9; 24], NEXT, &[3; 181]]),
        seed("forward_of_client", &[&[3, 0, 0, 5, 0, 0, 5, 20], &[0x90; 40]]),
        seed("raw_stream", &[&[3, 0, 0, 4, 0, 64], &[1; 128]]),
        seed("stream_ends", &[&[3, 0, 0, 5, 0, 1, 0, 0, 8, 0, 9, 3]]),
    ]
}

/// Friend 0 is added, found and connected, and packets come of him.
const FRIEND_ONLINE: &[u8] = &[0, 0, 13, 0, 1, 4, 0, 0, 5, 0, 0, 0, 9, 0, 23, 0, 1];

fn friend() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("friend_machine", name, parts.concat());
    let shared = [&[16, 0, 40, 0x11, 130, 198, 51, 100, 9, 13, 61][..], &[7; 32]].concat();
    vec![
        seed("online_and_silent", &[FRIEND_ONLINE, &[23, 0, 200, 23, 0, 200]]),
        seed("online_and_left", &[FRIEND_ONLINE, &[10, 0, 0, 23, 0, 30, 10, 0, 1, 23, 0, 100]]),
        seed("alive", &[FRIEND_ONLINE, &[16, 0, 1, 0x10, 23, 0, 100, 13, 0, 1, 16, 0, 1, 0x10, 23, 0, 100]]),
        seed("relays", &[FRIEND_ONLINE, &[15, 0, 2, 20, 20, 21, 21, 23, 0, 60], &shared, &[10, 0, 1, 23, 0, 20]]),
        seed("restarted", &[FRIEND_ONLINE, &[10, 0, 2, 8, 0, 1, 0, 9, 0, 23, 0, 5]]),
        seed("rumour", &[FRIEND_ONLINE, &[23, 0, 50, 4, 0, 1, 23, 0, 50]]),
        seed("asleep", &[FRIEND_ONLINE, &[12, 0, 100, 23, 0, 5, 9, 0, 11, 0, 23, 0, 40]]),
        seed("key_ages", &[&[0, 1, 4, 1, 2], &[23, 1, 255].repeat(6)]),
        seed("offered", &[&[0, 2, 8, 2, 3, 1, 9, 2, 1, 2]]),
        seed("conference", &[&[2, 1, 8, 1, 1, 0, 9, 1, 16, 1, 7, 0x12, 0, 0, 0, 0, b'h', b'i', 3, 1]]),
        seed("request", &[&[17, 3, 3, 0, 0, 0, 0, b'h', b'i'], &[0, 3, 18, 3, 1, b'h', b'i', 23, 3, 9, 19, 3, 0]]),
        seed("same_dht_key", &[&[0, 0, 0, 1, 4, 0, 5, 4, 1, 5, 5, 0, 5, 0, 1, 0, 5, 0, 5, 1]]),
    ]
}

/// Two friends are connected and have greeted each other.
const FRIENDS_ONLINE: &[u8] = &[0, 0, 2, 0, 9, 2, 1, 9, 2, 0, 9, 2, 1, 9];

fn messenger() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("messenger_machine", name, [&[FRIENDS_ONLINE], parts].concat().concat());
    let flow: &[u8] = &[2, 0, 9, 3, 0, 9, 2, 1, 9, 3, 1, 9, 4, 0, 4, 1];
    let accepted = [&[11, 0, 4, 1, b'f'], flow, &[12, 1, 0, 0], flow].concat();
    vec![
        seed("messages", &[&[5, 0, 0, 5, 0, 1, 5, 1, 0], flow, &[5, 0, 0, 1, 0]]),
        seed("renamed", &[&[6, 0, 0, 2, b'a', b'b', 6, 1, 1, 1, b'x', 6, 0, 2, 1, 0, 6, 0, 3, 1, 1], flow]),
        seed("custom", &[&[7, 0, 2, 160, 1, 7, 1, 2, 200, 1], flow]),
        seed("full_queue", &[&[8, 0, 1, 6, 0, 0, 1, b'a', 6, 0, 1, 1, b'b', 2, 0, 9, 10, 0, 20], flow]),
        seed("room_again", &[&[8, 0, 0, 5, 0, 0, 8, 0, 9], flow]),
        seed(
            "forged",
            &[&[9, 0, 2, 0x33, 1, 9, 0, 1, 0x19, 9, 0, 2, 0x40, b'x', 9, 0, 1, 0x18, 9, 0, 4, 0x51, 1, 9, 0]],
        ),
        seed("file", &[&accepted, &[13, 0, 13, 0, 13, 0, 13, 0], flow]),
        seed("empty_file", &[&[11, 0, 0, 0], flow, &[12, 1, 0, 0], flow, flow]),
        seed("stream", &[&[11, 0, 5, 0], flow, &[12, 1, 0, 0], flow, &[13, 0, 13, 0], flow]),
        seed("paused_file", &[&accepted, &[12, 1, 0, 1, 12, 0, 0, 1], flow, &[12, 0, 0, 0, 12, 1, 0, 0], flow]),
        seed("sought_file", &[&[11, 0, 4, 0], flow, &[12, 1, 0, 255, 12, 1, 0, 0], flow, &[13, 0, 13, 0], flow]),
        seed("cancelled_file", &[&accepted, &[12, 0, 0, 2, 12, 1, 0, 2], flow]),
        seed("broken_file", &[&accepted, &[13, 0, 1, 0, 0, 0], flow]),
        seed("parted", &[&[5, 0, 0, 14, 0, 1], flow, flow, &[15, 0, 0, 15, 0, 1]]),
    ]
}

/// We made a conference, friend 0 is connected and came in by the number 4, and 1 is connected.
const FOUNDED: &[u8] = &[2, 0, 0, 0, 0, 1, 14, 0, 2, 0, 4, 0];
/// We were invited by friend 0, followed, and got the number 5 beside him (0) and two others (10, 3).
const JOINED: &[u8] = &[0, 0, 14, 0, 0, 0, 0, 4, 0, 16, 0, 0, 3, 4, 0, 5, 10, 3];

fn conference() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("conference_machine", name, parts.concat());
    let said = [17, 0, 0, 4, 1, 6, 1, b'x', 0];
    vec![
        seed("texts", &[FOUNDED, &said, &said, &[6, 0, 1, b'h', b'i', 0]]),
        seed(
            "name_and_title",
            &[FOUNDED, &[17, 0, 0, 4, 2, 4, 1, b'n', 0, 17, 0, 0, 4, 3, 5, 1, b't', 0, 7, 0, 1, b'u', 0]],
        ),
        seed("asked_for_members", &[FOUNDED, &[16, 0, 0, 1, 0, 16, 0, 0, 2, 1, b't']]),
        seed("joined", &[JOINED, &[17, 0, 0, 0, 9, 6, 1, b'x', 0, 8, 0, 1, b'w']]),
        seed("introduced", &[JOINED, &[17, 0, 0, 0, 7, 1, 0, 8, 17, 0, 0, 0, 8, 1, 0, 3, 0, 3]]),
        seed("left_and_frozen", &[JOINED, &[17, 0, 0, 3, 1, 2, 0, 3, 17, 0, 0, 1, 1, 3, 0, 1, 11, 0, 61]]),
        seed("lost_and_back", &[FOUNDED, &[1, 0, 11, 0, 20, 0, 0, 15, 0, 1, 0, 15, 0, 2, 0], &said]),
        seed("restarted", &[FOUNDED, &[12, 0, 0, 0, 15, 0, 1, 0, 15, 0, 2, 0, 11, 0, 30], &said]),
        seed(
            "other_key",
            &[JOINED, &[17, 0, 0, 0, 1, 1, 0, 3, 17, 0, 0, 0, 2, 10, 0, 3, 11, 0, 11, 17, 0, 0, 0, 3, 19, 0, 3]],
        ),
        seed("we_have_another_number", &[JOINED, &[17, 0, 0, 0, 1, 1, 0, 26]]),
        seed("full_queue", &[FOUNDED, &[10, 1, 0, 6, 0, 1, b'h', b'i', 0, 11, 0, 60, 10, 0, 11, 0, 1]]),
        seed("none", &[FOUNDED, &[13, 0, 2, 0x63, 0, 0, 0, 13, 0, 4, 0xc7, 0, 0, 0, 0, 0, 0, 0, 13, 4, 1, 0x60, 0]]),
    ]
}

fn files() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("messenger_files", name, parts.concat());
    let flow: &[u8] = &[5, 0, 255, 5, 1, 255, 6, 0, 255, 6, 1, 255, 7, 0, 7, 1];
    let (answers, accept): (&[u8], &[u8]) = (&[8, 0, 255], &[1, 1, 0]);
    let accepted = |size: u8| [&[0, 0, size], flow, accept, flow].concat();
    vec![
        seed("file", &[&accepted(5), answers, flow, answers, flow]),
        seed("sizes", &[&accepted(0), &accepted(1), &accepted(2), &accepted(3), answers, flow]),
        seed("stream", &[&accepted(7), answers, flow, answers, flow]),
        seed("sought", &[&[0, 0, 4], flow, &[4, 1, 0, 20, 4, 1, 0, 30], accept, flow, answers, flow]),
        seed("paused", &[&accepted(5), &[2, 0, 0, 2, 1, 0], flow, &[1, 0, 0], flow, &[1, 1, 0], flow, answers, flow]),
        seed("cancelled", &[&accepted(6), answers, &[3, 0, 0, 0, 0, 4], flow, accept, flow, answers, flow]),
        seed("both_cancel", &[&accepted(6), answers, &[3, 0, 0, 3, 1, 0], flow]),
        seed("broken", &[&accepted(5), answers, &[11, 0, 0], &accepted(5), answers, flow]),
        seed("no_room", &[&accepted(5), &[10, 0, 2], answers, flow, flow, &[10, 0, 200], answers, flow]),
        seed(
            "many",
            &[&[0, 0, 5, 0, 0, 5, 0, 0, 4, 0, 1, 5], flow, &[1, 1, 0, 1, 1, 1, 1, 1, 2, 1, 0, 3], flow, answers],
        ),
        seed("forged", &[&accepted(5), &[9, 1, 3, 0x52, 0, 7, 9, 0, 4, 0x51, 1, 9, 0, 9, 0, 4, 0x51, 1, 9, 2], flow]),
        seed("journal", &[&[11, 0, 1, 6, 4, 0, 0, 0, 1, 2]]),
    ]
}

fn tox() -> Vec<Seed> {
    let seed = |name, parts: &[&[u8]]| ("tox_machine", name, parts.concat());
    // Only relays are left to both.
    let no_datagrams = [13, 0, 13, 1, 6, 20];
    vec![
        seed("messages", &[&[7, 0, 0, 7, 1, 0, 7, 0, 9, 7, 1, 250, 5, 50]]),
        seed(
            "profiles",
            &[&[7, 0, 3, 2, b'a', b'b', 7, 1, 4, 1, b'x', 7, 0, 5, 7, 0, 6, 2, 160, 1, 7, 1, 7, 2, 200, 1, 5, 20]],
        ),
        seed(
            "conference",
            &[
                &[
                    14, 0, 0, 0, 14, 0, 1, 0, 5, 100, 14, 0, 4, 0, 3, b't', b't', b'l', 14, 1, 2, 0, 2, b'h', b'i', 5,
                    100,
                ],
                &[
                    7, 1, 3, 1, b'b', 14, 0, 3, 0, 2, b'y', b'o', 5, 50, 11, 0, 0, 5, 100, 14, 1, 5, 0, 5, 100, 14, 0,
                    6, 0,
                ],
            ],
        ),
        seed(
            "group",
            &[
                // Alice founds a group, Bob is invited; both talk, and she decides this and that.
                &[15, 0, 0, 0, 15, 0, 1, 0, 5, 200, 15, 0, 3, 0, 2, b'h', b'i', 15, 1, 3, 0, 2, b'y', b'o', 5, 100],
                &[15, 0, 7, 0, 1, b't', 15, 1, 23, 0, 1, b'n', 15, 0, 4, 0, 1, b'c', 15, 1, 12, 0, 1, b'l', 5, 100],
                &[15, 0, 94, 0, 15, 0, 78, 0, 5, 100, 15, 0, 70, 0, 6, 5, 15, 1, 21, 0, 6, 20, 15, 1, 5, 0, 6, 5],
            ],
        ),
        seed("found_group", &[&[15, 0, 0, 0, 6, 2, 15, 1, 2, 0, 0, 6, 20, 15, 1, 3, 0, 1, b'x', 12, 0, 0, 0, 6, 20]]),
        seed(
            "relayed_group",
            &[&no_datagrams, &[15, 0, 0, 0, 15, 0, 1, 0, 6, 20, 15, 0, 3, 0, 1, b'r', 6, 5, 15, 0, 5, 0]],
        ),
        seed("files", &[&[9, 0, 50, 0, 9, 1, 250, 0, 5, 100, 9, 0, 0, 0, 9, 0, 255, 0, 5, 100]]),
        seed(
            "controlled_files",
            &[&[9, 0, 250, 0, 5, 2, 9, 0, 2, 0, 5, 20, 9, 0, 1, 0, 9, 1, 2, 0, 5, 20, 9, 1, 3, 0]],
        ),
        seed("damaged_datagrams", &[&[4, 7, 0, 0, 7, 1, 0, 1, 0, 0, 1, 1, 1, 30, 0, 3, 1, 3, 0, 2, 4, 5, 200]]),
        seed("relays_only", &[&no_datagrams, &[7, 0, 0, 9, 1, 250, 0, 6, 5]]),
        seed("broken_streams", &[&no_datagrams, &[10, 0, 0, 0, 7, 0, 0, 6, 2, 10, 0, 0, 1, 9, 9, 6, 20]]),
        seed("deleted", &[&[7, 0, 0, 11, 0, 0, 5, 50, 11, 0, 2, 6, 30, 7, 1, 0, 5, 50]]),
        seed("asked_again", &[&[11, 1, 0, 11, 1, 1, 6, 30, 11, 0, 3, 11, 0, 7, 6, 60]]),
        seed("asleep", &[&[12, 0, 200, 2, 6, 20, 7, 0, 0, 12, 1, 0, 0, 6, 5]]),
        seed("goodbye", &[&[12, 0, 0, 1, 6, 10, 12, 2, 0, 1, 6, 30]]),
        seed(
            "junk",
            &[&[0, 0, 1, 5, 0x1b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 9, 20], &[0x1a; 40], &[0, 2, 0, 1, 0x18, 1]],
        ),
    ]
}

/// A friend gets a cookie, shows it, and sends a first packet.
const EVIL_SESSION: &[u8] = &[1, 0, 0, 1, 3, 0, 0, 0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 0, 1, 1, 0];
/// The same after we asked him.
const EVIL_ANSWER: &[u8] = &[6, 0, 4, 2, 0, 0, 9, 1, 1, 0, 0, 1, 3, 0, 0, 0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 0, 1, 1, 0];
/// Two machines, the second of which answers, after a few round trips.
const TOGETHER: &[u8] = &[128, 6, 0, 4, 0, 1, 10, 14, 0, 1, 10, 14, 0, 1, 10, 14, 0, 3, 10, 14, 0, 5];
/// The same with numbers about to wrap, and a relay route on both sides.
const TOGETHER_BY_RELAY: &[u8] = &[126, 6, 0, 1, 0, 1, 10, 14, 0, 1, 10, 14, 0, 1, 10, 14, 0, 3, 10, 14, 0, 5];

fn net_crypto() -> Vec<Seed> {
    let machine = |name, parts: &[&[u8]]| ("net_crypto_machine", name, parts.concat());
    let session = |name, parts: &[&[u8]]| ("net_crypto_session", name, parts.concat());
    let data = |start: u8, number: u8, skip: u8, bytes: &[u8]| {
        let half = u8::try_from(bytes.len() / 2).unwrap_or(0);
        [&[4, 0, 0, 0, start, number, skip, half], bytes].concat()
    };
    let exchange: &[u8] = &[7, 0, 20, 50, 7, 1, 20, 2, 10, 14, 0, 20, 10, 30, 0, 40, 10, 40, 0, 40];
    vec![
        machine("lossless_and_lossy", &[EVIL_SESSION, &data(0, 0, 0, &[16, 1]), &data(0, 1, 0, &[200, 1])]),
        machine("confirmed", &[EVIL_SESSION, &[7, 0, 20, 3, 9, 20], &data(3, 0, 0, &[1, 1])]),
        machine("request_of_everything", &[EVIL_SESSION, &[7, 0, 20, 200, 9, 50], &data(0, 0, 0, &[1; 40])]),
        machine(
            "far_numbers",
            &[EVIL_SESSION, &data(0, 95, 0, &[16, 1]), &data(0, 96, 0, &[16, 1]), &data(0, 129, 9, &[200, 0])],
        ),
        machine(
            "nonce_far_ahead",
            &[EVIL_SESSION, &data(0, 0, 255, &[16, 1]), &data(0, 1, 255, &[16, 1]), &data(0, 2, 255, &[16, 1])],
        ),
        machine("killed", &[EVIL_SESSION, &data(0, 0, 0, &[2, 0]), &data(0, 0, 0, &[16, 0])]),
        machine("we_asked", &[EVIL_ANSWER, &data(0, 0, 0, &[16, 1])]),
        machine("another_session_key", &[EVIL_SESSION, &[3, 0, 1, 0, 1, 0, 1, 3, 0, 0, 1, 1, 0, 1]]),
        machine("padding_only", &[EVIL_SESSION, &data(0, 0, 0, &[0; 20]), &data(0, 0, 0, &[])]),
        session("messages", &[TOGETHER, exchange]),
        session("lossy", &[TOGETHER, &[8, 0, 9, 8, 1, 200, 10, 14, 0, 9]]),
        session("wrap_by_relay", &[TOGETHER_BY_RELAY, exchange]),
        session("full_relay", &[TOGETHER_BY_RELAY, &[9, 0], exchange, &[10, 60, 9, 1, 0, 200, 10, 60, 0, 200]]),
        session(
            "loss_and_replays",
            &[TOGETHER, &[7, 0, 63, 9, 4, 0, 4, 3, 5, 0, 1, 0, 5, 9, 0, 3, 3, 1, 77], exchange],
        ),
        session("silence", &[TOGETHER, &[7, 0, 9, 9, 10, 210, 0, 9, 10, 210, 10, 210, 10, 210, 0, 99]]),
        session(
            "closed_and_begun_again",
            &[TOGETHER, exchange, &[6, 0, 0, 6, 0, 4, 0, 9, 10, 14], &TOGETHER[1..], exchange],
        ),
    ]
}
