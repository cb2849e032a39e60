//! Encoding trait and the readers that packet parsers are made of.
//!
//! A reader is a nom parser in function style: `fn(&[u8]) -> Parsed<'_, T>`, the rest of the input and the value. Readers
//! of fixed parts are our own ([`array`] and what follows from it), because nom's number parsers cost twice as much.
//! All of them are *complete*: a missing byte is [`Fault::Truncated`], never "more input needed".

use bytes::BufMut;
use nom::IResult;
use toxcore_crypto::{Nonce, X25519PublicKey};

use crate::error::{Fault, Field, ParseError};

/// A value with one encoding as bytes.
pub trait Encode {
    /// Number of bytes that [`encode`](Self::encode) writes.
    fn encoded_len(&self) -> usize;

    /// Appends the bytes to `out`, which must have room for [`encoded_len`](Self::encoded_len) (a `Vec` always has).
    fn encode(&self, out: &mut impl BufMut);

    /// The bytes in a new vector. For tests and rare packets; hot paths append to a buffer they keep.
    #[must_use]
    fn to_vec(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.encoded_len());
        self.encode(&mut out);
        debug_assert_eq!(out.len(), self.encoded_len(), "encoded_len must be what encode writes");
        out
    }
}

impl Encode for [u8] {
    fn encoded_len(&self) -> usize {
        self.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self);
    }
}

impl<const N: usize> Encode for [u8; N] {
    fn encoded_len(&self) -> usize {
        N
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self);
    }
}

/// What a reader returns: the input after the value, and the value.
pub(crate) type Parsed<'a, T> = IResult<&'a [u8], T, Fault>;

/// Runs `reader` on all of `input`.
///
/// # Errors
/// What the reader fails with, or [`ParseError::TrailingBytes`] if it leaves some.
#[inline]
pub(crate) fn parse_all<'a, T>(
    input: &'a [u8],
    reader: impl FnOnce(&'a [u8]) -> Parsed<'a, T>,
) -> Result<T, ParseError> {
    match reader(input) {
        Ok(([], value)) => Ok(value),
        Ok((rest, _)) => Err(ParseError::TrailingBytes(rest.len())),
        Err(error) => Err(into_parse_error(&error)),
    }
}

/// Runs `reader` on the front of `input` and ignores what it leaves.
///
/// # Errors
/// What the reader fails with.
pub(crate) fn parse_front<'a, T>(
    input: &'a [u8],
    reader: impl FnOnce(&'a [u8]) -> Parsed<'a, T>,
) -> Result<T, ParseError> {
    reader(input).map(|(_, value)| value).map_err(|error| into_parse_error(&error))
}

/// The failure of a reader as the error of a packet. `Incomplete` cannot occur with complete readers.
pub(crate) fn into_parse_error(error: &nom::Err<Fault>) -> ParseError {
    match error {
        nom::Err::Incomplete(_) => ParseError::Truncated,
        nom::Err::Error(fault) | nom::Err::Failure(fault) => (*fault).into(),
    }
}

/// Takes off the first byte, which must be `kind`.
///
/// # Errors
/// [`ParseError::Truncated`] without any byte, [`ParseError::Kind`] with another one.
pub(crate) fn expect_kind(input: &[u8], kind: u8) -> Result<&[u8], ParseError> {
    match input.split_first() {
        Some((&first, rest)) if first == kind => Ok(rest),
        Some((&first, _)) => Err(ParseError::Kind(first)),
        None => Err(ParseError::Truncated),
    }
}

/// The error of a reader that found a bad value.
pub(crate) fn invalid<'a, T>(field: Field) -> Parsed<'a, T> {
    Err(nom::Err::Error(Fault::Invalid(field)))
}

/// `N` bytes, borrowed.
#[inline]
pub(crate) fn array<const N: usize>(input: &[u8]) -> Parsed<'_, &[u8; N]> {
    match input.split_first_chunk::<N>() {
        Some((value, rest)) => Ok((rest, value)),
        None => Err(nom::Err::Error(Fault::Truncated)),
    }
}

/// `len` bytes, borrowed.
#[inline]
pub(crate) fn slice(len: usize) -> impl Fn(&[u8]) -> Parsed<'_, &[u8]> {
    move |input| match input.split_at_checked(len) {
        Some((value, rest)) => Ok((rest, value)),
        None => Err(nom::Err::Error(Fault::Truncated)),
    }
}

/// Everything that is left; never fails.
#[inline]
pub(crate) fn rest(input: &[u8]) -> Parsed<'_, &[u8]> {
    Ok((&[], input))
}

/// One byte.
#[inline]
pub(crate) fn be_u8(input: &[u8]) -> Parsed<'_, u8> {
    let (input, [value]) = array(input)?;
    Ok((input, *value))
}

/// A big-endian 16-bit number.
#[inline]
pub(crate) fn be_u16(input: &[u8]) -> Parsed<'_, u16> {
    let (input, value) = array(input)?;
    Ok((input, u16::from_be_bytes(*value)))
}

/// A big-endian 32-bit number.
#[inline]
pub(crate) fn be_u32(input: &[u8]) -> Parsed<'_, u32> {
    let (input, value) = array(input)?;
    Ok((input, u32::from_be_bytes(*value)))
}

/// A big-endian 64-bit number.
#[inline]
pub(crate) fn be_u64(input: &[u8]) -> Parsed<'_, u64> {
    let (input, value) = array(input)?;
    Ok((input, u64::from_be_bytes(*value)))
}

/// A byte that may be 0 or 1.
#[inline]
pub(crate) fn flag(input: &[u8]) -> Parsed<'_, bool> {
    match be_u8(input)? {
        (input, 0) => Ok((input, false)),
        (input, 1) => Ok((input, true)),
        _ => invalid(Field::Flag),
    }
}

/// A public key. Every 32 bytes are one.
#[inline]
pub(crate) fn public_key<K: X25519PublicKey>(input: &[u8]) -> Parsed<'_, K> {
    let (input, bytes) = array(input)?;
    Ok((input, K::from_bytes(*bytes)))
}

/// A nonce.
#[inline]
pub(crate) fn nonce(input: &[u8]) -> Parsed<'_, Nonce> {
    let (input, bytes) = array(input)?;
    Ok((input, Nonce::from_bytes(*bytes)))
}
