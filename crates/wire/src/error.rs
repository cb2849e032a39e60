use thiserror::Error;

/// Why bytes are not the packet that was asked for.
///
/// Small and `Copy`: strangers cause it at line rate, so it must cost nothing to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum ParseError {
    /// Ended before its last fixed part.
    #[error("truncated")]
    Truncated,
    /// Its first byte is another kind.
    #[error("kind {0:#04x} is another packet")]
    Kind(u8),
    /// Complete, but this many bytes follow.
    #[error("{0} bytes after the end")]
    TrailingBytes(usize),
    /// Of this length, which is more than the packet may have.
    #[error("{0} bytes are too long")]
    TooLong(usize),
    /// A field has a value that the protocol does not know.
    #[error("invalid {0}")]
    Invalid(Field),
}

/// The field that made a packet [`ParseError::Invalid`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum Field {
    /// Address family byte that is unknown or not allowed here.
    #[error("address family")]
    AddressFamily,
    /// Bytes that must be zero.
    #[error("filler")]
    Filler,
    /// A byte that may be 0 or 1.
    #[error("flag")]
    Flag,
    /// A number of entries that is too high or differs from the entries present.
    #[error("count")]
    Count,
    /// A length field that is too high, too low or differs from the bytes present.
    #[error("length")]
    Length,
    /// A kind byte inside the encrypted part, or inside routed data.
    #[error("inner kind")]
    InnerKind,
    /// The opaque bytes that a forwarder or onion node wants back.
    #[error("sendback")]
    Sendback,
    /// A sub-protocol or format version.
    #[error("version")]
    Version,
    /// A check sum.
    #[error("checksum")]
    Checksum,
    /// A status byte.
    #[error("status")]
    Status,
    /// A connection id, packet number or other index.
    #[error("number")]
    Number,
    /// A key that is not of whom it should be.
    #[error("key")]
    Key,
}

/// What the readers of [`crate::codec`] fail with: one byte, so that a nom result stays small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Truncated,
    Invalid(Field),
}

impl From<Fault> for ParseError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Truncated => Self::Truncated,
            Fault::Invalid(field) => Self::Invalid(field),
        }
    }
}

/// Combinators of nom itself fail for want of bytes; our own readers name the field.
impl nom::error::ParseError<&[u8]> for Fault {
    fn from_error_kind(_input: &[u8], _kind: nom::error::ErrorKind) -> Self {
        Self::Truncated
    }

    fn append(_input: &[u8], _kind: nom::error::ErrorKind, other: Self) -> Self {
        other
    }
}

const _: () = assert!(size_of::<Fault>() == 1, "a reader's failure is one byte");
