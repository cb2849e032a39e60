//! The UDP part of a check.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use toxcore_wire::MAX_DATAGRAM_LEN;

use super::probe::{Answer, Probe};
use super::report::UdpAnswers;

/// Time between two attempts. Our choice: longer than a round trip around the world.
const ATTEMPT: Duration = Duration::from_secs(1);
/// Attempts for each address.
const ATTEMPTS: usize = 3;
/// Datagrams that are looked at in one attempt: a stranger who floods us ends it early.
const MAX_DATAGRAMS: usize = 1000;

/// Asks the node at `address` until all answers are there or time is up.
pub(super) fn ask(address: SocketAddr, probe: &Probe) -> UdpAnswers {
    let mut answers = UdpAnswers::default();
    if let Err(error) = exchange(address, probe, &mut answers) {
        answers.error = Some(error.to_string());
    }
    answers
}

fn exchange(address: SocketAddr, probe: &Probe, answers: &mut UdpAnswers) -> io::Result<()> {
    let local: SocketAddr = match address {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    let socket = UdpSocket::bind(local)?;
    socket.connect(address)?;
    for _attempt in 0..ATTEMPTS {
        let sent = Instant::now();
        for request in probe.requests().map_err(io::Error::other)? {
            socket.send(&request)?;
        }
        receive(&socket, probe, sent, answers)?;
        if answers.complete() {
            break;
        }
    }
    Ok(())
}

/// Takes answers until there are all or the attempt ends.
fn receive(socket: &UdpSocket, probe: &Probe, sent: Instant, answers: &mut UdpAnswers) -> io::Result<()> {
    let mut buffer = [0; MAX_DATAGRAM_LEN];
    for _datagram in 0..MAX_DATAGRAMS {
        let left = (sent + ATTEMPT).saturating_duration_since(Instant::now());
        if left.is_zero() || answers.complete() {
            return Ok(());
        }
        socket.set_read_timeout(Some(left))?;
        let len = match socket.recv(&mut buffer) {
            Ok(len) => len,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => return Ok(()),
            Err(error) => return Err(error),
        };
        match buffer.get_mut(..len).and_then(|datagram| probe.read(datagram)) {
            Some(Answer::Info(version, motd)) => answers.info = Some((version, motd)),
            Some(Answer::Ping) => answers.ping = answers.ping.or(Some(sent.elapsed())),
            Some(Answer::Nodes(count)) => answers.nodes = Some(count),
            None => {}
        }
    }
    Ok(())
}
