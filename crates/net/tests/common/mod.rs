//! Waiting for sockets without sleeping, and networks of our own.
#![allow(dead_code, unreachable_pub, clippy::print_stdout)]

use std::os::fd::{AsRawFd, RawFd};
use std::process::Command;
use std::time::Duration;

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use toxcore_net::{Capabilities, IpMode, PortRange, Readiness, RecvBatch, SendBatch, SendStatus, UdpConfig, UdpSocket};

/// Longest wait for something that must happen: far above what a loaded machine needs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A socket with any port on all addresses.
pub fn udp(capabilities: Capabilities) -> UdpSocket {
    udp_config(UdpConfig { capabilities, ..any_port() })
}

pub fn udp_config(config: UdpConfig) -> UdpSocket {
    UdpSocket::bind(&config).expect("bind")
}

pub fn any_port() -> UdpConfig {
    UdpConfig { ports: PortRange::EPHEMERAL, ip: IpMode::DualStackOrV4, ..UdpConfig::default() }
}

/// The port of `socket`.
pub fn port(socket: &UdpSocket) -> u16 {
    socket.local_addr().expect("address").port()
}

/// Blocks until `socket` is ready; fails the test if that never happens.
pub fn wait_for(socket: &impl AsRawFd, interest: Interest) {
    let fd: RawFd = socket.as_raw_fd();
    let mut poll = Poll::new().expect("poll");
    poll.registry().register(&mut SourceFd(&fd), Token(0), interest).expect("register");
    let mut events = Events::with_capacity(4);
    poll.poll(&mut events, Some(PATIENCE)).expect("poll");
    assert!(!events.is_empty(), "nothing happened");
}

/// Receives until `count` datagrams are there; their bytes in order of arrival.
pub fn receive(socket: &UdpSocket, count: usize) -> Vec<Vec<u8>> {
    receive_with(socket, &mut RecvBatch::new(), count)
}

pub fn receive_with(socket: &UdpSocket, batch: &mut RecvBatch, count: usize) -> Vec<Vec<u8>> {
    let mut datagrams = Vec::new();
    while datagrams.len() < count {
        if socket.recv_batch(batch).expect("receive") == Readiness::Drained {
            wait_for(socket, Interest::READABLE);
        }
        datagrams.extend(batch.datagrams().map(|(_, bytes)| bytes.to_vec()));
    }
    datagrams
}

/// Sends everything, waiting where needed.
pub fn send(socket: &UdpSocket, batch: &mut SendBatch) {
    while socket.send_batch(batch) == SendStatus::Blocked {
        wait_for(socket, Interest::WRITABLE);
    }
}

/// Runs the ignored test `name` of this program in a network namespace of its own, after `setup` (shell). Says so and does
/// nothing where that is not possible.
pub fn in_namespace(name: &str, setup: &str) {
    let Some(enter) = [["-n", "--"], ["-rn", "--"]].into_iter().find(|enter| can_enter(enter)) else {
        println!("skipped: no network namespaces here (needs unshare, ip and root or user namespaces)");
        return;
    };
    rerun(Command::new("unshare").args(enter), name, &format!("ip link set lo up && {setup}"));
}

/// Runs the ignored test `name` of this program after the shell commands `setup`.
pub fn rerun_after(setup: &str, name: &str) {
    rerun(&mut Command::new("env"), name, setup);
}

fn rerun(command: &mut Command, name: &str, setup: &str) {
    let script = format!("{setup} && exec \"$0\" --exact {name} --ignored --nocapture");
    let program = std::env::current_exe().expect("path of this test");
    let output = command.args(["sh", "-c", &script]).arg(program).output().expect("shell");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("1 passed"), "{text}");
}

fn can_enter(enter: &[&str]) -> bool {
    let probe = Command::new("unshare").args(enter).args(["sh", "-c", "ip link set lo up"]).output();
    probe.is_ok_and(|output| output.status.success())
}
