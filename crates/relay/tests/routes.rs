//! Routing: who gets connected with whom, and what each hears about it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{World, keys};
use toxcore_relay::{ClientOutput, ServerConfig};

fn world_of_two() -> (World, [toxcore_sansio::StreamId; 2]) {
    let mut world = World::new(ServerConfig::default());
    let ids = [world.join(1), world.join(2)];
    (world, ids)
}

#[test]
fn two_clients_that_ask_for_each_other_are_connected() {
    let (mut world, [a, b]) = world_of_two();
    let [ab, ba] = world.link((a, keys(1).public), (b, keys(2).public));
    assert!(world.facts(a).contains(&ClientOutput::PeerConnected(ab)));
    assert!(world.facts(b).contains(&ClientOutput::PeerConnected(ba)));
    world.clients.get_mut(&a).unwrap().send_data(ab, b"hello").unwrap();
    world.settle();
    assert_eq!(world.facts(b), [ClientOutput::Data { id: ba, data: b"hello".to_vec() }]);
    assert_eq!(world.server.stats().bytes_relayed, 5);
}

#[test]
fn nobody_learns_who_is_connected_without_asking_for_each_other() {
    let (mut world, [a, _]) = world_of_two();
    world.facts(a);
    world.clients.get_mut(&a).unwrap().request_route(&keys(2).public).unwrap();
    world.clients.get_mut(&a).unwrap().request_route(&keys(99).public).unwrap();
    world.settle();
    let facts = world.facts(a);
    assert_eq!(facts.len(), 2, "only the two grants: {facts:?}");
    assert!(facts.iter().all(|fact| matches!(fact, ClientOutput::RouteGranted { id: Some(_), .. })));
}

#[test]
fn the_own_key_is_refused() {
    let (mut world, [a, _]) = world_of_two();
    world.facts(a);
    world.clients.get_mut(&a).unwrap().request_route(&keys(1).public).unwrap();
    world.settle();
    assert_eq!(world.facts(a), [ClientOutput::RouteGranted { peer: keys(1).public, id: None }]);
}

#[test]
fn the_241st_peer_is_refused_and_an_id_given_back_is_used_again() {
    let (mut world, [a, _]) = world_of_two();
    for number in 0..=240_u16 {
        let mut peer = [9; 32];
        peer[..2].copy_from_slice(&number.to_le_bytes());
        let peer = toxcore_crypto::DhtPublicKey::from_bytes(peer);
        world.clients.get_mut(&a).unwrap().request_route(&peer).unwrap();
        world.settle();
        let expected = number < 240;
        let granted = world.facts(a).iter().any(|f| matches!(f, ClientOutput::RouteGranted { id: Some(_), .. }));
        assert_eq!(granted, expected, "peer {number}");
    }
    let first = toxcore_wire::relay::ConnectionId::from_byte(16).unwrap();
    world.clients.get_mut(&a).unwrap().release_route(first).unwrap();
    world.clients.get_mut(&a).unwrap().request_route(&keys(2).public).unwrap();
    world.settle();
    assert_eq!(world.granted(a, &keys(2).public), first);
}

#[test]
fn a_peer_that_leaves_or_forgets_us_takes_the_route_offline_and_it_comes_back() {
    let (mut world, [a, b]) = world_of_two();
    let [ab, ba] = world.link((a, keys(1).public), (b, keys(2).public));
    world.facts(a);
    world.clients.get_mut(&b).unwrap().release_route(ba).unwrap();
    world.settle();
    assert_eq!(world.facts(a), [ClientOutput::PeerDisconnected(ab)]);
    world.clients.get_mut(&b).unwrap().request_route(&keys(1).public).unwrap();
    world.settle();
    assert_eq!(world.facts(a), [ClientOutput::PeerConnected(ab)]);

    world.clients.remove(&b);
    world.server.stream_closed(world.now, b);
    world.settle();
    assert_eq!(world.facts(a), [ClientOutput::PeerDisconnected(ab)]);
}

/// The old link of a client that connects again must not take the new one with it, nor its partner's route.
#[test]
fn a_client_that_connects_again_replaces_its_old_link_only() {
    let (mut world, [a, old]) = world_of_two();
    let [ab, _] = world.link((a, keys(1).public), (old, keys(2).public));
    world.facts(a);
    let new = world.join(2);
    assert!(world.is_closed(old) && !world.is_closed(new) && !world.is_closed(a));
    assert_eq!(world.facts(a), [ClientOutput::PeerDisconnected(ab)]);
    world.server.stream_closed(world.now, old);
    assert_eq!(world.server.clients(), 2);
    world.clients.get_mut(&new).unwrap().request_route(&keys(1).public).unwrap();
    world.settle();
    assert_eq!(world.facts(a), [ClientOutput::PeerConnected(ab)]);
    let back = world.granted(new, &keys(1).public);
    world.clients.get_mut(&new).unwrap().send_data(back, b"again").unwrap();
    world.settle();
    assert_eq!(world.data_of(a), [b"again"]);
}

#[test]
fn out_of_band_packets_reach_a_connected_key_without_a_route() {
    let (mut world, [a, b]) = world_of_two();
    world.facts(b);
    let client = world.clients.get_mut(&a).unwrap();
    client.send_oob(&keys(2).public, &[5; 1024]).unwrap();
    client.send_oob(&keys(77).public, b"nobody").unwrap();
    assert!(client.send_oob(&keys(2).public, &[5; 1025]).is_err());
    world.settle();
    assert_eq!(world.facts(b), [ClientOutput::Oob { sender: keys(1).public, data: vec![5; 1024] }]);
}

#[test]
fn onion_and_forward_requests_go_to_the_owner_and_answers_come_back() {
    let (mut world, [a, _]) = world_of_two();
    world.facts(a);
    let client = world.clients.get_mut(&a).unwrap();
    client.send_onion_request(&[3; 200]).unwrap();
    client.send_forward_request(common::address(9), b"to a node").unwrap();
    world.settle();
    assert_eq!(world.requests.len(), 2);
    world.server.send_onion_response(a, b"answer").unwrap();
    world.server.send_forwarding(a, b"forwarded").unwrap();
    assert!(world.server.send_forwarding(a, b"").is_err());
    assert!(world.server.send_onion_response(a, &[0; 2032]).is_err());
    world.settle();
    assert_eq!(
        world.facts(a),
        [ClientOutput::OnionResponse(b"answer".to_vec()), ClientOutput::Forwarding(b"forwarded".to_vec())]
    );
}
