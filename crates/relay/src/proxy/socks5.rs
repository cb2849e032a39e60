use std::net::{IpAddr, SocketAddr};

use super::Credentials;
use super::greeting::{GreetingError, Step};

/// What a SOCKS5 proxy says, byte by byte (RFC 1928; user and password: RFC 1929).
#[derive(Debug)]
pub(super) struct Socks5 {
    relay: SocketAddr,
    credentials: Option<Credentials>,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Version and method; so many of them have come.
    Method(usize),
    /// Version and status of the user and password.
    Password(usize),
    /// Version, reply code, a reserved byte, kind of address.
    Reply(usize),
    /// Length of a name in place of an address.
    NameLen,
    /// Address and port where the proxy opened the connection: so many bytes are left, which mean nothing to us.
    Bound(usize),
}

impl Socks5 {
    /// Appends the methods that we offer to `out`.
    pub(super) fn new(relay: SocketAddr, credentials: Option<Credentials>, out: &mut Vec<u8>) -> Self {
        match credentials {
            None => out.extend_from_slice(&[VERSION, 1, NO_AUTHENTICATION]),
            Some(_) => out.extend_from_slice(&[VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD]),
        }
        Self { relay, credentials, state: State::Method(0) }
    }

    /// Takes one byte; appends what is to be answered to `out`.
    pub(super) fn handle(&mut self, byte: u8, out: &mut Vec<u8>) -> Result<Step, GreetingError> {
        self.state = match self.state {
            State::Method(0) if byte == VERSION => State::Method(1),
            State::Method(1) => self.method(byte, out)?,
            State::Password(0) if byte == PASSWORD_VERSION => State::Password(1),
            State::Password(1) if byte == 0 => self.ask(out),
            State::Password(1) => return Err(GreetingError::Credentials),
            State::Reply(0) if byte == VERSION => State::Reply(1),
            State::Reply(1) if byte == 0 => State::Reply(2),
            State::Reply(1) => return Err(GreetingError::Refused(byte.into())),
            State::Reply(2) => State::Reply(3),
            State::Reply(3) if byte == IPV4 => State::Bound(4 + PORT_LEN),
            State::Reply(3) if byte == IPV6 => State::Bound(16 + PORT_LEN),
            State::Reply(3) if byte == NAME => State::NameLen,
            State::NameLen => State::Bound(usize::from(byte) + PORT_LEN),
            State::Bound(1) => return Ok(Step::Open),
            State::Bound(left @ 2..) => State::Bound(left - 1),
            State::Method(_) | State::Password(_) | State::Reply(_) | State::Bound(_) => {
                return Err(GreetingError::Malformed);
            }
        };
        Ok(Step::More)
    }

    fn method(&self, method: u8, out: &mut Vec<u8>) -> Result<State, GreetingError> {
        match (method, &self.credentials) {
            (NO_AUTHENTICATION, _) => Ok(self.ask(out)),
            (USER_AND_PASSWORD, Some(Credentials { user, password })) => {
                out.push(PASSWORD_VERSION);
                for part in [user, password] {
                    // Their constructor bounds them to 255 bytes.
                    out.push(u8::try_from(part.len()).unwrap_or(u8::MAX));
                    out.extend_from_slice(part);
                }
                Ok(State::Password(0))
            }
            (NO_METHOD, _) => Err(GreetingError::Credentials),
            _ => Err(GreetingError::Malformed),
        }
    }

    fn ask(&self, out: &mut Vec<u8>) -> State {
        out.extend_from_slice(&[VERSION, CONNECT, 0]);
        match self.relay.ip() {
            IpAddr::V4(ip) => {
                out.push(IPV4);
                out.extend_from_slice(&ip.octets());
            }
            IpAddr::V6(ip) => {
                out.push(IPV6);
                out.extend_from_slice(&ip.octets());
            }
        }
        out.extend_from_slice(&self.relay.port().to_be_bytes());
        State::Reply(0)
    }
}

// RFC 1928, sections 3 to 6.
const VERSION: u8 = 5;
const NO_AUTHENTICATION: u8 = 0;
const USER_AND_PASSWORD: u8 = 2;
const NO_METHOD: u8 = 0xff;
const CONNECT: u8 = 1;
const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;
const PORT_LEN: usize = 2;
// RFC 1929, section 2.
const PASSWORD_VERSION: u8 = 1;
/// Most bytes that are ever said: methods, user and password, request for an IPv6 address.
pub(super) const MAX_OUTGOING: usize = 4 + (3 + 2 * 255) + (4 + 16 + PORT_LEN);
