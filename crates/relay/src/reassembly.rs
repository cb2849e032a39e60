use toxcore_wire::ParseError;
use toxcore_wire::relay::FrameLength;

use crate::cipher::HEADER;

/// Length of the frame at the start of `bytes`, prefix included, if all of it is there.
///
/// # Errors
/// A length that no frame has is an error as soon as its two bytes are there.
pub(crate) fn frame_length(bytes: &[u8]) -> Result<Option<usize>, ParseError> {
    let length = FrameLength::parse(bytes)?.map(|length| length.saturating_add(HEADER));
    Ok(length.filter(|length| *length <= bytes.len()))
}

/// Moves what an incomplete frame lacks from the front of `bytes` to its end; returns what is left.
///
/// `None` as second part while the frame is still incomplete.
///
/// # Errors
/// As [`frame_length`].
pub(crate) fn complete<'a>(
    partial: &mut Vec<u8>,
    bytes: &'a mut [u8],
) -> Result<(&'a mut [u8], Option<Vec<u8>>), ParseError> {
    let wanted = FrameLength::parse(partial)?.map_or(HEADER, |length| length.saturating_add(HEADER));
    let missing = wanted.saturating_sub(partial.len()).min(bytes.len());
    let (head, rest) = bytes.split_at_mut(missing);
    partial.extend_from_slice(head);
    let whole = frame_length(partial)?.is_some();
    Ok((rest, whole.then(|| std::mem::take(partial))))
}
