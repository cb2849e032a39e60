//! Verbs at the worst moments. Past defects 25 and 37.

use std::time::Duration;

use toxcore::files::{FileControl, NewFile};
use toxcore::{Event, FileKind, FriendId, Instant, MessageKind, Tox};

use crate::support::Pair;

/// Something that ends what an event is about.
type Blow = fn(&mut Tox, Instant, FriendId);

const BLOWS: [Blow; 6] = [
    |tox, now, friend| {
        let _ = tox.friend_delete(now, friend);
    },
    |tox, now, friend| {
        let Ok(key) = tox.friend_public_key(friend) else { return };
        let _ = tox.friend_delete(now, friend);
        let _ = tox.friend_add_norequest(now, key);
    },
    |tox, now, friend| {
        for file in tox.files().transfers(friend) {
            let _ = tox.file_control(now, friend, file, FileControl::Cancel);
        }
    },
    |tox, now, friend| {
        let _ = tox.friend_send_message(now, friend, MessageKind::Normal, b"what now?");
        let _ = tox.file_send(now, friend, NewFile { kind: FileKind::Data, size: 9, id: None, name: b"" });
    },
    |tox, now, _| tox.network_changed(now),
    |tox, now, _| tox.shut_down(now),
];

/// Makes every event that there is between two friends, and strikes at each.
fn strike(seed: u64, blow: Blow, at: usize) {
    let mut pair = Pair::online(seed);
    let (alice, bob) = (pair.alice, pair.bob);
    let (to_bob, to_alice) = (pair.to_bob, pair.to_alice);
    let mut seen = 0;
    let reaction = move |tox: &mut Tox, now: Instant, event: &Event| {
        if let Event::FileRecv { friend, file, .. } = event {
            let _ = tox.file_control(now, *friend, *file, FileControl::Resume);
        }
        if let Event::FileChunkRequest { friend, file, position, length } = event {
            let _ = tox.file_send_chunk(now, *friend, *file, *position, &vec![0; *length]);
        }
        if seen == at {
            blow(tox, now, to_bob);
        }
        seen += 1;
    };
    pair.world.sim.call(alice, |host, _| host.reaction = Some(Box::new(reaction)));
    let file = NewFile { kind: FileKind::Data, size: 5_000, id: None, name: b"x" };
    pair.bob(|tox, now| {
        let _ = tox.set_name(now, b"Bob");
        let _ = tox.set_typing(now, to_alice, true);
        let _ = tox.friend_send_message(now, to_alice, MessageKind::Normal, b"hello");
        let _ = tox.friend_send_lossless_packet(now, to_alice, &[170]);
        let _ = tox.friend_send_lossy_packet(now, to_alice, &[210]);
        let _ = tox.file_send(now, to_alice, file);
    });
    pair.alice(|tox, now| {
        let _ = tox.friend_send_message(now, to_bob, MessageKind::Normal, b"hi");
        let _ = tox.file_send(now, to_bob, file);
    });
    pair.world.run(Duration::from_secs(2));
    let incoming = pair.world.sim[bob].tox.files().transfers(to_alice);
    for file in incoming {
        pair.bob(|tox, now| {
            let _ = tox.file_control(now, to_alice, file, FileControl::Resume);
        });
    }
    pair.world.run(Duration::from_secs(3));
    pair.world.sim.remove(bob, toxcore_sim::Departure::Exit);
    pair.world.run(Duration::from_secs(30));
}

#[test]
fn every_verb_may_be_called_on_every_event() {
    for (seed, blow) in (0..).zip(BLOWS) {
        for at in 0..24 {
            strike(seed, blow, at);
        }
    }
}

/// A friend who is deleted learns it, and others stay as they are.
#[test]
fn deleted_friend_sees_us_offline_at_once() {
    let mut pair = Pair::online(9);
    let (bob, to_bob, to_alice) = (pair.bob, pair.to_bob, pair.to_alice);
    pair.alice(|tox, now| tox.friend_delete(now, to_bob)).unwrap();
    let offline = Ok(toxcore::ConnectionStatus::None);
    let took = pair.until(2, |sim| sim[bob].tox.friend_connection_status(to_alice) == offline);
    assert!(took < Duration::from_secs(1), "{took:?}");
    pair.world.run(Duration::from_secs(60));
    assert_eq!(pair.world.sim[bob].tox.friend_connection_status(to_alice), offline);
}

#[test]
fn goodbye_is_heard() {
    let mut pair = Pair::online(10);
    let (bob, to_alice) = (pair.bob, pair.to_alice);
    pair.alice(|tox, now| tox.shut_down(now));
    let offline = Ok(toxcore::ConnectionStatus::None);
    pair.until(1, |sim| sim[bob].tox.friend_connection_status(to_alice) == offline);
}

#[test]
fn events_print_without_contents() {
    let mut pair = Pair::online(11);
    let to_alice = pair.to_alice;
    pair.bob(|tox, now| {
        tox.set_name(now, b"secret name").unwrap();
        tox.set_status_message(now, b"secret status").unwrap();
        tox.friend_send_message(now, to_alice, MessageKind::Normal, b"secret text").unwrap();
        tox.friend_send_lossless_packet(now, to_alice, b"\xa0secret packet").unwrap();
        let file = NewFile { kind: FileKind::Data, size: 5, id: None, name: b"secret file" };
        tox.file_send(now, to_alice, file).unwrap();
    });
    pair.world.run(Duration::from_secs(2));
    let printed = format!("{:?}", pair.world.sim[pair.alice].events);
    assert!(printed.contains("FriendMessage") && printed.contains("FileRecv"));
    let secret: Vec<String> = b"secret".iter().map(u8::to_string).collect();
    assert!(!printed.contains("secret") && !printed.contains(&secret.join(", ")), "{printed}");
}
