//! Save files that the reference wrote, made on loopback by `crates/interop/peer/savedata.c` with keys of no further use.
//!
//! Each has a friend seen a moment before, one never seen, two requests, two conferences, a relay and nodes; those of
//! 0.2.20 and 0.2.22 have a group.

use proptest::prelude::*;
use toxcore_crypto::{KeyPair, LongTermKeyPair, LongTermPublicKey};
use toxcore_wire::Encode;
use toxcore_wire::friend::{NoSpam, UserStatus};
use toxcore_wire::savedata::{
    FriendProfile, FriendState, LOSSY_NUMBER_LEAP, LoadReport, MESSAGE_NUMBER_LEAP, PendingRequest, SavedFriend,
    Savedata,
};

const FILES: [(&str, &[u8]); 3] = [
    ("0.2.18", include_bytes!("savedata/0.2.18.tox")),
    ("0.2.20", include_bytes!("savedata/0.2.20.tox")),
    ("0.2.22", include_bytes!("savedata/0.2.22.tox")),
];

fn files() -> impl Iterator<Item = (&'static str, &'static [u8], Savedata)> {
    FILES.into_iter().map(|(version, file)| {
        let (savedata, report) = Savedata::load(file).expect("sound files");
        assert_eq!(report, LoadReport::default(), "{version}");
        (version, file, savedata)
    })
}

#[test]
fn files_of_the_reference_come_back_byte_for_byte() {
    for (version, file, savedata) in files() {
        assert_eq!(savedata.encoded_len(), file.len(), "{version}");
        assert_eq!(savedata.to_vec(), file, "{version}");
    }
}

/// Profiles with nothing in them; clients of 0.2.20 and 0.2.22 wanted groups saved and had none.
#[test]
fn empty_files_of_the_reference_come_back_byte_for_byte() {
    let files = [
        &include_bytes!("savedata/empty-0.2.18.tox")[..],
        include_bytes!("savedata/empty-0.2.20.tox"),
        include_bytes!("savedata/empty-0.2.22.tox"),
    ];
    for (file, len) in files.into_iter().zip([985, 994, 994]) {
        let (mut savedata, report) = Savedata::load(file).expect("sound files");
        assert_eq!(report, LoadReport::default());
        assert_eq!((savedata.to_vec(), savedata.encoded_len()), (file.to_vec(), len));
        savedata.groups = Some(vec![0x90]);
        assert_eq!(savedata.encoded_len(), 994);
    }
}

#[test]
fn files_of_the_reference_say_what_was_put_in() {
    for (version, _, savedata) in files() {
        assert_eq!(savedata.name, "Alïs".as_bytes(), "{version}");
        assert_eq!(savedata.status_message, b"reads old letters");
        assert_eq!(savedata.status, UserStatus::Away);
        assert_eq!(savedata.groups.is_some(), version != "0.2.18");
        assert_eq!((savedata.relays.len(), savedata.path_nodes.len(), savedata.dht_nodes.len()), (1, 2, 3));
        assert_eq!(savedata.relays[0].addr, "127.0.0.1:34511".parse().unwrap());
        assert!(savedata.dht_nodes.iter().all(|node| node.addr == "127.0.0.1:34502".parse().unwrap()));
    }
}

#[test]
fn friends_of_the_reference_are_complete() {
    for (version, _, savedata) in files() {
        let [met, never, asked, asked_at_length] = &savedata.friends[..] else { panic!("{version}: four friends") };
        let FriendState::Confirmed(FriendProfile { name, status_message, status, last_seen_unix_seconds }) = &met.state
        else {
            panic!("{version}: the first friend was there")
        };
        // Both had been longer before.
        assert_eq!((&name[..], &status_message[..], *status), (&b"Bob"[..], &b"short"[..], UserStatus::Busy));
        assert!(*last_seen_unix_seconds > 1_700_000_000);
        assert_eq!(never.state, FriendState::Confirmed(FriendProfile::default()));
        for (friend, len) in [(asked, 5), (asked_at_length, 921)] {
            let FriendState::Added(PendingRequest { message, .. }) = &friend.state else {
                panic!("{version}: never sent")
            };
            assert_eq!(message, &vec![b'q'; len]);
        }
    }
}

#[test]
fn conferences_of_the_reference_are_complete() {
    for (version, _, savedata) in files() {
        let [shared, alone] = &savedata.conferences[..] else { panic!("{version}: two conferences") };
        assert_eq!((shared.kind, &shared.title[..], shared.own_peer_number), (0, &b"a title"[..], 0));
        assert!(shared.message_number > MESSAGE_NUMBER_LEAP);
        assert_eq!(shared.lossy_message_number, LOSSY_NUMBER_LEAP);
        let [peer] = &shared.peers[..] else { panic!("{version}: one other peer") };
        assert_eq!((peer.key, &peer.name[..]), (savedata.friends[0].key, &b"Bob"[..]));
        assert_eq!(peer.dht_key, savedata.relays[0].key);
        assert_eq!(
            (&alone.title[..], alone.message_number, alone.peers.len()),
            (&b"alone"[..], MESSAGE_NUMBER_LEAP, 0)
        );
    }
}

#[test]
fn files_of_the_reference_cut_anywhere_keep_what_is_whole() {
    for (version, file, savedata) in files() {
        for len in 0..file.len() {
            match Savedata::load(&file[..len]) {
                Ok((cut, report)) => {
                    assert!(cut.to_vec().len() <= file.len(), "{version}");
                    assert_eq!(
                        report.is_damaged(),
                        cut.conferences.len() < 2 || len < file.len() - 699,
                        "{version} {len}"
                    );
                    assert_eq!(cut.friends[..], savedata.friends[..cut.friends.len()]);
                }
                Err(_) => assert!(len < 84, "{version} {len}"),
            }
        }
    }
}

#[test]
fn every_byte_of_a_file_may_be_wrong() {
    for (version, file, _) in files() {
        let mut changed = file.to_vec();
        for at in 0..file.len() {
            for byte in [0x00, 0x7f, 0xff] {
                changed[at] = byte;
                if let Ok((loaded, _)) = Savedata::load(&changed) {
                    assert_eq!(loaded.encoded_len(), loaded.to_vec().len(), "{version} {at}");
                } else {
                    assert!(at < 84 || file[at] == byte, "{version}: {at} is not of the keys");
                }
            }
            changed[at] = file[at];
        }
    }
}

fn text(max: usize) -> impl Strategy<Value = Vec<u8>> + Clone {
    prop::collection::vec(any::<u8>(), 0..=max)
}

fn state() -> impl Strategy<Value = FriendState> {
    let request = (any::<u32>(), text(1024))
        .prop_map(|(number, message)| PendingRequest { no_spam: NoSpam::from_u32(number), message });
    let status = prop::sample::select(&[UserStatus::Available, UserStatus::Away, UserStatus::Busy][..]);
    let profile = (text(128), text(1007), status, any::<u64>()).prop_map(|(name, status_message, status, seen)| {
        FriendProfile { name, status_message, status, last_seen_unix_seconds: seen }
    });
    prop_oneof![
        request.clone().prop_map(FriendState::Added),
        request.prop_map(FriendState::Requested),
        profile.prop_map(FriendState::Confirmed),
    ]
}

fn friends() -> impl Strategy<Value = Vec<SavedFriend>> {
    prop::collection::btree_map(any::<[u8; 32]>(), state(), 0..5).prop_map(|friends| {
        friends.into_iter().map(|(key, state)| SavedFriend { key: LongTermPublicKey::from_bytes(key), state }).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_profile_comes_back(
        secret in any::<[u8; 32]>(),
        friends in friends(),
        (name, status_message) in (text(128), text(1007)),
        groups in prop::option::of(text(2_000)),
    ) {
        let key_pair: LongTermKeyPair = KeyPair::from_secret_bytes(secret);
        let mut savedata = Savedata::new(NoSpam::from_u32(5), key_pair);
        (savedata.friends, savedata.name, savedata.status_message, savedata.groups) = (friends, name, status_message, groups);
        let (loaded, report) = Savedata::load(&savedata.to_vec()).unwrap();
        prop_assert_eq!(report, LoadReport::default());
        prop_assert_eq!(loaded.to_vec(), savedata.to_vec());
        prop_assert_eq!(loaded.friends, savedata.friends);
        prop_assert_eq!(loaded.groups, savedata.groups);
    }

    #[test]
    fn a_file_with_random_damage_is_loaded_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = FILES[2].1.to_vec();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        file.truncate(cut.index(file.len()) + 1);
        if let Ok((loaded, _)) = Savedata::load(&file) {
            let again = loaded.to_vec();
            let (settled, _) = Savedata::load(&again).unwrap();
            prop_assert_eq!(settled.to_vec(), again);
        }
    }
}
