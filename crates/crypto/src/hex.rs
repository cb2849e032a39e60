use std::fmt;

use thiserror::Error;

/// The text is not exactly the expected number of hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not {digits} hexadecimal digits")]
pub struct InvalidHex {
    /// Digits expected.
    pub digits: usize,
}

/// Lower-case digits of all bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Reads exactly `2 * N` digits of either case.
pub(crate) fn decode<const N: usize>(text: &str) -> Result<[u8; N], InvalidHex> {
    let invalid = InvalidHex { digits: 2 * N };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return Err(invalid);
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = value(*high).zip(value(*low)).map(|(high, low)| high << 4 | low).ok_or(invalid)?;
    }
    Ok(bytes)
}

/// Writes the first four bytes, the form in which keys may appear in logs.
pub(crate) fn fmt_short(name: &str, bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name}({}..)", encode(bytes.get(..4).unwrap_or(bytes)))
}

fn digit(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or('?')
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
