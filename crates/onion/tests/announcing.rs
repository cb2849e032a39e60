//! Announcing and searching over real three-hop paths.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::time::Duration;

use common::{A, Asking, CLIENT, D, Request, World, nonce, told_node};
use toxcore_crypto::{CombinedKey, LongTermPublicKey};
use toxcore_onion::ANNOUNCE_LIFETIME;
use toxcore_wire::Encode;
use toxcore_wire::friend::FriendRequest;
use toxcore_wire::group_announce::{ChatId, GroupAnnounce, GroupAnnounceList, PublicGroupAnnounce};
use toxcore_wire::onion::{AnnounceForm, AnnounceStatus, DataResponse, DataToRoute, OnionData, SealedOnionData};

/// Announces `who` and returns the path over which it did.
fn announced(world: &mut World, who: &Asking) -> common::ClientPath {
    let path = world.path();
    let first = world.announce(&path, who, Request::own(who, [0; 32])).unwrap();
    assert!(matches!(first.status, AnnounceStatus::NotStored { .. }), "{first:?}");
    let second = world.announce(&path, who, Request::own(who, first.ping_id())).unwrap();
    assert!(second.is_stored(), "{second:?}");
    path
}

#[test]
fn a_client_is_stored_with_the_ping_id_it_was_given_and_found_by_others() {
    let mut world = World::new();
    let (alice, bob) = (Asking::new(10), Asking::new(20));
    announced(&mut world, &alice);
    let path = world.path();
    let found = world.announce(&path, &bob, Request::search(&alice)).unwrap();
    assert_eq!(found.status, AnnounceStatus::Found { data_key: alice.data.public });
    assert_eq!(found.nodes.iter().copied().collect::<Vec<_>>(), [told_node()]);
    assert_eq!(found.extra, None);
    let nobody = world.announce(&path, &bob, Request::search(&Asking::new(99))).unwrap();
    assert!(matches!(nobody.status, AnnounceStatus::NotStored { .. }));
    assert_eq!(world.nodes[&D].machine.announcements(world.now), 1);
}

#[test]
fn a_ping_id_works_for_its_key_and_its_last_hop_only_and_for_ten_minutes_at_most() {
    let mut world = World::new();
    let (alice, mallory) = (Asking::new(10), Asking::new(20));
    let path = world.path();
    let ping_id = world.announce(&path, &alice, Request::own(&alice, [0; 32])).unwrap().ping_id();
    let stolen = world.announce(&path, &mallory, Request::own(&mallory, ping_id)).unwrap();
    assert!(!stolen.is_stored(), "another key must not use it");
    world.now += Duration::from_secs(600);
    let late = world.announce(&path, &alice, Request::own(&alice, ping_id)).unwrap();
    assert!(!late.is_stored(), "it must expire");
}

#[test]
fn a_restarted_client_reads_that_its_old_data_key_is_stored() {
    let mut world = World::new();
    let mut alice = Asking::new(10);
    let path = announced(&mut world, &alice);
    alice.data = Asking::new(50).data;
    let answer = world.announce(&path, &alice, Request::own(&alice, [0; 32])).unwrap();
    assert!(matches!(answer.status, AnnounceStatus::NotStored { .. }));
    let answer = world.announce(&path, &alice, Request::own(&alice, answer.ping_id())).unwrap();
    assert!(answer.is_stored());
}

#[test]
fn data_is_routed_to_an_announced_client_over_its_own_path() {
    let mut world = World::new();
    let (alice, bob) = (Asking::new(10), Asking::new(20));
    announced(&mut world, &alice);
    let nonce = nonce(7);
    let (alice_key, bob_key) = (LongTermPublicKey::from_bytes(*alice.keys.public.as_bytes()), bob.keys.public);
    let inner_key = CombinedKey::new(&bob.keys.secret, &alice_key).unwrap();
    let request = FriendRequest::parse(b"\x01\x02\x03\x04hello").unwrap();
    let bob_long_term = LongTermPublicKey::from_bytes(*bob_key.as_bytes());
    let content =
        SealedOnionData::seal(&bob_long_term, &nonce, &inner_key, &OnionData::FriendRequest(request)).unwrap();
    let one_shot = Asking::new(60).keys;
    let outer_key = CombinedKey::new(&one_shot.secret, &alice.data.public).unwrap();
    let mut data = Vec::new();
    DataToRoute::seal(&alice_key, &one_shot.public, &nonce, &outer_key, &content, &mut data).unwrap();
    let path = world.path();
    let packet = world.onion_packet(&path, D, &data);
    world.deliver(CLIENT, A, &packet).unwrap();

    let (from, to, mut arrived) = world.arrived.pop_front().unwrap();
    assert_eq!((from, to), (A, CLIENT));
    let response = DataResponse::parse(&mut arrived).unwrap();
    let key = CombinedKey::new(&alice.data.secret, &response.one_shot).unwrap();
    let routed = response.open(&key).unwrap();
    let key = CombinedKey::new(&alice.keys.secret, &routed.sender).unwrap();
    let OnionData::FriendRequest(request) = routed.open(&key).unwrap() else { panic!("another kind of data") };
    assert_eq!(request.message, b"hello");
    assert_eq!(world.nodes[&D].machine.stats().data_routed, 1);

    world.now += ANNOUNCE_LIFETIME;
    world.deliver(CLIENT, A, &packet).unwrap();
    assert!(world.arrived.is_empty(), "nobody is announced any more");
}

fn group_announce(chat: u8, member: &Asking) -> Vec<u8> {
    let addr = Some(common::public(member.keys.public.as_bytes()[0]));
    let announce = GroupAnnounce { member: member.keys.public, addr, relay: None };
    PublicGroupAnnounce { chat_id: ChatId::from_bytes([chat; 32]), announce }.to_vec()
}

#[test]
fn members_of_a_public_group_find_each_other() {
    let mut world = World::new();
    let path = world.path();
    let (alice, bob) = (Asking::new(10), Asking::new(20));
    let extra = group_announce(1, &alice);
    let request = Request { form: AnnounceForm::Extended(&extra), ..Request::search(&alice) };
    let first = world.announce(&path, &alice, request).unwrap();
    assert_eq!(first.extra.as_deref(), Some(&[][..]));
    let extra = group_announce(1, &bob);
    let request = Request { form: AnnounceForm::Extended(&extra), ..Request::search(&bob) };
    let second = world.announce(&path, &bob, request).unwrap();
    let announces = GroupAnnounceList::parse(&second.extra.unwrap()).unwrap();
    assert_eq!(announces.iter().map(|a| a.member).collect::<Vec<_>>(), [alice.keys.public]);
    assert_eq!(world.nodes[&D].machine.groups(), 1);
}

#[test]
fn an_extended_request_is_answered_in_its_form_but_not_with_bad_group_data() {
    let mut world = World::new();
    let path = world.path();
    let alice = Asking::new(10);
    let empty = Request { form: AnnounceForm::Extended(&[]), ..Request::own(&alice, [0; 32]) };
    assert_eq!(world.announce(&path, &alice, empty).unwrap().extra.as_deref(), Some(&[][..]));
    let junk = Request { form: AnnounceForm::Extended(&[9; 50]), ..Request::own(&alice, [0; 32]) };
    assert!(world.announce(&path, &alice, junk).is_none());
    assert_eq!(world.discards.len(), 1);
}

/// Four announces of the longest kind and four IPv6 nodes: the largest answer there is fits its own bound.
#[test]
fn the_largest_answer_with_group_announces_fits() {
    let mut world = World::new();
    let path = world.path();
    let relay = toxcore_wire::RelayInfo {
        addr: "[2001:db8::1]:443".parse().unwrap(),
        key: toxcore_crypto::DhtPublicKey::from_bytes([5; 32]),
    };
    for number in 10..16 {
        let who = Asking::new(number);
        let announce = GroupAnnounce {
            member: who.keys.public,
            addr: Some("[2001:db8::2]:33445".parse().unwrap()),
            relay: Some(toxcore_wire::PackedNode::Tcp(relay)),
        };
        assert_eq!(announce.encoded_len(), GroupAnnounce::MAX_LEN);
        let extra = PublicGroupAnnounce { chat_id: ChatId::from_bytes([1; 32]), announce }.to_vec();
        let request = Request { form: AnnounceForm::Extended(&extra), ..Request::search(&who) };
        let answer = world.announce(&path, &who, request).unwrap();
        let others = GroupAnnounceList::parse(&answer.extra.unwrap()).unwrap();
        assert_eq!(others.len(), usize::from(number - 10).min(4));
    }
}
