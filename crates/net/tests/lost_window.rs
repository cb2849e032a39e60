//! The message that opens a closed window is lost on the way.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout)]

mod common;

use std::io::Read;
use std::net::Ipv4Addr;
use std::process::Command;
use std::time::{Duration, Instant};

use common::{in_namespace, wait_for};
use mio::Interest;
use toxcore_net::{IpMode, Room, TcpListener, WriteStatus};

#[test]
fn a_stream_goes_on_after_the_message_that_opens_its_window_was_lost() {
    if !Command::new("nft").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: no nft here");
        return;
    }
    in_namespace("whose_window_opens_unheard", "true");
}

#[test]
#[ignore = "runs in the namespace of a_stream_goes_on_after_the_message_that_opens_its_window_was_lost"]
fn whose_window_opens_unheard() {
    let listener = TcpListener::bind(IpMode::V4Only, None, 0).expect("listen");
    let port = listener.local_addr().expect("address").port();
    let mut reader = std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("connect");
    wait_for(&listener, Interest::READABLE);
    let mut accepted = None;
    assert_eq!(listener.accept(1, |stream, _| accepted = Some(stream)).streams, 1);
    let (writer, mut room, mut sent) = (accepted.expect("a stream"), Room::default(), 0);
    while room.ask(&writer, Room::SMALLEST).expect("this system tells") >= Room::SMALLEST {
        assert_eq!(writer.write(&[0; Room::SMALLEST]), WriteStatus::Written(Room::SMALLEST));
        room.used(&writer, Room::SMALLEST);
        sent += Room::SMALLEST;
    }
    let begin = Instant::now();
    while unconfirmed(port) > 0 {
        assert!(begin.elapsed() < PATIENCE, "what came in is not confirmed");
        std::thread::sleep(PAUSE);
    }
    // The reader sends no data: all that comes from it are confirmations and windows.
    let table = "add table ip lossy; add chain ip lossy in { type filter hook input priority 0; }";
    nft(&format!("{table}; add rule ip lossy in tcp dport {port} counter drop"));
    reader.read_exact(&mut vec![0; sent]).expect("all of it came in");
    assert!(!nft("list table ip lossy").contains("packets 0 "), "the reader's system announced the room");
    nft("delete table ip lossy");
    assert!(room.ask(&writer, usize::MAX).is_some_and(|room| room < Room::SMALLEST), "we did not hear of it");

    let begin = Instant::now();
    let now = || toxcore_sansio::Instant::ZERO + begin.elapsed();
    while room.ask(&writer, usize::MAX).is_some_and(|room| room < sent / 2) {
        assert!(begin.elapsed() < PATIENCE, "the stream stands still");
        let next = room.next_look(&writer, now());
        std::thread::sleep(next.saturating_since(now()));
    }
    println!("went on after {} ms", begin.elapsed().as_millis());
}

/// Bytes written to the stream with this local port that its other end has not confirmed.
fn unconfirmed(port: u16) -> u64 {
    let table = std::fs::read_to_string("/proc/self/net/tcp").expect("table of streams");
    let rows = table.lines().map(|line| line.split_ascii_whitespace().collect::<Vec<_>>());
    let (local, established) = (format!(":{port:04X}"), "01");
    let mut queues = rows.filter(|row| row[1].ends_with(&local) && row[3] == established).map(|row| row[4].to_owned());
    let queue = queues.next().expect("the stream");
    u64::from_str_radix(queue.split(':').next().expect("two parts"), 16).expect("a number")
}

/// Runs a command of nft in this network; what it printed.
fn nft(command: &str) -> String {
    let output = Command::new("nft").arg(command).output().expect("nft runs");
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Between two looks at the table.
const PAUSE: Duration = Duration::from_millis(1);
/// Far above the second or two that it takes.
const PATIENCE: Duration = Duration::from_secs(20);
