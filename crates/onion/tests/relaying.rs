//! What passes along a path, and what does not.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::time::Duration;

use common::{A, Asking, B, C, CLIENT, D, Request, World, public};
use toxcore_onion::{Output, RETURN_KEY_INTERVAL};
use toxcore_sansio::{Discard, StreamId};

/// CVE-2018-25022: any kind of packet could be sent in the last node's name.
#[test]
fn only_announce_and_data_requests_leave_a_path() {
    let mut world = World::new();
    let path = world.path();
    let outside = public(200);
    for kind in 0..=u8::MAX {
        let mut data = [0; 300];
        data[0] = kind;
        let packet = world.onion_packet(&path, outside, &data);
        world.deliver(CLIENT, A, &packet).unwrap();
        let arrived = world.arrived.pop_front();
        assert_eq!(arrived.is_some(), matches!(kind, 0x83 | 0x85 | 0x87), "kind {kind:#04x}");
        if let Some((from, to, _)) = arrived {
            assert_eq!((from, to), (C, outside));
        }
    }
}

#[test]
fn only_announce_and_data_responses_travel_back() {
    let mut world = World::new();
    let path = world.path();
    let outside = public(200);
    let packet = world.onion_packet(&path, outside, &[0x83; 300]);
    world.deliver(CLIENT, A, &packet).unwrap();
    let (_, _, request) = world.arrived.pop_front().unwrap();
    let blob = &request[request.len() - 177..];
    for kind in 0..=u8::MAX {
        let answer: Vec<u8> = [&[0x8c][..], blob, &[kind, 1, 2, 3]].concat();
        let result = world.deliver(outside, C, &answer);
        let allowed = matches!(kind, 0x84 | 0x86 | 0x88);
        assert_eq!(result.is_ok(), allowed, "kind {kind:#04x}");
        assert_eq!(world.arrived.pop_front().map(|(_, _, data)| data), allowed.then(|| vec![kind, 1, 2, 3]));
    }
}

/// The same over a link of our TCP relay, whose frames need no first layer.
#[test]
fn clients_of_our_relay_send_and_get_no_other_kinds_than_those_over_udp() {
    let mut world = World::new();
    let path = world.path();
    let client = StreamId { index: 1, generation: 1 };
    for kind in 0..=u8::MAX {
        let data = [&[kind][..], &[0; 299]].concat();
        let payload = world.tcp_onion_payload(&path, public(200), &data);
        world.deliver_from_client(client, &payload).unwrap();
        let arrived = world.arrived.pop_front();
        assert_eq!(arrived.is_some(), matches!(kind, 0x83 | 0x85 | 0x87), "kind {kind:#04x}");
    }
    let payload = world.tcp_onion_payload(&path, public(200), &[0x83; 300]);
    world.deliver_from_client(client, &payload).unwrap();
    let (_, _, request) = world.arrived.pop_front().unwrap();
    let blob = &request[request.len() - 177..];
    for kind in 0..=u8::MAX {
        let answer = [&[0x8c][..], blob, &[kind, 1, 2, 3]].concat();
        let allowed = matches!(kind, 0x84 | 0x86 | 0x88);
        assert_eq!(world.deliver(public(200), C, &answer).is_ok(), allowed, "kind {kind:#04x}");
        assert_eq!(world.outputs(A).len(), usize::from(allowed), "kind {kind:#04x}");
    }
}

#[test]
fn a_forged_or_foreign_return_blob_leads_nowhere() {
    let mut world = World::new();
    let answer = [&[0x8c][..], &[9; 177], &[0x84, 1]].concat();
    for node in [A, B, C, D] {
        assert_eq!(world.deliver(public(200), node, &answer), Err(Discard::NotDecryptable));
    }
}

#[test]
fn answers_find_back_across_one_change_of_the_return_key() {
    let mut world = World::new();
    let path = world.path();
    let alice = Asking::new(10);
    let outside = public(200);
    let packet = world.onion_packet(&path, outside, &[0x83; 300]);
    world.deliver(CLIENT, A, &packet).unwrap();
    let (_, _, request) = world.arrived.pop_front().unwrap();
    let answer = [&[0x8c][..], &request[request.len() - 177..], &[0x84, 1]].concat();
    world.now += RETURN_KEY_INTERVAL + Duration::from_secs(1);
    assert!(world.announce(&path, &alice, Request::own(&alice, [0; 32])).is_some(), "uses the new key");
    world.deliver(outside, C, &answer).unwrap();
    assert!(world.arrived.pop_front().is_some());
    world.now += RETURN_KEY_INTERVAL + Duration::from_secs(1);
    assert_eq!(world.deliver(outside, C, &answer), Err(Discard::NotDecryptable));
}

#[test]
fn a_client_of_our_relay_gets_its_answers_on_its_link() {
    let mut world = World::new();
    let path = world.path();
    let client = StreamId { index: 5, generation: 9 };
    let payload = world.tcp_onion_payload(&path, public(200), &[0x83; 300]);
    world.deliver_from_client(client, &payload).unwrap();
    let (from, _, request) = world.arrived.pop_front().unwrap();
    assert_eq!(from, C);
    let answer = [&[0x8c][..], &request[request.len() - 177..], &[0x84, 1, 2]].concat();
    world.deliver(public(200), C, &answer).unwrap();
    assert_eq!(world.outputs(A), [Output::ToClient { client, data: vec![0x84, 1, 2] }]);
}

#[test]
fn nobody_outside_makes_us_send_into_the_lan_or_to_no_address() {
    let mut world = World::new();
    let path = world.path();
    for to in ["192.168.1.1:33445", "127.0.0.1:33445", "10.1.2.3:1", "8.8.8.8:0", "224.0.0.1:33445", "[::1]:33445"] {
        let packet = world.onion_packet(&path, to.parse().unwrap(), &[0x83; 300]);
        world.deliver(CLIENT, A, &packet).unwrap();
        assert!(world.arrived.is_empty(), "{to}");
    }
    assert_eq!(world.discards, [Discard::Forbidden; 6]);
}

#[test]
fn packets_cut_at_any_length_and_of_any_kind_are_dropped_without_a_trace() {
    let mut world = World::new();
    let path = world.path();
    let packet = world.onion_packet(&path, D, &[0x83; 300]);
    for len in 0..packet.len() {
        assert!(world.deliver(CLIENT, A, &packet[..len]).is_err(), "{len} bytes");
    }
    for kind in 0..=u8::MAX {
        let mut junk = [0x5a; 400];
        junk[0] = kind;
        assert!(world.deliver(CLIENT, D, &junk).is_err(), "kind {kind:#04x}");
    }
    assert!(world.arrived.is_empty());
    assert_eq!(*world.nodes[&D].machine.stats(), Default::default());
}
