//! Groups in save files that the reference wrote, made on loopback by `crates/interop/peer/groupsaves.c` with keys of no
//! further use.
//!
//! A founder has a private group with a password, in which another is a moderator; a public one, from which it
//! disconnected; one in which everything is as long as it may be; one in which everything is short. The other has the
//! first, and one of its own.

use toxcore_wire::Encode;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{GroupPrivacy, GroupVoice, Role, SharedState, SignedSharedState, TopicLock};
use toxcore_wire::savedata::{LoadReport, SavedGroup, SavedGroups, Savedata};

const FILES: [(&str, &[u8], &[u8]); 2] = [
    (
        "0.2.20",
        include_bytes!("savedata/groups-founder-0.2.20.tox"),
        include_bytes!("savedata/groups-member-0.2.20.tox"),
    ),
    (
        "0.2.22",
        include_bytes!("savedata/groups-founder-0.2.22.tox"),
        include_bytes!("savedata/groups-member-0.2.22.tox"),
    ),
];

fn load(file: &[u8]) -> Savedata {
    let (savedata, report) = Savedata::load(file).expect("sound files");
    assert_eq!(report, LoadReport::default());
    savedata
}

fn groups(file: &[u8]) -> Vec<SavedGroup> {
    load(file).saved_groups().iter().cloned().collect()
}

fn all_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.into_iter().flat_map(|(version, founder, member)| [(version, founder), (version, member)])
}

#[test]
fn groups_of_the_reference_come_back_byte_for_byte() {
    for (version, file) in all_files() {
        let mut savedata = load(file);
        let groups = savedata.saved_groups();
        assert!(!groups.is_damaged(), "{version}");
        assert_eq!(Some(groups.to_vec()), savedata.groups, "{version}");
        savedata.set_saved_groups(&groups);
        assert_eq!(savedata.to_vec(), file, "{version}");
    }
    for file in [&include_bytes!("savedata/0.2.20.tox")[..], include_bytes!("savedata/0.2.22.tox")] {
        let savedata = load(file);
        assert_eq!(Some(savedata.saved_groups().to_vec()), savedata.groups);
    }
}

#[test]
fn states_and_topics_of_the_reference_have_sound_signatures() {
    for (version, file) in all_files() {
        for group in groups(file) {
            let signed = group.state.signed(&group.state_signature);
            assert_eq!(SignedSharedState::from(&signed).open(&group.chat_id()), Ok(group.state.clone()), "{version}");
            assert_eq!(group.topic.to_signed().verify(), Ok(()), "{version}");
            assert_eq!(group.state.moderators_hash, group.moderators.hash_in_order(), "{version}");
            assert!(group.group_key.is_consistent() && group.state.founder.is_consistent());
        }
    }
}

#[test]
fn the_founder_keeps_what_was_decided() {
    for (version, founder, _) in FILES {
        let [shared, left, longest, short] = &groups(founder)[..] else { panic!("{version}: four groups") };
        let SharedState { version: 5.., peer_limit: 300, privacy: GroupPrivacy::Private, .. } = shared.state else {
            panic!("{version}: {:?}", shared.state)
        };
        assert_eq!((&*shared.state.name, shared.state.password.as_bytes()), (&b"shared"[..], &b"open sesame"[..]));
        assert_eq!((shared.state.voice, &*shared.topic.topic), (GroupVoice::Moderators, &b"first topic"[..]));
        assert_eq!(shared.state.topic_lock, TopicLock::Unlocked(shared.topic.version));
        assert_eq!(
            (shared.moderators.keys().len(), shared.role, shared.status),
            (1, Role::Founder, UserStatus::Available)
        );
        assert_eq!(shared.state.founder, shared.own_keys.public());
        assert!(groups(founder).iter().all(|group| group.group_keys.is_some()));
        assert!(left.disconnected && !shared.disconnected);
        assert_eq!((longest.state.name.len(), longest.nick.len(), longest.topic.topic.len()), (48, 128, 512));
        assert_eq!((&*short.state.name, &*short.nick, short.topic.topic.len()), (&b"s"[..], &b"s"[..], 0));
        assert_eq!(short.peers, []);
    }
}

#[test]
fn a_member_keeps_the_same_without_the_keys_of_the_group() {
    for (version, founder, member) in FILES {
        let [theirs, ..] = &groups(founder)[..] else { panic!("{version}") };
        let [shared, own] = &groups(member)[..] else { panic!("{version}: two groups") };
        assert_eq!(
            (&shared.state, &shared.topic, &shared.moderators),
            (&theirs.state, &theirs.topic, &theirs.moderators)
        );
        assert_eq!((shared.group_key, shared.group_keys.is_none()), (theirs.group_key, true));
        assert_eq!(shared.moderators.keys(), [shared.own_keys.public().signing]);
        assert_eq!((shared.role, shared.status, &*shared.nick), (Role::Moderator, UserStatus::Busy, &b"member"[..]));
        assert_eq!((own.role, own.group_keys.is_some()), (Role::Founder, true));
        let [founder] = &shared.peers[..] else { panic!("{version}: {:?}", shared.peers) };
        let [member] = &theirs.peers[..] else { panic!("{version}: {:?}", theirs.peers) };
        assert_eq!(founder.key, theirs.own_keys.public().encryption);
        assert_eq!(member.key, shared.own_keys.public().encryption);
        let relay = theirs.peers[0].relay.expect("both use one relay");
        assert_eq!((founder.relay, relay.addr), (Some(relay), "127.0.0.1:34611".parse().expect("an address")));
        let addrs = [founder.addr, member.addr].map(|addr| addr.map(|addr| addr.to_string()));
        // 0.2.20 saved none of members it reached by the friend's address.
        let expected = (version != "0.2.20").then_some(["127.0.0.1:34601", "127.0.0.1:34602"]);
        assert_eq!(addrs, expected.map_or([None, None], |addrs| addrs.map(|addr| Some(addr.to_owned()))));
    }
}

#[test]
fn every_byte_of_a_section_may_be_wrong() {
    for (version, file) in all_files() {
        let section = load(file).groups.expect("there are groups");
        let whole = SavedGroups::parse(&section).groups.len();
        let mut changed = section.clone();
        for at in 0..section.len() {
            changed[at] = [0x00, 0x7f, 0xc1, 0xff][at % 4];
            let groups = SavedGroups::parse(&changed);
            let written = groups.to_vec();
            assert_eq!(written.len(), groups.encoded_len(), "{version} {at}");
            assert!(groups.groups.len() <= whole.max(127), "{version} {at}");
            assert!(SavedGroups::parse(&written).to_vec() == written, "{version} {at}");
            changed[at] = section[at];
        }
    }
}
