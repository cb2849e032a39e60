//! Topic of a group. Lossless kind 0xfa.
//!
//! | bytes | content |
//! |---|---|
//! | 64 | signature of the setter, of all behind it |
//! | 4 | version |
//! | 2 | checksum of the topic |
//! | 2 | length of the topic, 0 to 512 |
//! | 0 to 512 | topic |
//! | 32 | signature key of the setter |

use bytes::BufMut;
use toxcore_crypto::ed25519::{BadSignature, SIGNATURE_LEN, SigningKeyPair, SigningPublicKey};

use super::{LosslessKind, MAX_TOPIC_LEN, data_checksum};
use crate::boxes::TooLong;
use crate::codec::{Parsed, array, be_u16, be_u32, invalid, parse_all, slice};
use crate::error::Field;
use crate::{Encode, ParseError};

/// A topic and who set it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TopicInfo<'a> {
    /// One more with each change while the topic is locked.
    pub version: u32,
    /// At most [`MAX_TOPIC_LEN`] bytes; not checked to be UTF-8.
    pub topic: &'a [u8],
    /// Who set it.
    pub setter: SigningPublicKey,
}

/// A topic as it travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SignedTopic<'a> {
    /// Of the setter.
    pub signature: [u8; SIGNATURE_LEN],
    /// What is signed.
    pub info: TopicInfo<'a>,
}

impl<'a> TopicInfo<'a> {
    /// Bytes without the topic (40).
    pub const MIN_LEN: usize = size_of::<u32>() + 2 * size_of::<u16>() + SigningPublicKey::LEN;

    /// [`data_checksum`] of the topic. Of two topics the higher one wins, where their versions do not decide.
    #[must_use]
    pub fn checksum(&self) -> u16 {
        data_checksum(self.topic)
    }
}

impl<'a> SignedTopic<'a> {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::Topic;
    /// Bytes without the topic (104).
    pub const MIN_LEN: usize = SIGNATURE_LEN + TopicInfo::MIN_LEN;

    /// Reads the data of a packet. The signature is not looked at.
    ///
    /// # Errors
    /// [`ParseError`] for any length but the one that the topic's length gives, a longer topic than there may be, and
    /// [`Field::Checksum`] for the checksum of another topic.
    pub fn parse(data: &'a [u8]) -> Result<Self, ParseError> {
        parse_all(data, signed_topic)
    }

    /// A new topic, set by whom `setter` is.
    ///
    /// # Errors
    /// [`TooLong`] for more than [`MAX_TOPIC_LEN`] bytes.
    pub fn sign(version: u32, topic: &'a [u8], setter: &SigningKeyPair) -> Result<Self, TooLong> {
        TooLong::check(topic.len(), MAX_TOPIC_LEN)?;
        let info = TopicInfo { version, topic, setter: setter.public() };
        Ok(Self { signature: setter.sign(&info.to_vec()), info })
    }

    /// Checks that the setter signed it.
    ///
    /// # Errors
    /// [`BadSignature`] if not.
    pub fn verify(&self) -> Result<(), BadSignature> {
        self.info.setter.verify(&self.info.to_vec(), &self.signature)
    }
}

impl Encode for TopicInfo<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.topic.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u32(self.version);
        out.put_u16(self.checksum());
        out.put_u16(u16::try_from(self.topic.len()).unwrap_or(u16::MAX));
        out.put_slice(self.topic);
        out.put_slice(self.setter.as_bytes());
    }
}

impl Encode for SignedTopic<'_> {
    fn encoded_len(&self) -> usize {
        SIGNATURE_LEN + self.info.encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&self.signature);
        self.info.encode(out);
    }
}

/// Without the text.
impl std::fmt::Debug for TopicInfo<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TopicInfo")
            .field("version", &self.version)
            .field("topic", &crate::redacted::Length(self.topic))
            .field("setter", &self.setter)
            .finish()
    }
}

/// Without the text.
impl std::fmt::Debug for SignedTopic<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedTopic").field("info", &self.info).finish_non_exhaustive()
    }
}

fn signed_topic(input: &[u8]) -> Parsed<'_, SignedTopic<'_>> {
    let (input, signature) = array(input)?;
    let (input, version) = be_u32(input)?;
    let (input, checksum) = be_u16(input)?;
    let (input, len) = be_u16(input)?;
    let len = usize::from(len);
    if len > MAX_TOPIC_LEN {
        return invalid(Field::Length);
    }
    let (input, topic) = slice(len)(input)?;
    let (input, setter) = array(input)?;
    let info = TopicInfo { version, topic, setter: SigningPublicKey::from_bytes(*setter) };
    if info.checksum() != checksum {
        return invalid(Field::Checksum);
    }
    Ok((input, SignedTopic { signature: *signature, info }))
}

const _: () = assert!(SignedTopic::MIN_LEN == 104);

#[cfg(test)]
mod tests;
