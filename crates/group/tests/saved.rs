//! Groups of save files: of the reference and our own, whole and damaged.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::time::Duration;

use toxcore_group::rules::{Meeting, Phase, RestoreError, Rules};
use toxcore_wire::Encode;
use toxcore_wire::group::{LosslessKind, ModeratorList, Role, ShortBytes, TopicLock};
use toxcore_wire::savedata::{MAX_SAVED_GROUP_PEERS, SavedGroup, SavedGroupPeer, Savedata};
use world::{World, keys};

const FILES: [(&str, &[u8], &[u8]); 2] = [
    (
        "0.2.20",
        include_bytes!("../../wire/tests/savedata/groups-founder-0.2.20.tox"),
        include_bytes!("../../wire/tests/savedata/groups-member-0.2.20.tox"),
    ),
    (
        "0.2.22",
        include_bytes!("../../wire/tests/savedata/groups-founder-0.2.22.tox"),
        include_bytes!("../../wire/tests/savedata/groups-member-0.2.22.tox"),
    ),
];

fn groups(file: &[u8]) -> Vec<SavedGroup> {
    let (savedata, _) = Savedata::load(file).unwrap();
    savedata.saved_groups().iter().cloned().collect()
}

#[test]
fn groups_that_the_reference_saved_go_on_and_are_saved_as_the_same_bytes() {
    for (version, founder, member) in FILES {
        for saved in groups(founder).into_iter().chain(groups(member)) {
            let bytes = saved.to_vec();
            let rules = Rules::restore(saved.clone()).unwrap();
            let phase = if saved.disconnected { Phase::Disconnected } else { Phase::Joining };
            assert_eq!((rules.phase(), rules.own_role()), (phase, saved.role), "{version}");
            assert_eq!((rules.topic(), rules.moderators()), (&saved.topic.topic[..], saved.moderators.keys()));
            assert_eq!(rules.ping().is_some(), !saved.disconnected, "{version}");
            if let Some(ping) = rules.ping() {
                assert_eq!((ping.state_version, ping.topic_version), (saved.state.version, saved.topic.version));
            }
            assert_eq!(rules.to_saved().unwrap().to_vec(), bytes, "{version}");
        }
    }
}

#[test]
fn founder_and_member_of_the_reference_find_each_other_again() {
    for (version, founder, member) in FILES {
        let [founder, member] = [founder, member].map(|file| groups(file).remove(0));
        let mut world = World::new(2, 1);
        for (node, saved) in world.nodes.iter_mut().zip([founder, member]) {
            node.rules = Rules::restore(saved).unwrap();
        }
        world.connect(1, 0);
        world.run(Duration::from_secs(60));
        assert!(world.is_in(0) && world.is_in(1), "{version}");
        world.assert_agreement(version);
        assert_eq!(world.nodes[1].rules.own_role(), Role::Moderator);
        // Lists of observers are not saved; the moderator begins one, since the founder has none either.
        assert!(matches!(world.nodes[0].rules.state().unwrap().topic_lock, TopicLock::Unlocked(_)));
    }
}

#[test]
fn what_is_not_borne_out_is_taken_for_unknown() {
    let sound = || groups(FILES[1].1).remove(0);
    let mut forged = sound();
    forged.state_signature[5] ^= 1;
    assert!(matches!(Rules::restore(forged), Err(RestoreError::State)));
    let mut changed = sound();
    changed.state.peer_limit += 1;
    assert!(matches!(Rules::restore(changed), Err(RestoreError::State)));
    let mut unknown = sound();
    unknown.state.version = 0;
    assert!(matches!(Rules::restore(unknown), Err(RestoreError::State)));
    let mut stranger = sound();
    stranger.group_keys = Some(keys(3));
    assert!(matches!(Rules::restore(stranger), Err(RestoreError::Keys)));
    let mut nobody = sound();
    nobody.nick = ShortBytes::EMPTY;
    assert!(matches!(Rules::restore(nobody), Err(RestoreError::NoNick)));

    let mut topic = sound();
    topic.topic.signature[5] ^= 1;
    let rules = Rules::restore(topic).unwrap();
    assert_eq!((rules.topic(), rules.ping().unwrap().topic_version), (&b""[..], 0));
    assert_eq!(rules.to_saved().unwrap().topic.version, 0);
    // Other members are asked for a list that the state does not have the hash of.
    let mut moderators = sound();
    moderators.moderators = ModeratorList::new();
    let rules = Rules::restore(moderators).unwrap();
    assert!(rules.moderators().is_empty());
}

#[test]
fn a_newcomer_who_knows_nothing_saves_nothing() {
    assert!(Rules::join(world::joining(1, b"")).to_saved().is_none());
}

#[test]
fn as_many_members_are_saved_as_are_read_again() {
    let mut saved = groups(FILES[1].1).remove(0);
    let peer = |number: u16| {
        let mut key = [0x42; 32];
        key[..2].copy_from_slice(&number.to_be_bytes());
        let addr = Some(([198, 51, 100, 9], 1 + number).into());
        SavedGroupPeer { key: toxcore_crypto::EphemeralPublicKey::from_bytes(key), addr, relay: None }
    };
    saved.peers = (0..300).map(peer).collect();
    let rules = Rules::restore(saved).unwrap();
    assert_eq!(rules.roster().iter().len(), 300);
    let again = rules.to_saved().unwrap();
    assert_eq!(again.peers.len(), MAX_SAVED_GROUP_PEERS);
    let section = [&[0x91][..], &again.to_vec()].concat();
    let read = toxcore_wire::savedata::SavedGroups::parse(&section);
    assert_eq!(read.iter().next().unwrap().peers.len(), MAX_SAVED_GROUP_PEERS);
}

#[test]
fn an_observer_stays_one_until_a_list_says_otherwise() {
    let mut world = World::joined(3, 2);
    let observer = world.key(1);
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::Observer)).unwrap();
    world.settle();
    world.split(|who| u8::from(who == 1));
    world.nodes[1].rules = Rules::restore(world.nodes[1].rules.to_saved().unwrap()).unwrap();
    assert_eq!(world.nodes[1].rules.own_role(), Role::Observer);
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::User)).unwrap_err();
    world.heal();
    world.run(Duration::from_secs(30));
    world.assert_agreement("still an observer");
    world.with(0, |rules, now| rules.set_role(now, &observer, Role::User)).unwrap();
    world.settle();
    assert_eq!(world.nodes[1].rules.own_role(), Role::User);
}

#[test]
fn a_group_is_joined_again_though_its_founder_has_an_old_file() {
    let mut world = World::joined(3, 3);
    let old = world.nodes[0].rules.to_saved().unwrap();
    let moderator = world.key(1);
    world.with(0, |rules, _| rules.set_peer_limit(9)).unwrap();
    world.with(0, |rules, now| rules.set_role(now, &moderator, Role::Moderator)).unwrap();
    world.with(0, |rules, now| rules.set_topic(now, b"newer")).unwrap();
    world.settle();
    world.split(|who| u8::from(who == 0));
    world.nodes[0].rules = Rules::restore(old).unwrap();
    world.heal();
    world.run(Duration::from_secs(60));
    world.assert_agreement("the founder learns what it decided itself");
    assert_eq!(world.nodes[0].rules.state().unwrap().peer_limit, 9);
    assert_eq!(world.nodes[0].rules.moderators().len(), 1);
    world.with(0, |rules, _| rules.set_peer_limit(10)).unwrap();
    world.settle();
    world.assert_agreement("and decides on");
}

/// A friend's invitation says nothing about how a group is found: the state does.
#[test]
fn whether_a_group_is_private_comes_from_its_founder_alone() {
    let mut world = World::new(2, 4);
    world.with(0, |rules, _| rules.set_privacy(toxcore_wire::group::GroupPrivacy::Private)).unwrap();
    assert!(world.nodes[1].rules.state().is_none());
    world.connect(1, 0);
    world.settle();
    assert!(!world.nodes[1].rules.state().unwrap().privacy.is_public());
    // Nor does a handshake.
    let now = world.now;
    world.nodes[1].rules.connected(now, keys(9).public(), Meeting::Responder).unwrap();
    let _ = world.nodes[1].rules.handle_lossless(now, &keys(9).public().encryption, LosslessKind::InviteRequest, &[]);
    assert!(!world.nodes[1].rules.state().unwrap().privacy.is_public());
}
