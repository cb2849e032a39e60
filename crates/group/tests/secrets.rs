//! What is left of a password in memory, as it stands in packets. In a program of its own: it looks through all memory of the process.
//!
//! What the compiler leaves behind of values that it moves is not looked for: nothing can be done about that.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use std::fs::{self, File};
use std::net::SocketAddr;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::time::Duration;

use toxcore_group::Target;
use toxcore_group::groups::{GroupNumber, Groups, Output};
use toxcore_group::rules::Profile;
use toxcore_sansio::{Admission, Instant, Seed};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::group::{GroupName, GroupPassword, GroupPrivacy, ShortBytes};

/// Bytes of the password that are looked for.
const LEN: usize = 32;
/// Its length stands in front.
const FIELD: usize = 2 + LEN;
/// What all of them are changed by, where the password is not to be found.
const MASK: u8 = 0x5a;

/// Hands over the password, which is in no memory but that of the stack.
#[inline(never)]
fn with_password<T>(number: u8, call: impl FnOnce(&[u8; LEN]) -> T) -> T {
    let mut password = hidden(number).map(|byte| byte ^ MASK);
    let result = call(&password);
    toxcore_crypto::wipe(&mut password);
    result
}

fn hidden(number: u8) -> [u8; LEN] {
    let mut bytes = [number; LEN];
    bytes.iter_mut().zip(0_u8..).for_each(|(byte, place)| *byte = byte.wrapping_add(place.wrapping_mul(37)) ^ 0xc3);
    bytes
}

/// Memory that may be written, but the stack of this thread: the compiler may copy there what it likes.
fn writable() -> Vec<Range<u64>> {
    let here = 0_u8;
    let here = std::ptr::from_ref(&here) as u64;
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let area = |line: &str| {
        let (range, rest) = line.split_once(' ')?;
        let (from, to) = range.split_once('-')?;
        let hex = |text| u64::from_str_radix(text, 16).unwrap();
        rest.starts_with("rw").then(|| hex(from)..hex(to))
    };
    maps.lines().filter_map(area).filter(|area| !area.contains(&here)).collect()
}

/// How often the field with the password is in memory.
fn copies(number: u8) -> usize {
    const STEP: usize = 32 * 1024;
    let memory = File::open("/proc/self/mem").unwrap();
    let mut field = [MASK; FIELD];
    field[1] = MASK ^ 32;
    field[2..].copy_from_slice(&hidden(number));
    // On the stack, which is not looked at.
    let mut buf = [0; STEP + FIELD - 1];
    let mut count = 0;
    for area in writable() {
        for from in area.clone().step_by(STEP) {
            let len = buf.len().min(usize::try_from(area.end - from).unwrap());
            if memory.read_exact_at(&mut buf[..len], from).is_err() {
                break;
            }
            let is_there = |part: &&[u8]| part.iter().zip(&field).all(|(byte, other)| byte ^ MASK == *other);
            count += buf[..len].windows(FIELD).filter(is_there).count();
        }
    }
    toxcore_crypto::wipe(&mut buf);
    count
}

fn password(number: u8) -> GroupPassword {
    with_password(number, |bytes| GroupPassword::new(bytes).unwrap())
}

struct Pair {
    sides: [Groups; 2],
    groups: [GroupNumber; 2],
    admission: Admission,
    now: Instant,
    buf: Vec<u8>,
}

impl Pair {
    /// A founder with a password, and somebody who knows it.
    fn new() -> Self {
        let now = Instant::from_origin(Duration::from_secs(1));
        let mut sides = [1, 2].map(|number| Groups::new(&Seed::from_number(number)));
        (0..2).for_each(|side| sides[side].set_address(now, Some(address(side))));
        let profile = Profile::new(ShortBytes::first(b"nick"), UserStatus::Available).unwrap();
        let name = GroupName::new(b"group").unwrap();
        let founded = sides[0].found(now, name, GroupPrivacy::Public, profile.clone()).unwrap();
        let chat_id = sides[0].chat_id(founded).unwrap();
        sides[0].set_password(now, founded, password(1)).unwrap();
        let joined = sides[1].join(now, chat_id, profile, password(1)).unwrap();
        let admission = Admission::new(Admission::DEFAULT_PER_SECOND, &Seed::from_number(3));
        Self { sides, groups: [founded, joined], admission, now, buf: Vec::with_capacity(1 << 17) }
    }

    /// Time passes, in which everything arrives, but what is lost.
    fn run(&mut self, millis: u64, mut is_lost: impl FnMut(&[u8]) -> bool) {
        for turn in 0..millis / 5 {
            let side = usize::from(turn % 2 == 1);
            self.sides[side].handle_timeout(self.now);
            self.exchange(side, &mut is_lost);
            self.now += Duration::from_millis(5);
        }
    }

    fn exchange(&mut self, side: usize, is_lost: &mut impl FnMut(&[u8]) -> bool) {
        while let Some((_, run)) = self.sides[side].poll_transmit(&mut self.buf) {
            assert_eq!(run.to, Target::Udp(address(1 - side)));
            for packet in self.buf.chunks_mut(run.segment) {
                if !is_lost(packet) {
                    let _ = self.sides[1 - side].handle_udp(self.now, &mut self.admission, address(side), packet);
                }
                // A driver writes the next datagram over it.
                packet.fill(0);
            }
            self.buf.clear();
        }
        while let Some(output) = self.sides[side].poll_output() {
            if let Output::Announce { chat_id, announce: Some(announce), .. } = output {
                let _ = self.sides[1 - side].handle_announce(self.now, &chat_id, &announce);
            }
        }
    }

    fn see_each_other(&self) -> bool {
        (0..2).all(|side| self.sides[side].members(self.groups[side]).count() == 1)
    }
}

fn address(side: usize) -> SocketAddr {
    ([198, 51, 100, u8::try_from(side).unwrap() + 1], 33_445).into()
}

/// Also of packets that came too early, were repeated, or wait for somebody who does not answer any more.
#[test]
fn passwords_are_gone_when_nobody_needs_them() {
    assert_eq!(copies(1), 0);
    let mut pair = Pair::new();
    let mut count = 0;
    pair.run(10_000, |packet| {
        count += 1;
        packet.first() == Some(&0x5b) && count % 4 == 0
    });
    assert!(pair.see_each_other());
    assert_eq!(copies(1), 0, "all that was said about it is confirmed");

    // Another password is told while nothing arrives.
    let number = pair.groups[0];
    pair.sides[0].set_password(pair.now, number, password(2)).unwrap();
    pair.run(20_000, |_| true);
    assert_eq!(copies(2), 1, "it waits to be told");
    pair.run(20_000, |_| false);
    assert_eq!(copies(2), 0, "it was told");
    pair.sides[0].set_password(pair.now, number, password(3)).unwrap();
    pair.run(1_000, |_| true);
    assert_eq!(copies(3), 1);
    drop(pair);
    assert_eq!(copies(3), 0, "nobody is to be told any more");
}
