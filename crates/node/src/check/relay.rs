//! The TCP part of a check.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use thiserror::Error;
use toxcore_crypto::{CombinedKey, EphemeralKeyPair, KeyPair};
use toxcore_wire::RequestId;
use toxcore_wire::relay::{
    ClientHandshake, FrameLength, HandshakePayload, MAX_SEALED_LEN, RelayPacket, ServerHandshake,
};

use super::CheckError;
use super::probe::{Probe, nonce, random};

/// Time for one port, from the connection to the answered ping. Our choice, as for UDP.
const DEADLINE: Duration = Duration::from_secs(3);
/// Frames that are read while waiting for the answer to the ping; a relay that has nothing to say sends one or two.
const MAX_FRAMES: usize = 8;

/// Why there is no relay at a port.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RelayFault {
    /// Nobody listens.
    #[error("connection refused")]
    Refused,
    /// No answer in time.
    #[error("no answer in time")]
    Timeout,
    /// The other side ended the connection.
    #[error("connection closed")]
    Closed,
    /// The answer does not prove the node's key.
    #[error("answers without the node's key")]
    WrongKey,
    /// The answer is none of the protocol.
    #[error("does not speak the relay protocol")]
    Protocol,
    /// What the operating system says.
    #[error("{0}")]
    Io(String),
}

impl From<io::Error> for RelayFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::Refused,
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::Timeout,
            io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<CheckError> for RelayFault {
    fn from(error: CheckError) -> Self {
        Self::Io(error.to_string())
    }
}

/// Shakes hands with the relay at `address` and pings it; returns the time for all of it.
pub(super) fn ask(address: SocketAddr, probe: &Probe) -> Result<Duration, RelayFault> {
    let start = Instant::now();
    let mut stream = Stream::connect(address, start + DEADLINE)?;
    let temporary: EphemeralKeyPair = KeyPair::from_secret_bytes(random()?);
    let payload = HandshakePayload { temporary: temporary.public, base_nonce: nonce()? };
    let mut handshake = Vec::new();
    ClientHandshake::seal(&probe.own.public, &nonce()?, &probe.key, &payload, &mut handshake);
    stream.write(&handshake)?;

    let mut answer = [0; ServerHandshake::LEN];
    stream.read(&mut answer)?;
    let relay = ServerHandshake::parse(&mut answer)
        .ok()
        .and_then(|answer| answer.open(&probe.key).ok())
        .ok_or(RelayFault::WrongKey)?;
    let key = CombinedKey::new(&temporary.secret, &relay.temporary).map_err(|_| RelayFault::Protocol)?;

    let id = RequestId::from_bytes(random()?);
    let mut frame = Vec::new();
    RelayPacket::Ping { id }.seal_frame(&key, &payload.base_nonce, &mut frame).map_err(|_| RelayFault::Protocol)?;
    stream.write(&frame)?;
    let mut base_nonce = relay.base_nonce;
    for _frame in 0..MAX_FRAMES {
        let mut frame = stream.read_frame()?;
        let plain = key.open_in_place(&base_nonce, &mut frame).map_err(|_| RelayFault::Protocol)?;
        base_nonce.increment();
        match RelayPacket::from_server(plain) {
            Ok(RelayPacket::Pong { id: answered }) if answered == id => return Ok(start.elapsed()),
            Ok(_) => {}
            Err(_) => return Err(RelayFault::Protocol),
        }
    }
    Err(RelayFault::Protocol)
}

/// A connection with a deadline for all that happens on it.
struct Stream {
    inner: TcpStream,
    deadline: Instant,
}

impl Stream {
    fn connect(address: SocketAddr, deadline: Instant) -> Result<Self, RelayFault> {
        let inner = TcpStream::connect_timeout(&address, DEADLINE)?;
        inner.set_nodelay(true)?;
        Ok(Self { inner, deadline })
    }

    fn left(&self) -> Result<Option<Duration>, RelayFault> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(RelayFault::Timeout) } else { Ok(Some(left)) }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), RelayFault> {
        self.inner.set_write_timeout(self.left()?)?;
        Ok(self.inner.write_all(bytes)?)
    }

    /// Fills `buffer`; a relay that sends byte by byte does not get more time for it.
    fn read(&mut self, buffer: &mut [u8]) -> Result<(), RelayFault> {
        let mut filled = 0;
        while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
            self.inner.set_read_timeout(self.left()?)?;
            match self.inner.read(room)? {
                0 => return Err(RelayFault::Closed),
                count => filled += count,
            }
        }
        Ok(())
    }

    /// The box of the next frame.
    fn read_frame(&mut self) -> Result<Vec<u8>, RelayFault> {
        let mut prefix = [0; size_of::<u16>()];
        self.read(&mut prefix)?;
        let len = FrameLength::parse(&prefix).ok().flatten().ok_or(RelayFault::Protocol)?;
        let mut sealed = vec![0; len.min(MAX_SEALED_LEN)];
        self.read(&mut sealed)?;
        Ok(sealed)
    }
}
