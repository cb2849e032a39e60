//! What the founder has decided. Lossless kind 0xfb.
//!
//! | bytes | content |
//! |---|---|
//! | 64 | signature of the group's key, the chat id, of the 192 bytes behind it |
//! | 4 | version, one more with each change |
//! | 64 | encryption and signature key of the founder |
//! | 2 | most members, not 0 |
//! | 2 | length of the name, 1 to 48 |
//! | 48 | name, zero behind its end |
//! | 1 | 0 public, 1 private |
//! | 34 | password: length 2, password 32 |
//! | 32 | hash of the moderator list |
//! | 4 | topic lock |
//! | 1 | who is heard by all: 0 everybody, 1 moderators and founder, 2 founder |

use bytes::BufMut;
use thiserror::Error;
use toxcore_crypto::ExtendedPublicKey;
use toxcore_crypto::ed25519::{SIGNATURE_LEN, SigningKeyPair};

use super::password::password;
use super::{ChatId, GroupPassword, GroupPrivacy, GroupVoice, LosslessKind, MAX_GROUP_NAME_LEN, ShortBytes, TopicLock};
use crate::codec::{Parsed, array, be_u8, be_u16, be_u32, invalid, parse_all};
use crate::error::Field;
use crate::{Encode, ParseError};

/// Name of a group: at most [`MAX_GROUP_NAME_LEN`] bytes; not checked to be UTF-8.
pub type GroupName = ShortBytes<MAX_GROUP_NAME_LEN>;

/// What the founder has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedState {
    /// One more with each change; 0 is that of who knows nothing yet.
    pub version: u32,
    /// Member keys of the founder.
    pub founder: ExtendedPublicKey,
    /// Most members; each member counts for itself.
    pub peer_limit: u16,
    /// Name of the group; not empty.
    pub name: GroupName,
    /// How the group is found.
    pub privacy: GroupPrivacy,
    /// What newcomers must know.
    pub password: GroupPassword,
    /// Of the moderator list.
    pub moderators_hash: [u8; 32],
    /// Who may set the topic.
    pub topic_lock: TopicLock,
    /// Who is heard by all.
    pub voice: GroupVoice,
}

/// Shared state as it travels. It holds the password.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SignedSharedState<'a>(&'a [u8; SIGNED_LEN]);

/// Why a shared state does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StateError {
    /// The group's key did not sign it: whoever sent it is a liar.
    #[error("bad signature")]
    Signature,
    /// The founder signed something that is no state.
    #[error("malformed state: {0}")]
    Malformed(#[from] ParseError),
}

impl SharedState {
    /// Length in bytes (192).
    pub const LEN: usize = size_of::<u32>()
        + ExtendedPublicKey::LEN
        + size_of::<u16>()
        + size_of::<u16>()
        + MAX_GROUP_NAME_LEN
        + 1
        + GroupPassword::FIELD_LEN
        + 32
        + size_of::<u32>()
        + 1;

    /// Reads a state without its signature. Lengths of the name above [`MAX_GROUP_NAME_LEN`] mean that.
    ///
    /// # Errors
    /// [`ParseError`] for another length, the limit 0, no name and a password longer than one can be.
    pub fn parse(state: &[u8]) -> Result<Self, ParseError> {
        parse_all(state, shared_state)
    }

    /// The data of the packet. `group` is the key pair of the group, which only the founder has.
    #[must_use]
    pub fn sign(&self, group: &SigningKeyPair) -> [u8; SIGNED_LEN] {
        let mut state = [0; Self::LEN];
        self.encode(&mut state.as_mut_slice());
        let signature = group.sign(&state);
        let signed = self.signed(&signature);
        toxcore_crypto::wipe(&mut state);
        signed
    }

    /// The data of the packet with a signature that was made before.
    #[must_use]
    pub fn signed(&self, signature: &[u8; SIGNATURE_LEN]) -> [u8; SIGNED_LEN] {
        let mut signed = [0; SIGNED_LEN];
        let mut out = signed.as_mut_slice();
        out.put_slice(signature);
        self.encode(&mut out);
        signed
    }
}

impl<'a> SignedSharedState<'a> {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::SharedState;
    /// Length in bytes (256).
    pub const LEN: usize = SIGNED_LEN;

    /// Reads the data of a packet; what follows is ignored. The signature is not looked at.
    ///
    /// # Errors
    /// [`ParseError::Truncated`] for less than [`LEN`](Self::LEN) bytes.
    pub fn parse(data: &'a [u8]) -> Result<Self, ParseError> {
        data.first_chunk().map(Self).ok_or(ParseError::Truncated)
    }

    /// Signature and state as they travel: to keep, and to give to others.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8; SIGNED_LEN] {
        self.0
    }

    /// Checks the signature and reads the state.
    ///
    /// # Errors
    /// [`StateError`], see [`SharedState::parse`].
    pub fn open(&self, chat_id: &ChatId) -> Result<SharedState, StateError> {
        let (signature, state) = self.0.split_first_chunk::<SIGNATURE_LEN>().ok_or(ParseError::Truncated)?;
        chat_id.signing_key().verify(state, signature).map_err(|_| StateError::Signature)?;
        Ok(SharedState::parse(state)?)
    }
}

impl<'a> From<&'a [u8; SIGNED_LEN]> for SignedSharedState<'a> {
    fn from(bytes: &'a [u8; SIGNED_LEN]) -> Self {
        Self(bytes)
    }
}

impl Encode for SharedState {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u32(self.version);
        out.put_slice(&self.founder.to_bytes());
        out.put_u16(self.peer_limit);
        out.put_u16(self.name.len_u16());
        out.put_slice(self.name.padded());
        out.put_u8(self.privacy.to_u8());
        self.password.encode(out);
        out.put_slice(&self.moderators_hash);
        out.put_u32(self.topic_lock.to_u32());
        out.put_u8(self.voice.to_u8());
    }
}

impl Encode for SignedSharedState<'_> {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.0);
    }
}

/// Without the password.
impl std::fmt::Debug for SignedSharedState<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignedSharedState(..)")
    }
}

fn shared_state(input: &[u8]) -> Parsed<'_, SharedState> {
    let (input, version) = be_u32(input)?;
    let (input, founder) = array(input)?;
    let (input, peer_limit) = be_u16(input)?;
    let (input, name_len) = be_u16(input)?;
    let (input, name) = array::<MAX_GROUP_NAME_LEN>(input)?;
    let (input, privacy) = be_u8(input)?;
    let (input, password) = password(input)?;
    let (input, moderators_hash) = array(input)?;
    let (input, topic_lock) = be_u32(input)?;
    let (input, voice) = be_u8(input)?;
    let state = SharedState {
        version,
        founder: ExtendedPublicKey::from_bytes(founder),
        peer_limit,
        name: ShortBytes::first(name.get(..usize::from(name_len)).unwrap_or(name)),
        privacy: GroupPrivacy::from_u8(privacy),
        password,
        moderators_hash: *moderators_hash,
        topic_lock: TopicLock::from_u32(topic_lock),
        voice: GroupVoice::from_u8(voice),
    };
    if state.peer_limit == 0 {
        return invalid(Field::Number);
    }
    if state.name.is_empty() {
        return invalid(Field::Length);
    }
    Ok((input, state))
}

/// Signature and state.
const SIGNED_LEN: usize = SIGNATURE_LEN + SharedState::LEN;

const _: () = assert!(SharedState::LEN == 192 && SignedSharedState::LEN == 256);

#[cfg(test)]
mod tests;
