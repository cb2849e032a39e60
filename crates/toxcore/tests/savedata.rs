//! Save files of the C library go through a [`Tox`] and lose nothing.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use toxcore::savedata::{
    FriendState, LOSSY_NUMBER_LEAP, LoadError, MESSAGE_NUMBER_LEAP, SavedConference, SavedFriend, Savedata,
};
use toxcore::{Instant, NewError, Options, Profile, Seed, Tox, UnixTime};
use toxcore_sim::corpus;
use toxcore_wire::Encode;

fn files() -> Vec<Vec<u8>> {
    corpus::inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../wire/tests/savedata"))
}

fn start(profile: Profile) -> Result<Tox, NewError> {
    Tox::new(Options { profile, ..Options::default() }, &Seed::from_number(1), Instant::ZERO, UnixTime(1))
}

/// What a friend is after a start: requests are to be sent again.
fn after_start(friend: &SavedFriend) -> SavedFriend {
    let state = match friend.state.clone() {
        FriendState::Requested(request) => FriendState::Added(request),
        other => other,
    };
    SavedFriend { key: friend.key, state }
}

/// What conferences are after a start: their next messages have numbers that none had before.
fn leapt(conferences: &[SavedConference]) -> Vec<SavedConference> {
    let leapt = conferences.iter().cloned().map(|mut conference| {
        conference.message_number += MESSAGE_NUMBER_LEAP;
        conference.lossy_message_number += LOSSY_NUMBER_LEAP;
        conference
    });
    leapt.collect()
}

#[test]
fn files_of_every_release_come_back_with_all_that_is_in_them() {
    for file in files() {
        let (before, _) = Savedata::load(&file).unwrap();
        let tox = start(Profile::Savedata(file)).unwrap();
        assert!(!tox.load_report().is_damaged());
        let (mut after, report) = Savedata::load(&tox.savedata()).unwrap();
        assert!(!report.is_damaged());
        assert_eq!(after.friends, before.friends.iter().map(after_start).collect::<Vec<_>>());
        for (list, other) in [(&mut after.dht_nodes, &before.dht_nodes), (&mut after.path_nodes, &before.path_nodes)] {
            list.sort_by_key(|node| node.key);
            let mut other = other.clone();
            other.sort_by_key(|node| node.key);
            assert_eq!(*list, other);
        }
        after.relays.sort_by_key(|relay| relay.key);
        let mut relays = before.relays.clone();
        relays.sort_by_key(|relay| relay.key);
        assert_eq!(after.relays, relays);
        assert_eq!(after.conferences, leapt(&before.conferences));
        // Everything else is the same byte for byte.
        let [after, before] = [after, before].map(|mut saved| {
            saved.friends.clear();
            saved.dht_nodes.clear();
            saved.path_nodes.clear();
            saved.relays.clear();
            saved.conferences.clear();
            saved.to_vec()
        });
        assert_eq!(after, before);
    }
}

/// Past defects 18 and 22: what was not understood was lost with the next save.
#[test]
fn sections_that_are_not_used_stay() {
    for mut file in files() {
        let (mut before, _) = Savedata::load(&file).unwrap();
        before.groups = Some(vec![0x90; 3_000]);
        file = before.to_vec();
        let unknown = [4_u32.to_le_bytes().as_slice(), &[77, 0, 0xce, 0x01], b"what"].concat();
        file.splice(8..8, unknown);
        let tox = start(Profile::Savedata(file)).unwrap();
        let (after, _) = Savedata::load(&tox.savedata()).unwrap();
        assert_eq!(after.groups, before.groups);
        assert_eq!(after.unknown().iter().map(|section| section.content()).collect::<Vec<_>>(), [b"what"]);
    }
}

/// Past defects 19, 20 and 22: whatever is broken, there is an error or the old identity, never another one.
#[test]
fn cut_and_changed_files_keep_the_identity_or_fail() {
    for file in files() {
        let identity = start(Profile::Savedata(file.clone())).unwrap().self_public_key();
        for len in (0..file.len().min(3_000)).step_by(7) {
            match start(Profile::Savedata(file[..len].to_vec())) {
                Ok(tox) => assert_eq!(tox.self_public_key(), identity),
                Err(NewError::Savedata(error)) => assert_ne!(error, LoadError::Encrypted),
                Err(other) => panic!("{other}"),
            }
        }
        for changed in corpus::with_one_byte_changed(&file, 1_000) {
            if let Ok(tox) = start(Profile::Savedata(changed)) {
                assert_eq!(tox.self_public_key(), identity);
            }
        }
    }
}

/// Past defect 33 in its way: what a process that is killed had saved last is what the next one starts from.
#[test]
fn saving_twice_gives_the_same() {
    for file in files() {
        let once = start(Profile::Savedata(file)).unwrap().savedata();
        let again = start(Profile::Savedata(once.clone())).unwrap().savedata();
        assert_eq!(once.len(), again.len());
    }
}

/// Requests that are too long to be sent, or empty, stay in the file until the friend is there.
#[test]
fn requests_that_cannot_be_sent_are_kept() {
    let tox = start(Profile::New).unwrap();
    let (mut saved, _) = Savedata::load(&tox.savedata()).unwrap();
    for (number, len) in [0, 922, 1_016].into_iter().enumerate() {
        let key = toxcore::LongTermPublicKey::from_bytes([number as u8 + 1; 32]);
        let request = toxcore::savedata::PendingRequest { no_spam: tox.self_nospam(), message: vec![b'x'; len] };
        saved.friends.push(SavedFriend { key, state: FriendState::Requested(request) });
    }
    let tox = start(Profile::Loaded(Box::new(saved.clone()))).unwrap();
    let (after, _) = Savedata::load(&tox.savedata()).unwrap();
    assert_eq!(after.friends, saved.friends);
}
