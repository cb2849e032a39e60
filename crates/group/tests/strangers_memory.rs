//! What strangers take of memory. In a program of its own: it measures the process.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code, reason = "a test may fail")]

use std::fs;

use toxcore_group::MAX_STRANGERS;
use toxcore_wire::group::{HandshakeKind, LosslessKind};

#[path = "two_members/puppet.rs"]
mod puppet;
#[path = "two_members/world.rs"]
mod world;

use puppet::{Puppet, Sent, Stage};
use world::{millis, seconds};

fn resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// A stranger with an address in a network of its own, who has proven that it is there.
fn come(stage: &mut Stage, number: u8) {
    stage.from = ([198, 18, number, 1], 33445).into();
    stage.puppet = Puppet::new(number);
    let request = stage.puppet.handshake(HandshakeKind::Request);
    let [Sent::Response(theirs)] = stage.give(&request)[..] else { panic!("{number} is not answered") };
    stage.puppet.use_key(theirs);
    stage.lossless(LosslessKind::HandshakeAck, 2, &[]);
    stage.now += millis(5);
}

/// It says as much as it may before it says who it is: a part of a long packet, and what does not follow it.
fn talk(stage: &mut Stage) {
    for id in 3..100 {
        stage.lossless(LosslessKind::Fragment, id, &[7; 500]);
    }
    for id in 200..400 {
        stage.lossless(LosslessKind::Custom, id, &[7; 500]);
    }
}

/// Bytes for each of as many strangers as a group has places for, in so many groups.
fn cost(groups: u64, and_then: impl Fn(&mut Stage)) -> u64 {
    let before = resident_bytes();
    let stages: Vec<Stage> = (0..groups)
        .map(|_| {
            let mut stage = Stage::new();
            for number in (3..).take(MAX_STRANGERS) {
                come(&mut stage, number);
                and_then(&mut stage);
            }
            assert_eq!(stage.person.mesh.members().count(), MAX_STRANGERS);
            stage
        })
        .collect();
    let each = (resident_bytes() - before) / (groups * MAX_STRANGERS as u64);
    for mut stage in stages {
        stage.wait(seconds(60));
        assert_eq!(stage.person.mesh.members().count(), 0);
    }
    each
}

#[test]
fn strangers_stay_small() {
    let quiet = cost(20, |_| ());
    println!("{quiet} bytes for a stranger with a session");
    assert!(quiet <= 12_000, "{quiet} bytes for a stranger with a session");
    let loud = cost(2, talk);
    println!("{loud} bytes for a stranger that says as much as it may");
    assert!(loud <= 64 * 1024, "{loud} bytes for a stranger that says as much as it may");
}
