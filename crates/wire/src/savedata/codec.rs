//! Readers of little-endian numbers, which only the save file has.

use crate::codec::{Parsed, array};

/// A little-endian 16-bit number.
pub(super) fn le_u16(input: &[u8]) -> Parsed<'_, u16> {
    let (input, value) = array(input)?;
    Ok((input, u16::from_le_bytes(*value)))
}

/// A little-endian 32-bit number.
pub(super) fn le_u32(input: &[u8]) -> Parsed<'_, u32> {
    let (input, value) = array(input)?;
    Ok((input, u32::from_le_bytes(*value)))
}

/// A little-endian 64-bit number.
pub(super) fn le_u64(input: &[u8]) -> Parsed<'_, u64> {
    let (input, value) = array(input)?;
    Ok((input, u64::from_le_bytes(*value)))
}
