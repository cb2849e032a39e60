//! The part of MessagePack that saved groups are written in, and how to step over the rest of it.

use bytes::BufMut;

use crate::codec::{Parsed, array, be_u8, be_u16, be_u32, be_u64, invalid, slice};
use crate::error::{Fault, Field};

/// Bytes of an array's header.
pub(super) const fn array_header_len(len: usize) -> usize {
    match len {
        0..=15 => 1,
        16..=0xffff => 3,
        _ => 5,
    }
}

/// Appends the header of an array. More than 2^32 - 1 entries cannot be described.
pub(super) fn put_array(len: usize, out: &mut impl BufMut) {
    match (u8::try_from(len), u16::try_from(len)) {
        (Ok(len @ 0..=15), _) => out.put_u8(FIX_ARRAY | len),
        (_, Ok(len)) => {
            out.put_u8(ARRAY_16);
            out.put_u16(len);
        }
        _ => {
            out.put_u8(ARRAY_32);
            out.put_u32(u32::try_from(len).unwrap_or(u32::MAX));
        }
    }
}

/// Appends a number in its shortest form.
pub(super) fn put_uint(number: u32, out: &mut impl BufMut) {
    match (u8::try_from(number), u16::try_from(number)) {
        (Ok(number @ 0..FIX_MAP), _) => out.put_u8(number),
        (Ok(number), _) => out.put_slice(&[UINT_8, number]),
        (_, Ok(number)) => {
            out.put_u8(UINT_16);
            out.put_u16(number);
        }
        _ => {
            out.put_u8(UINT_32);
            out.put_u32(number);
        }
    }
}

/// Bytes of a number in its shortest form.
pub(super) const fn uint_len(number: u32) -> usize {
    match number {
        0..0x80 => 1,
        0x80..0x100 => 2,
        0x100..0x1_0000 => 3,
        _ => 5,
    }
}

/// Bytes of so many bytes with their head.
pub(super) const fn bin_len(len: usize) -> usize {
    let head = match len {
        0..0x100 => 2,
        0x100..0x1_0000 => 3,
        _ => 5,
    };
    head + len
}

/// Bytes that [`put_counted`] writes.
pub(super) const fn counted_len(count: u32, len: usize) -> usize {
    array_header_len(2) + uint_len(count) + if len == 0 { 1 } else { bin_len(len) }
}

/// Appends a truth value.
pub(super) fn put_bool(value: bool, out: &mut impl BufMut) {
    out.put_u8(if value { TRUE } else { FALSE });
}

/// Appends bytes. More than 2^32 - 1 cannot be described.
pub(super) fn put_bin(bytes: &[u8], out: &mut impl BufMut) {
    match (u8::try_from(bytes.len()), u16::try_from(bytes.len())) {
        (Ok(len), _) => out.put_slice(&[BIN_8, len]),
        (_, Ok(len)) => {
            out.put_u8(BIN_16);
            out.put_u16(len);
        }
        _ => {
            out.put_u8(BIN_32);
            out.put_u32(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
    }
    out.put_slice(bytes);
}

/// Appends bytes behind their number; nil in their place if there are none.
pub(super) fn put_counted(count: u32, bytes: &[u8], out: &mut impl BufMut) {
    put_array(2, out);
    put_uint(count, out);
    if bytes.is_empty() { out.put_u8(NIL) } else { put_bin(bytes, out) }
}

/// Length of an array.
pub(super) fn array_len(input: &[u8]) -> Parsed<'_, u32> {
    match be_u8(input)? {
        (input, head @ FIX_ARRAY..FIX_STR) => Ok((input, u32::from(head - FIX_ARRAY))),
        (input, ARRAY_16) => be_u16(input).map(|(input, len)| (input, u32::from(len))),
        (input, ARRAY_32) => be_u32(input),
        _ => invalid(Field::InnerKind),
    }
}

/// The header of an array of `len` entries.
pub(super) fn array_of(len: u32) -> impl Fn(&[u8]) -> Parsed<'_, ()> {
    move |input| match array_len(input)? {
        (input, there) if there == len => Ok((input, ())),
        _ => invalid(Field::Count),
    }
}

/// A number that is not negative, in any form, as far as it fits.
pub(super) fn uint<T: TryFrom<u64>>(input: &[u8]) -> Parsed<'_, T> {
    let (input, number) = match be_u8(input)? {
        (input, number @ 0..FIX_MAP) => (input, u64::from(number)),
        (input, UINT_8) => be_u8(input).map(|(input, number)| (input, u64::from(number)))?,
        (input, UINT_16) => be_u16(input).map(|(input, number)| (input, u64::from(number)))?,
        (input, UINT_32) => be_u32(input).map(|(input, number)| (input, u64::from(number)))?,
        (input, UINT_64) => be_u64(input)?,
        _ => return invalid(Field::InnerKind),
    };
    match T::try_from(number) {
        Ok(number) => Ok((input, number)),
        Err(_) => invalid(Field::Number),
    }
}

/// A truth value.
pub(super) fn boolean(input: &[u8]) -> Parsed<'_, bool> {
    match be_u8(input)? {
        (input, FALSE) => Ok((input, false)),
        (input, TRUE) => Ok((input, true)),
        _ => invalid(Field::Flag),
    }
}

/// Bytes.
pub(super) fn bin(input: &[u8]) -> Parsed<'_, &[u8]> {
    let (input, len) = match be_u8(input)? {
        (input, BIN_8) => be_u8(input).map(|(input, len)| (input, u32::from(len)))?,
        (input, BIN_16) => be_u16(input).map(|(input, len)| (input, u32::from(len)))?,
        (input, BIN_32) => be_u32(input)?,
        _ => return invalid(Field::InnerKind),
    };
    slice(usize::try_from(len).unwrap_or(usize::MAX))(input)
}

/// Bytes of which there must be `N`.
pub(super) fn bin_of<const N: usize>(input: &[u8]) -> Parsed<'_, &[u8; N]> {
    let (input, bytes) = bin(input)?;
    match array(bytes) {
        Ok(([], bytes)) => Ok((input, bytes)),
        _ => invalid(Field::Length),
    }
}

/// What [`put_counted`] writes.
pub(super) fn counted(input: &[u8]) -> Parsed<'_, (u16, &[u8])> {
    let (input, ()) = array_of(2)(input)?;
    let (input, count) = uint(input)?;
    match input.split_first() {
        Some((&NIL, input)) => Ok((input, (count, &[]))),
        _ => bin(input).map(|(input, bytes)| (input, (count, bytes))),
    }
}

/// Steps over one value of any kind with all that is in it.
pub(super) fn skip(input: &[u8]) -> Parsed<'_, ()> {
    // Values to step over. Each round takes a byte at least, so there are no more rounds than bytes.
    let mut left = 1_u64;
    let mut input = input;
    while left > 0 {
        let (rest, inner) = skip_head(input)?;
        input = rest;
        left = left.saturating_sub(1).saturating_add(inner);
    }
    Ok((input, ()))
}

/// Steps over a value and tells how many are in it that follow.
fn skip_head(input: &[u8]) -> Parsed<'_, u64> {
    let (rest, head) = be_u8(input)?;
    let (rest, bytes, inner) = match head {
        FIX_MAP..FIX_ARRAY => (rest, 0, 2 * u64::from(head & 0x0f)),
        FIX_ARRAY..FIX_STR => (rest, 0, u64::from(head & 0x0f)),
        FIX_STR..NIL => (rest, u32::from(head & 0x1f), 0),
        0..FIX_MAP | NIL | FALSE | TRUE | 0xe0..=0xff => (rest, 0, 0),
        // Never used.
        0xc1 => return invalid(Field::InnerKind),
        // Numbers by their width; then the fixed extensions with their type.
        UINT_8 | 0xd0 => (rest, 1, 0),
        UINT_16 | 0xd1 => (rest, 2, 0),
        0xca | UINT_32 | 0xd2 => (rest, 4, 0),
        0xcb | UINT_64 | 0xd3 => (rest, 8, 0),
        0xd4..=0xd8 => (rest, 1 + (1 << (head - 0xd4)), 0),
        BIN_8 | 0xd9 => be_u8(rest).map(|(rest, len)| (rest, u32::from(len), 0))?,
        BIN_16 | 0xda => be_u16(rest).map(|(rest, len)| (rest, u32::from(len), 0))?,
        BIN_32 | 0xdb => be_u32(rest).map(|(rest, len)| (rest, len, 0))?,
        // Extensions have a type behind the length.
        0xc7 => be_u8(rest).map(|(rest, len)| (rest, u32::from(len) + 1, 0))?,
        0xc8 => be_u16(rest).map(|(rest, len)| (rest, u32::from(len) + 1, 0))?,
        0xc9 => be_u32(rest).map(|(rest, len)| (rest, len.saturating_add(1), 0))?,
        ARRAY_16 => be_u16(rest).map(|(rest, len)| (rest, 0, u64::from(len)))?,
        ARRAY_32 => be_u32(rest).map(|(rest, len)| (rest, 0, u64::from(len)))?,
        0xde => be_u16(rest).map(|(rest, len)| (rest, 0, 2 * u64::from(len)))?,
        0xdf => be_u32(rest).map(|(rest, len)| (rest, 0, 2 * u64::from(len)))?,
    };
    match usize::try_from(bytes) {
        Ok(bytes) => slice(bytes)(rest).map(|(rest, _)| (rest, inner)),
        Err(_) => Err(nom::Err::Error(Fault::Truncated)),
    }
}

const NIL: u8 = 0xc0;
const FALSE: u8 = 0xc2;
const TRUE: u8 = 0xc3;
const BIN_8: u8 = 0xc4;
const BIN_16: u8 = 0xc5;
const BIN_32: u8 = 0xc6;
const UINT_8: u8 = 0xcc;
const UINT_16: u8 = 0xcd;
const UINT_32: u8 = 0xce;
const UINT_64: u8 = 0xcf;
const ARRAY_16: u8 = 0xdc;
const ARRAY_32: u8 = 0xdd;
/// First head of a map, and so the end of the numbers that are their own head.
const FIX_MAP: u8 = 0x80;
/// First head of an array; its length is in the lower bits.
const FIX_ARRAY: u8 = 0x90;
/// First head of a text, and so the end of short arrays.
const FIX_STR: u8 = 0xa0;

#[cfg(test)]
mod tests;
