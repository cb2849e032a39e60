//! Conferences in the save file, also in those that the reference wrote.

mod world;

use std::path::Path;
use std::time::Duration;

use toxcore_conference::RestoreError;
use toxcore_sansio::UnixTime;
use toxcore_wire::savedata::{LOSSY_NUMBER_LEAP, MESSAGE_NUMBER_LEAP, SavedConference, Savedata};
use world::World;

const UNIX: UnixTime = UnixTime(2_000_000_000);

fn save(world: &World, who: usize) -> Vec<SavedConference> {
    world.members[who].machine.as_ref().expect("a member that runs").save(world.now(), UNIX)
}

/// Save files of three releases, which a packaged crate does not have beside it.
fn files_of_the_reference() -> Vec<(&'static str, SavedConference)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wire/tests/savedata");
    let read = |version: &'static str| {
        let file = std::fs::read(folder.join(format!("{version}.tox"))).ok()?;
        let (savedata, _) = Savedata::load(&file).expect("a sound file");
        Some((version, savedata.conferences.first().expect("a conference").clone()))
    };
    ["0.2.18", "0.2.20", "0.2.22"].into_iter().filter_map(read).collect()
}

#[test]
fn conferences_of_the_reference_are_loaded_and_saved_again() {
    for (version, saved) in files_of_the_reference() {
        let mut world = World::new(1, 1);
        let number = world.with(0, |machine, cx| machine.restore(cx, &saved)).unwrap();
        let machine = world.members[0].machine.as_ref().unwrap();
        assert_eq!(machine.title(number), Some(&b"a title"[..]), "{version}");
        assert_eq!(machine.own_number(number).map(|own| own.0), Some(saved.own_peer_number));
        assert_eq!((machine.peer_count(number), machine.offline_peer_count(number)), (Some(1), Some(1)));
        let peer = machine.offline_peer(number, 0, world.now(), UNIX).unwrap();
        assert_eq!((peer.id.key, peer.last_active.0), (saved.peers[0].key, saved.peers[0].last_active_seconds));
        let mut again = save(&world, 0);
        assert_eq!(again[0].message_number, saved.message_number + MESSAGE_NUMBER_LEAP);
        assert_eq!(again[0].lossy_message_number, saved.lossy_message_number.wrapping_add(LOSSY_NUMBER_LEAP));
        (again[0].message_number, again[0].lossy_message_number) = (saved.message_number, saved.lossy_message_number);
        assert_eq!(again, [saved]);
    }
}

#[test]
fn everybody_is_saved_in_sight_or_not_and_numbers_go_on() {
    let mut world = World::chain(6, 1);
    world.stop(5, true);
    world.run(Duration::from_secs(30));
    world.say(0, "before");
    world.run(Duration::from_secs(1));
    let before = save(&world, 0);
    assert_eq!(before[0].peers.len(), 5);
    assert!(before[0].peers.iter().all(|peer| peer.name.starts_with(b"member ")));
    assert!(before[0].peers.iter().all(|peer| (UNIX.0 - 60..=UNIX.0).contains(&peer.last_active_seconds)));
    world.stop(0, true);
    world.start(0);
    assert_eq!(save(&world, 0)[0].message_number, before[0].message_number + MESSAGE_NUMBER_LEAP + 1);
    assert!(world.run_until(Duration::from_secs(30), |world| world.all_see_each_other(&[0, 1, 2, 3, 4])).is_some());
    world.say(0, "after");
    world.run(Duration::from_secs(1));
    assert_eq!((world.heard(4, 0, "before"), world.heard(4, 0, "after")), (1, 1));
}

/// Past defects 16 and 17: lengths and numbers in a saved conference.
#[test]
fn what_a_saved_conference_cannot_have_is_left_out_or_an_error() {
    let mut world = World::chain(4, 1);
    let [saved] = save(&world, 0).try_into().unwrap();
    let mut restore = |change: fn(&mut SavedConference)| {
        let mut conference = saved.clone();
        change(&mut conference);
        let id = conference.id[0].wrapping_add(1);
        conference.id[0] = if conference.kind == 77 { conference.id[0] } else { id };
        let result = world.with(1, |machine, cx| machine.restore(cx, &conference));
        result.map(|number| {
            let count = world.members[1].machine.as_ref().unwrap().offline_peer_count(number).unwrap();
            world.with(1, |machine, cx| machine.leave(cx, number)).unwrap();
            count
        })
    };
    assert_eq!(restore(|_| {}), Ok(2), "its own key is no other member's, and this is another member's file");
    assert_eq!(restore(|c| c.title = vec![b't'; 128]), Ok(2));
    assert_eq!(restore(|c| c.title = vec![b't'; 129]), Err(RestoreError::TitleTooLong(129)));
    assert_eq!(restore(|c| c.kind = 2), Err(RestoreError::UnknownType(2)));
    assert_eq!(restore(|c| c.peers[1].name = vec![b'n'; 129]), Ok(1));
    assert_eq!(restore(|c| c.peers[1].peer_number = c.own_peer_number), Ok(1));
    assert_eq!(restore(|c| c.peers[2].key = c.peers[1].key), Ok(1));
    assert_eq!(restore(|c| c.peers[2].peer_number = c.peers[1].peer_number), Ok(1));
    assert_eq!(restore(|c| c.peers.clear()), Ok(0));
    let again = world.with(0, |machine, cx| machine.restore(cx, &saved));
    assert_eq!(again, Err(RestoreError::Duplicate));
}

/// The limit for members out of sight rises to what the file has, and memory to what is there.
#[test]
fn more_members_than_the_limit_are_loaded() {
    let mut world = World::chain(2, 1);
    let [mut saved] = save(&world, 0).try_into().unwrap();
    saved.id = [7; 32];
    let one = saved.peers[0].clone();
    for number in 1_000..1_500_u16 {
        let mut peer = one.clone();
        let mut key = [9; 32];
        key[..2].copy_from_slice(&number.to_be_bytes());
        (peer.peer_number, peer.key) = (number, toxcore_crypto::LongTermPublicKey::from_bytes(key));
        saved.peers.push(peer);
    }
    let number = world.with(0, |machine, cx| machine.restore(cx, &saved)).unwrap();
    let count = |world: &World| world.members[0].machine.as_ref().unwrap().offline_peer_count(number);
    assert_eq!(count(&world), Some(501));
    world.with(0, |machine, cx| machine.set_max_offline(cx, number, 128)).unwrap();
    assert_eq!(count(&world), Some(128));
    world.with(0, |machine, cx| machine.set_max_offline(cx, number, 0)).unwrap();
    assert_eq!(count(&world), Some(0));
}
