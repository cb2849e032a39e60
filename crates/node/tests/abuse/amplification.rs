//! How much a stranger who forges the sender's address can make the node send. Past defect 42.
//!
//! The formats of the answers are fixed by the protocol, so the figures are those of the reference with its lists full; that
//! it answers with the same bytes is what the tests against real nodes compare.

use std::net::SocketAddr;

use toxcore_crypto::{CombinedKey, EphemeralKeyPair, EphemeralPublicKey, LongTermPublicKey};
use toxcore_wire::bootstrap_info::BootstrapInfoRequest;
use toxcore_wire::dht::{NodesRequest, PingRequest};
use toxcore_wire::forwarding::ForwardRequest;
use toxcore_wire::group_announce::{ChatId, GroupAnnounce, PublicGroupAnnounce};
use toxcore_wire::onion::{
    AnnounceForm, AnnounceRequestPayload, AnnounceResponse, AnnounceStatus, FirstLayer, OnionPath, RETURN_3_LEN,
};
use toxcore_wire::storage::{DataRetrieveRequest, DataSearchRequest};
use toxcore_wire::{Encode, RelayInfo, RequestId};

use crate::world::{NODE, STRANGER, Sent, Stranger, World};

const ID: RequestId = RequestId::from_u64(0x0102_0304_0506_0708);

/// Bytes in, and bytes out to whomever.
fn cost(world: &mut World, packet: &[u8]) -> (usize, usize) {
    let sent = world.give(STRANGER, packet);
    (packet.len(), sent.iter().map(|(_, bytes)| bytes.len()).sum())
}

#[test]
fn requests_of_the_dht_cost_what_they_cost_the_reference() {
    let mut world = World::crowded();
    let mut stranger = Stranger::new(2, world.key());
    let target = stranger.keys.public;
    let ping = stranger.seal(PingRequest::KIND, &PingRequest { id: ID });
    assert_eq!(cost(&mut world, &ping), (82, 82));
    let nodes = stranger.seal(NodesRequest::KIND, &NodesRequest { target, id: ID });
    assert_eq!(cost(&mut world, &nodes), (113, 286));
    assert_eq!(cost(&mut world, &BootstrapInfoRequest.to_vec()), (78, 261));
}

#[test]
fn requests_of_the_store_cost_what_they_cost_the_reference() {
    let mut world = World::crowded();
    let mut stranger = Stranger::new(2, world.key());
    let data_key = EphemeralPublicKey::from_bytes([5; 32]);
    let search = stranger.seal(DataSearchRequest::KIND, &DataSearchRequest { data_key, known: None, id: ID });
    assert_eq!(cost(&mut world, &search), (113, 352));
    // Values are for those who got our answer to a search at their address.
    let forged = DataRetrieveRequest { data_key, authenticator: [0; 32], id: ID };
    let retrieve = stranger.seal(DataRetrieveRequest::KIND, &forged);
    assert_eq!(cost(&mut world, &retrieve).1, 0);
}

#[test]
fn announce_requests_cost_what_they_cost_the_reference() {
    let mut world = World::crowded();
    let plain = announce(&mut world, 2, AnnounceForm::Plain);
    assert_eq!(cost(&mut world, &plain), (354, 178 + 1 + 8 + 24 + 16 + 33 + 204));
    for number in 10..16 {
        let announce = announce_of_member(&mut world, number);
        world.give(STRANGER, &announce);
    }
    // Four other members, with the longest addresses.
    let extended = announce_of_member(&mut world, 9);
    assert_eq!(cost(&mut world, &extended), (490, 178 + 1 + 8 + 24 + 16 + 33 + 1 + 204 + 4 * 104));
}

/// What arrives at the node out of a path.
fn announce(world: &mut World, number: u8, form: AnnounceForm<'_>) -> Vec<u8> {
    let keys = EphemeralKeyPair::from_secret_bytes([number; 32]);
    let node = world.key();
    let key = CombinedKey::new(&keys.secret, &node).unwrap();
    let payload = AnnounceRequestPayload {
        ping_id: [0; 32],
        searched: LongTermPublicKey::from_bytes(*keys.public.as_bytes()),
        data_key: keys.public,
        sendback: ID,
        form,
    };
    let mut packet = Vec::new();
    payload.seal(&keys.public, &Stranger::new(number, node).rng.nonce(), &key, &mut packet).unwrap();
    packet.extend_from_slice(&[7; RETURN_3_LEN]);
    packet
}

fn announce_of_member(world: &mut World, number: u8) -> Vec<u8> {
    let addr = SocketAddr::from(([0x2001, 0xdb8, 0, 0, 0, 0, 1, u16::from(number)], 33445));
    let relay = RelayInfo { addr, key: world.key() };
    let member = EphemeralPublicKey::from_bytes([number; 32]);
    let announce = GroupAnnounce { member, addr: Some(addr), relay: Some(relay.into()) };
    let public = PublicGroupAnnounce { chat_id: ChatId::from_bytes([1; 32]), announce };
    let extra = public.to_vec();
    self::announce(world, number, AnnounceForm::Extended(&extra))
}

/// Every hop of a path, played by one node.
#[test]
fn onion_requests_get_shorter_on_their_way() {
    let mut world = World::new();
    let mut stranger = Stranger::new(2, world.key());
    let node = stranger.node;
    let layers = [3, 4].map(|number| {
        let keys = EphemeralKeyPair::from_secret_bytes([number; 32]);
        (keys.public, CombinedKey::new(&keys.secret, &node).unwrap())
    });
    let [(second_public, second_key), (third_public, third_key)] = &layers;
    let (second_public, third_public) = (*second_public, *third_public);
    let path = OnionPath { second: NODE, second_public, second_key, third: NODE, third_public, third_key };
    let key = stranger.key();
    let first = FirstLayer { own: stranger.keys.public, key: &key };
    let end = SocketAddr::from(([203, 0, 113, 9], 33445));
    let mut packet = Vec::new();
    path.seal_udp(first, &stranger.rng.nonce(), end, &[0x83; 177], &mut packet).unwrap();
    for _ in 0..3 {
        let sent = world.give(STRANGER, &packet);
        let [(_, next)] = &sent[..] else { panic!("one datagram leaves, not {}", sent.len()) };
        assert!(next.len() < packet.len());
        packet.clone_from(next);
    }
    assert_eq!(packet.len(), 177 + RETURN_3_LEN);
}

/// Data for an announced client goes where that client's requests came from; it had to get our answer there first.
#[test]
fn routed_data_goes_to_proven_addresses_and_barely_grows() {
    let mut world = World::new();
    let keys = EphemeralKeyPair::from_secret_bytes([2; 32]);
    let request = announce(&mut world, 2, AnnounceForm::Plain);
    let sent = world.give(STRANGER, &request);
    let ping_id = ping_id(&sent, &CombinedKey::new(&keys.secret, &world.key()).unwrap());
    let to_route = [&[0x85][..], keys.public.as_bytes(), &[9; 250], &[7; RETURN_3_LEN]].concat();
    assert_eq!(cost(&mut world, &to_route).1, 0, "nobody is announced");

    let key = CombinedKey::new(&keys.secret, &world.key()).unwrap();
    let payload = AnnounceRequestPayload {
        ping_id,
        searched: LongTermPublicKey::from_bytes(*keys.public.as_bytes()),
        data_key: keys.public,
        sendback: ID,
        form: AnnounceForm::Plain,
    };
    let mut packet = Vec::new();
    payload.seal(&keys.public, &Stranger::new(9, world.key()).rng.nonce(), &key, &mut packet).unwrap();
    packet.extend_from_slice(&[7; RETURN_3_LEN]);
    world.give(STRANGER, &packet);
    let (inside, outside) = cost(&mut world, &to_route);
    assert_eq!(outside, inside - 32 + 1);
}

fn ping_id(sent: &[Sent], key: &CombinedKey) -> [u8; 32] {
    let mut answer = sent[0].1[1 + RETURN_3_LEN..].to_vec();
    match AnnounceResponse::parse(&mut answer).unwrap().open(key).unwrap().status {
        AnnounceStatus::NotStored { ping_id } | AnnounceStatus::Stored { ping_id } => ping_id,
        AnnounceStatus::Found { .. } => panic!("an answer with a data key has no ping id"),
    }
}

/// A forwarder puts 40 bytes of its own in front of the data and takes 33 off, for a node that it knows.
#[test]
fn forwarded_packets_grow_by_their_sendback() {
    let mut world = World::crowded();
    let next = world.node().dht().close_nodes(world.now).next().unwrap().key;
    let request = ForwardRequest { next, data: &[0x93; 1_000] }.to_vec();
    let sent = world.give(STRANGER, &request);
    assert_eq!((request.len(), sent.len()), (1_033, 1));
    assert_ne!(sent[0].0, STRANGER);
    assert_eq!(sent[0].1.len(), 1_042);
}
