use toxcore_crypto::ed25519::SigningPublicKey;
use toxcore_crypto::{EphemeralPublicKey, ExtendedKeyPair};

use super::*;
use crate::friend::UserStatus;
use crate::group::{
    GroupName, GroupPassword, GroupPrivacy, GroupVoice, ModeratorList, Role, SharedState, ShortBytes, SignedTopic,
    TopicLock,
};
use crate::savedata::{SavedGroupPeer, SavedTopic};

fn founder() -> ExtendedKeyPair {
    ExtendedKeyPair::from_seed(&[1; 32])
}

/// A group of our making, with everything that can be in one.
fn group(name: &[u8]) -> SavedGroup {
    let keys = ExtendedKeyPair::from_seed(&[2; 32]);
    let moderators =
        ModeratorList::from_keys([3, 4].map(|seed| ExtendedKeyPair::from_seed(&[seed; 32]).public().signing));
    let state = SharedState {
        version: 70_000,
        founder: founder().public(),
        peer_limit: 300,
        name: GroupName::first(name),
        privacy: GroupPrivacy::Private,
        password: GroupPassword::new(b"geheim").unwrap(),
        moderators_hash: moderators.hash_in_order(),
        topic_lock: TopicLock::Unlocked(3),
        voice: GroupVoice::Founder,
    };
    let state_signature = *state.sign(keys.signing()).first_chunk().unwrap();
    let topic = SignedTopic::sign(3, b"a topic", founder().signing()).unwrap();
    let peer = SavedGroupPeer {
        key: EphemeralPublicKey::from_bytes([9; 32]),
        addr: Some(([127, 0, 0, 1], 1).into()),
        relay: None,
    };
    SavedGroup {
        disconnected: true,
        state,
        state_signature,
        topic: SavedTopic {
            version: 3,
            topic: ShortBytes::first(b"a topic"),
            setter: topic.info.setter,
            signature: topic.signature,
        },
        moderators,
        group_key: keys.public(),
        group_keys: Some(keys),
        own_keys: founder(),
        nick: ShortBytes::first(b"alice"),
        role: Role::Founder,
        status: UserStatus::Busy,
        peers: vec![peer; 3],
    }
}

fn section(entries: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let entries: Vec<Vec<u8>> = entries.into_iter().collect();
    let mut bytes = Vec::new();
    put_array(entries.len(), &mut bytes);
    bytes.extend(entries.concat());
    bytes
}

fn names(groups: &SavedGroups) -> Vec<Vec<u8>> {
    groups.iter().map(|group| group.state.name.to_vec()).collect()
}

#[test]
fn a_group_of_ours_comes_back() {
    let bytes = section([group(b"one").to_vec(), group(&[b'n'; 48]).to_vec()]);
    let groups = SavedGroups::parse(&bytes);
    assert_eq!(names(&groups), [b"one".to_vec(), vec![b'n'; 48]]);
    assert!(!groups.is_damaged());
    assert_eq!((groups.to_vec(), groups.encoded_len()), (bytes.clone(), bytes.len()));
    let read = groups.iter().next().unwrap();
    assert_eq!((&read.state, read.disconnected, read.role), (&group(b"one").state, true, Role::Founder));
    assert_eq!(
        (&read.topic, &read.peers, &read.moderators),
        (&group(b"").topic, &group(b"").peers, &group(b"").moderators)
    );
    assert!(read.topic.to_signed().verify().is_ok());
    assert_eq!(read.chat_id().as_bytes(), read.group_keys.as_ref().unwrap().public().signing.as_bytes());
}

/// In the reference the first bad group ends the list, and the next save forgets it and all others behind it.
#[test]
fn a_bad_group_does_not_hide_the_others() {
    let sound = group(b"sound").to_vec();
    for at in 0..sound.len() {
        let mut bad = sound.clone();
        // Never used: whatever it stands for, the group cannot be read.
        bad[at] = 0xc1;
        let groups = SavedGroups::parse(&section([bad.clone(), sound.clone()]));
        // Where it can be read all the same, a member that cannot is not written again.
        assert!(names(&groups).len() == 2 || groups.to_vec() == section([sound.clone(), bad]), "byte {at}");
        assert_eq!(names(&groups).last(), Some(&b"sound".to_vec()), "byte {at}");
    }
    let others = [vec![0xc0], vec![0x80], section([vec![1], vec![2]]), vec![0xa1, b'x']];
    let groups = SavedGroups::parse(&section(others.iter().cloned().chain([sound.clone()])));
    assert_eq!((names(&groups), groups.is_damaged(), groups.groups.len()), (vec![b"sound".to_vec()], true, 5));
    assert_eq!(groups.to_vec(), section([sound].into_iter().chain(others)));
}

#[test]
fn a_cut_section_keeps_whole_groups_and_all_bytes() {
    let one = group(b"one").to_vec();
    let bytes = section([one.clone(), one.clone()]);
    for len in 1..bytes.len() {
        let mut groups = SavedGroups::parse(&bytes[..len]);
        assert_eq!(groups.iter().count(), usize::from(len > one.len()), "{len} bytes");
        assert!(groups.to_vec() == bytes[..len], "{len} bytes");
        assert!(groups.is_damaged(), "{len} bytes");
        // Others may come and go before what is broken.
        groups.groups.insert(0, SavedGroupEntry::Group(Box::new(group(b"new"))));
        let again = SavedGroups::parse(&groups.to_vec());
        assert_eq!(names(&again).first(), Some(&b"new".to_vec()));
    }
}

#[test]
fn what_is_no_array_is_kept_alone() {
    for bytes in [&[0xc0][..], b"groups", &[0xdd, 0, 0]] {
        let groups = SavedGroups::parse(bytes);
        assert!(groups.is_damaged() && !groups.is_empty());
        assert_eq!(groups.to_vec(), bytes);
    }
    assert!(SavedGroups::parse(&[0x90]).is_empty());
    assert_eq!(SavedGroups::default().to_vec(), [0x90]);
}

#[test]
fn bytes_behind_the_last_group_are_kept() {
    let bytes = [section([group(b"one").to_vec()]), vec![1, 2, 3]].concat();
    let groups = SavedGroups::parse(&bytes);
    assert_eq!((groups.to_vec(), groups.is_damaged()), (bytes, true));
}

#[test]
fn a_lie_about_the_number_costs_nothing() {
    for bytes in
        [vec![0xdd, 0xff, 0xff, 0xff, 0xff], [vec![0xdd, 0xff, 0xff, 0xff, 0xff], vec![0xc0; 100_000]].concat()]
    {
        let groups = SavedGroups::parse(&bytes);
        assert!(groups.groups.len() <= MAX_SAVED_GROUPS);
        assert_eq!(groups.to_vec(), bytes);
    }
}

/// Numbers and texts change the form of their heads with their size.
#[test]
fn lengths_are_counted_before_anything_is_written() {
    for number in [0, 1, 127, 128, 255, 256, 300, 512, 65_535, 65_536, u32::MAX] {
        let mut group = group(b"n");
        group.state.version = number;
        group.state.peer_limit = u16::try_from(number).unwrap_or(u16::MAX);
        group.state.privacy = GroupPrivacy::from_u8(u8::try_from(number).unwrap_or(u8::MAX));
        group.state.topic_lock = TopicLock::from_u32(number);
        group.topic.version = number;
        let len = usize::try_from(number).unwrap().min(512);
        group.topic.topic = ShortBytes::first(&vec![b't'; len]);
        group.nick = ShortBytes::first(&vec![b'n'; len]);
        let keys = (0..len).map(|at| SigningPublicKey::from_bytes([u8::try_from(at % 256).unwrap(); 32]));
        group.moderators = ModeratorList::from_keys(keys);
        group.peers.resize(len, group.peers[0]);
        let bytes = group.to_vec();
        assert_eq!((bytes.len(), parse_all(&bytes, super::group).is_ok()), (group.encoded_len(), true), "{number}");
    }
}

#[test]
fn groups_are_taken_out_and_put_back() {
    let bytes = section([vec![0xc0], group(b"one").to_vec(), group(b"two").to_vec()]);
    let mut groups = SavedGroups::parse(&bytes);
    let taken = groups.take();
    assert_eq!((taken.len(), groups.groups.len(), groups.to_vec()), (2, 1, vec![0x91, 0xc0]));
    taken.into_iter().for_each(|group| groups.push(group));
    assert!(groups.to_vec() == section([group(b"one").to_vec(), group(b"two").to_vec(), vec![0xc0]]));
}

#[test]
fn key_pairs_that_do_not_fit_are_not_taken() {
    let mut other = group(b"other");
    other.group_keys = Some(founder());
    let groups = SavedGroups::parse(&section([other.to_vec()]));
    assert!(matches!(groups.groups[..], [SavedGroupEntry::Unreadable(_)]));
}

#[test]
fn nothing_secret_is_printed() {
    let text = format!(
        "{:?}",
        SavedGroups::parse(&section([group(b"geheim").to_vec(), vec![0xa6, b'g', b'e', b'h', b'e', b'i', b'm']]))
    );
    assert!(!text.contains("geheim") && !text.contains("alice"), "{text}");
}
