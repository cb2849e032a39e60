use std::io::Write as _;
use std::net::SocketAddr;

use super::Credentials;
use super::greeting::{GreetingError, Step};

/// The answer to an HTTP `CONNECT`, byte by byte.
#[derive(Debug)]
pub(super) struct Http {
    state: State,
    len: usize,
}

#[derive(Debug)]
enum State {
    /// `HTTP/1.`, a digit and a space: so many have come.
    Version(usize),
    /// Digits of the status, and how many of the three have come.
    Status { status: u16, digits: usize },
    /// The rest of the header; whether the line has had a byte so far.
    Header { status: u16, empty_line: bool },
}

impl Http {
    /// Appends the request to `out`.
    pub(super) fn new(relay: SocketAddr, credentials: Option<&Credentials>, out: &mut Vec<u8>) -> Self {
        // Writing to a vector does not fail.
        let _ = write!(out, "CONNECT {relay} HTTP/1.1\r\nHost: {relay}\r\n");
        if let Some(Credentials { user, password }) = credentials {
            out.extend_from_slice(b"Proxy-Authorization: Basic ");
            base64(&[user.as_slice(), b":", password.as_slice()].concat(), out);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
        Self { state: State::Version(0), len: 0 }
    }

    /// Takes one byte.
    pub(super) fn handle(&mut self, byte: u8) -> Result<Step, GreetingError> {
        self.len += 1;
        if self.len > MAX_ANSWER {
            return Err(GreetingError::TooLong);
        }
        self.state = match self.state {
            State::Version(at) => match VERSION.get(at) {
                Some(expected) if matches_version(*expected, byte) && at + 1 == VERSION.len() => {
                    State::Status { status: 0, digits: 0 }
                }
                Some(expected) if matches_version(*expected, byte) => State::Version(at + 1),
                _ => return Err(GreetingError::Malformed),
            },
            State::Status { status, digits } => match (digits, byte) {
                (0..3, b'0'..=b'9') => {
                    State::Status { status: status * 10 + u16::from(byte - b'0'), digits: digits + 1 }
                }
                (3, b' ' | b'\r') => State::Header { status, empty_line: false },
                (3, b'\n') => State::Header { status, empty_line: true },
                _ => return Err(GreetingError::Malformed),
            },
            State::Header { status, empty_line: true } if byte == b'\n' => return end(status),
            State::Header { status, empty_line } => {
                State::Header { status, empty_line: byte == b'\n' || (empty_line && byte == b'\r') }
            }
        };
        Ok(Step::More)
    }
}

fn end(status: u16) -> Result<Step, GreetingError> {
    match status {
        200..300 => Ok(Step::Open),
        401 | 407 => Err(GreetingError::Credentials),
        _ => Err(GreetingError::Refused(status)),
    }
}

fn matches_version(expected: u8, byte: u8) -> bool {
    if expected == ANY_DIGIT { byte.is_ascii_digit() } else { byte == expected }
}

/// Appends `bytes` in base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for group in bytes.chunks(3) {
        let bits = group.iter().chain([&0, &0]).take(3).fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place)) & 63;
            let symbol = ALPHABET.get(index as usize).copied().unwrap_or(b'=');
            out.push(if place <= group.len() { symbol } else { b'=' });
        }
    }
}

/// With what an answer begins.
const VERSION: &[u8; 9] = b"HTTP/1.# ";
/// In [`VERSION`]: any digit.
const ANY_DIGIT: u8 = b'#';
/// Longest answer in bytes, status line and header. Our choice: real ones have a few hundred.
pub(super) const MAX_ANSWER: usize = 8192;

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let of = |text: &str| {
            let mut out = Vec::new();
            base64(text.as_bytes(), &mut out);
            String::from_utf8(out).unwrap()
        };
        let vectors = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (len, vector) in vectors.into_iter().enumerate() {
            assert_eq!(of(&"foobar"[..len]), vector);
        }
        assert_eq!(of("Aladdin:open sesame"), "QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
}
