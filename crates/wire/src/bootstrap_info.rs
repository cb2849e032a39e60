//! Version and message of the day of bootstrap nodes. Protocol: wire, Bootstrap info.
//!
//! Request and response have the same kind: a node that serves takes what comes as a request, one that asked takes it as
//! a response.

use bytes::BufMut;

use crate::codec::{Encode, Parsed, be_u32, expect_kind, parse_all, rest};
use crate::error::ParseError;
use crate::kind::PacketKind;

/// Asks a bootstrap node who it is. Whole packet, not encrypted.
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0xf0 |
/// | 77 | anything; we send zeros |
///
/// The filler makes the request cost its sender about as much as most answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BootstrapInfoRequest;

impl BootstrapInfoRequest {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::BootstrapInfo;
    /// Bytes of the packet. Protocol: dht, Bootstrap info.
    pub const LEN: usize = 78;

    /// Reads a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or length.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        let filler = expect_kind(packet, Self::KIND.number())?;
        match filler.len().checked_sub(Self::LEN - 1) {
            Some(0) => Ok(Self),
            Some(more) => Err(ParseError::TrailingBytes(more)),
            None => Err(ParseError::Truncated),
        }
    }
}

impl Encode for BootstrapInfoRequest {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND.number());
        out.put_bytes(0, Self::LEN - 1);
    }
}

/// Answers a [`BootstrapInfoRequest`]. Whole packet, not encrypted.
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0xf0 |
/// | 4 | version |
/// | 0 to 256 | message of the day; the daemon ends it with a zero byte |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BootstrapInfoResponse<'a> {
    /// Version of the node's software, see [`daemon_version`].
    pub version: u32,
    /// The message as it stands in the packet, its closing zero included if there is one.
    pub motd: &'a [u8],
}

impl<'a> BootstrapInfoResponse<'a> {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::BootstrapInfo;
    /// Bytes of the longest message of the day, its zero byte included. Protocol: dht, Bootstrap info.
    pub const MAX_MOTD_LEN: usize = 256;
    /// Bytes of the packet without message.
    pub const MIN_LEN: usize = 1 + size_of::<u32>();
    /// Bytes of the longest packet.
    pub const MAX_LEN: usize = Self::MIN_LEN + Self::MAX_MOTD_LEN;

    /// Reads a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind, and for lengths outside of [`Self::MIN_LEN`]`..=`[`Self::MAX_LEN`].
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let body = expect_kind(packet, Self::KIND.number())?;
        if packet.len() > Self::MAX_LEN {
            return Err(ParseError::TooLong(packet.len()));
        }
        parse_all(body, bootstrap_info)
    }

    /// The message up to its first zero byte. Nobody checked that it is UTF-8.
    #[must_use]
    pub fn text(&self) -> &'a [u8] {
        self.motd.split(|byte| *byte == 0).next().unwrap_or_default()
    }
}

fn bootstrap_info(input: &[u8]) -> Parsed<'_, BootstrapInfoResponse<'_>> {
    let (input, version) = be_u32(input)?;
    let (input, motd) = rest(input)?;
    Ok((input, BootstrapInfoResponse { version, motd }))
}

impl Encode for BootstrapInfoResponse<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.motd.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND.number());
        out.put_u32(self.version);
        out.put_slice(self.motd);
    }
}

/// The version number by which daemons call themselves, as a decimal number: 1, then three digits each for major, minor
/// and patch. Parts above 999 count as 999.
#[must_use]
pub const fn daemon_version(major: u32, minor: u32, patch: u32) -> u32 {
    const fn digits(part: u32) -> u32 {
        if part > 999 { 999 } else { part }
    }
    1_000_000_000 + digits(major) * 1_000_000 + digits(minor) * 1_000 + digits(patch)
}

#[cfg(test)]
mod tests;
