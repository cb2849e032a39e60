//! What friends cost in memory, and what is left of those who were deleted. In a program of its own: it measures the process.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::time::Duration;

use toxcore::files::NewFile;
use toxcore::{FileKind, Instant, LongTermPublicKey, MessageKind, NoSpam, Options, Seed, Tox, ToxId, UnixTime};

fn user() -> Tox {
    Tox::new(Options::default(), &Seed::from_number(1), Instant::ZERO, UnixTime(1_700_000_000)).unwrap()
}

fn key(number: u32) -> LongTermPublicKey {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&number.to_le_bytes());
    LongTermPublicKey::from_bytes(bytes)
}

fn resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// Does what a driver does, without a network.
fn settle(tox: &mut Tox, now: Instant) {
    let mut buf = Vec::new();
    while tox.poll_transmit(now, &mut buf).is_some() {
        buf.clear();
    }
    while tox.poll_io().is_some() {}
    while tox.poll_event().is_some() {}
}

/// Past defect 37, for a client: 100,000 friends come and go, with all that is queued for them.
#[test]
fn friends_cost_little_and_leave_nothing_behind() {
    let mut tox = user();
    let mut now = Instant::from_origin(Duration::from_secs(1));
    let before = resident_bytes();
    for number in 0..10_000 {
        tox.friend_add_norequest(now, key(number)).unwrap();
        settle(&mut tox, now);
    }
    let each = (resident_bytes() - before) / 10_000;
    assert!(each <= 2_000, "{each} bytes for an offline friend");

    let ids: Vec<_> = tox.friends().collect();
    for id in ids {
        tox.friend_delete(now, id).unwrap();
        settle(&mut tox, now);
    }
    let full = resident_bytes();
    for number in 0..100_000 {
        let id = ToxId { public_key: key(number), no_spam: NoSpam::from_u32(number) };
        let friend = tox.friend_add(now, &id, b"hello").unwrap();
        assert_eq!(friend.index, 0);
        assert!(tox.friend_send_message(now, friend, MessageKind::Normal, b"too early").is_err());
        let file = NewFile { kind: FileKind::Data, size: 1, id: None, name: b"x" };
        assert!(tox.file_send(now, friend, file).is_err());
        tox.friend_delete(now, friend).unwrap();
        settle(&mut tox, now);
        now += Duration::from_millis(1);
        if number % 100 == 0 {
            tox.handle_timeout(now);
            settle(&mut tox, now);
        }
    }
    let left = resident_bytes().saturating_sub(full);
    assert!(left < 2 << 20, "{left} bytes stayed");
    assert_eq!(tox.friends().count(), 0);
}
