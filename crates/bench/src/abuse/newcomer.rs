//! A client that nobody knows, and how long it waits to be served.

use std::io::{self, ErrorKind, Read, Write};
use std::net::IpAddr;
use std::time::{Duration, Instant};

use toxcore_crypto::DhtKeyPair;
use toxcore_relay::{ClientOutput, RelayClient};
use toxcore_sansio::{Rng, Seed};
use toxcore_wire::RequestId;

use crate::clients::{DhtClient, Question, Target, connect_from, udp_socket};

/// How a newcomer fared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Newcomer {
    /// From its first packet to the answer. 3 s if there was none.
    pub waited: Duration,
    /// Whether it was served.
    pub served: bool,
}

/// Asks for nodes with a new key from `address`, again every `RETRY`, until there is an answer.
///
/// # Errors
/// If there is no socket to be had, or the node's key is none.
pub fn over_udp(address: IpAddr, node: Target, rng: &mut Rng) -> io::Result<Newcomer> {
    let client = DhtClient::new(&node.key, rng)?;
    let socket = udp_socket(address, RETRY)?;
    let (started, mut buffer) = (Instant::now(), [0; 2048]);
    for attempt in 1..=u64::MAX {
        let asked = Instant::now();
        socket.send_to(&client.ask(Question::Nodes, RequestId::from_u64(attempt), rng), node.udp)?;
        while let Some(left) = RETRY.checked_sub(asked.elapsed()).filter(|left| !left.is_zero()) {
            socket.set_read_timeout(Some(left))?;
            // An error is the end of the wait.
            let Ok((len, _)) = socket.recv_from(&mut buffer) else { break };
            if buffer.get_mut(..len).is_some_and(|packet| client.open(packet).is_some()) {
                return Ok(Newcomer { waited: started.elapsed(), served: true });
            }
        }
        if started.elapsed() > PATIENCE {
            break;
        }
    }
    Ok(Newcomer { waited: PATIENCE, served: false })
}

/// Connects to the relay with a new key from `address` until a ping is answered.
///
/// # Errors
/// If the system refuses, or the node's key is none.
pub fn over_tcp(address: IpAddr, node: Target, rng: &mut Rng) -> io::Result<Newcomer> {
    let keys = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
    let seed = Seed::new(rng.secret_bytes());
    let mut client =
        RelayClient::new(toxcore_sansio::Instant::ZERO, &keys, &node.key, &seed).map_err(io::Error::other)?;
    let started = Instant::now();
    let mut stream = connect_from(address, node.relay)?;
    let mut buffer = [0; 4096];
    while started.elapsed() < PATIENCE {
        while !client.to_write().is_empty() {
            match stream.write(client.to_write()) {
                Ok(len) => client.written(len),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => break,
                // Refused: that is what the figure is about.
                Err(_) => return Ok(Newcomer { waited: PATIENCE, served: false }),
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(len) => {
                let now = toxcore_sansio::Instant::from_origin(started.elapsed());
                let bytes = buffer.get_mut(..len).unwrap_or_default();
                client.handle_stream(now, bytes).map_err(io::Error::other)?;
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => {
                std::thread::sleep(Duration::from_micros(100));
            }
            Err(_) => break,
        }
        while let Some(output) = client.poll_output() {
            if output == ClientOutput::Alive {
                return Ok(Newcomer { waited: started.elapsed(), served: true });
            }
        }
    }
    Ok(Newcomer { waited: PATIENCE, served: false })
}

/// Time between two requests.
const RETRY: Duration = Duration::from_millis(100);
/// When a newcomer gives up.
const PATIENCE: Duration = Duration::from_secs(3);
