//! Friends in the save file: records of one size, numbers big-endian. Protocol: savedata, Friends.
//!
//! | offset | bytes | content |
//! |---|---|---|
//! | 0 | 1 | state: 1 request to be sent, 2 request sent, 3 confirmed |
//! | 1 | 32 | long-term public key |
//! | 33 | 1024 | request message |
//! | 1057 | 1 | zero |
//! | 1058 | 2 | length of the request message |
//! | 1060 | 128 | name |
//! | 1188 | 2 | length of the name |
//! | 1190 | 1007 | status message |
//! | 2197 | 1 | zero |
//! | 2198 | 2 | length of the status message |
//! | 2200 | 1 | user status |
//! | 2201 | 3 | zero |
//! | 2204 | 4 | nospam of the friend |
//! | 2208 | 8 | when the friend was seen last, Unix seconds |

use bytes::BufMut;
use toxcore_crypto::LongTermPublicKey;

use crate::Encode;
use crate::codec::{Parsed, array, be_u8, be_u16, be_u64, public_key};
use crate::friend::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN, NoSpam, UserStatus};

/// Room for the message of a friend request, in bytes. What can be sent is shorter. Protocol: savedata, Friends.
pub const MAX_REQUEST_MESSAGE_LEN: usize = 1024;

/// A friend, or somebody who was asked to become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFriend {
    /// Who it is.
    pub key: LongTermPublicKey,
    /// How far it has come.
    pub state: FriendState,
}

/// How far a friendship has come, with what is known in each state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FriendState {
    /// The request has not been sent.
    Added(PendingRequest),
    /// The request was sent, an answer is missing. After loading it is sent again.
    Requested(PendingRequest),
    /// A friend. Also friends who are online are saved like this.
    Confirmed(FriendProfile),
}

/// A friend request of ours.
#[derive(Clone, PartialEq, Eq)]
pub struct PendingRequest {
    /// From the friend's Tox id.
    pub no_spam: NoSpam,
    /// At most [`MAX_REQUEST_MESSAGE_LEN`] bytes. The reference drops a friend whose message is empty or longer than can be sent.
    pub message: Vec<u8>,
}

/// Without what is said.
impl std::fmt::Debug for PendingRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PendingRequest")
            .field("no_spam", &self.no_spam)
            .field("message", &crate::redacted::Length(&self.message))
            .finish()
    }
}

/// What a friend told about himself.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct FriendProfile {
    /// At most [`MAX_NAME_LEN`] bytes, UTF-8 by convention.
    pub name: Vec<u8>,
    /// At most [`MAX_STATUS_MESSAGE_LEN`] bytes, UTF-8 by convention.
    pub status_message: Vec<u8>,
    /// His choice.
    pub status: UserStatus,
    /// When he was online last, in seconds since 1970; 0 for never.
    pub last_seen_unix_seconds: u64,
}

/// Without what the friend wrote.
impl std::fmt::Debug for FriendProfile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FriendProfile")
            .field("name", &crate::redacted::Length(&self.name))
            .field("status_message", &crate::redacted::Length(&self.status_message))
            .field("status", &self.status)
            .field("last_seen_unix_seconds", &self.last_seen_unix_seconds)
            .finish()
    }
}

impl SavedFriend {
    /// Bytes of a record.
    pub const LEN: usize = STATE_LEN
        + LongTermPublicKey::LEN
        + MAX_REQUEST_MESSAGE_LEN
        + PAD_LEN
        + LENGTH_LEN
        + MAX_NAME_LEN
        + LENGTH_LEN
        + MAX_STATUS_MESSAGE_LEN
        + PAD_LEN
        + LENGTH_LEN
        + STATUS_LEN
        + STATUS_PAD_LEN
        + NoSpam::LEN
        + SEEN_LEN;

    fn fields(&self) -> Fields<'_> {
        let mut fields = Fields { key: self.key, ..Fields::default() };
        match &self.state {
            FriendState::Added(request) => fields.set_request(ADDED, request),
            FriendState::Requested(request) => fields.set_request(REQUESTED, request),
            FriendState::Confirmed(profile) => {
                fields.state = CONFIRMED;
                fields.name = &profile.name;
                fields.status_message = &profile.status_message;
                fields.status = profile.status.to_u8();
                fields.last_seen = profile.last_seen_unix_seconds;
            }
        }
        fields
    }
}

impl Encode for SavedFriend {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        let fields = self.fields();
        out.put_u8(fields.state);
        out.put_slice(fields.key.as_bytes());
        put_text::<MAX_REQUEST_MESSAGE_LEN>(fields.message, PAD_LEN, out);
        put_text::<MAX_NAME_LEN>(fields.name, 0, out);
        put_text::<MAX_STATUS_MESSAGE_LEN>(fields.status_message, PAD_LEN, out);
        out.put_u8(fields.status);
        out.put_bytes(0, STATUS_PAD_LEN);
        out.put_slice(fields.no_spam.as_bytes());
        out.put_u64(fields.last_seen);
    }
}

/// A record and whether a field of it had to be repaired; without a friend if its state says so.
pub(super) struct Record {
    pub(super) friend: Option<SavedFriend>,
    pub(super) repaired: bool,
}

/// One record.
pub(super) fn record(input: &[u8]) -> Parsed<'_, Record> {
    let (input, state) = be_u8(input)?;
    let (input, key) = public_key(input)?;
    let (input, message) = text::<MAX_REQUEST_MESSAGE_LEN, PAD_LEN>(input)?;
    let (input, name) = text::<MAX_NAME_LEN, 0>(input)?;
    let (input, status_message) = text::<MAX_STATUS_MESSAGE_LEN, PAD_LEN>(input)?;
    let (input, status_byte) = be_u8(input)?;
    let (input, _) = array::<STATUS_PAD_LEN>(input)?;
    let (input, no_spam) = array(input)?;
    let (input, last_seen_unix_seconds) = be_u64(input)?;

    let request = || PendingRequest { no_spam: NoSpam::from_bytes(*no_spam), message: message.bytes.to_vec() };
    let status = UserStatus::from_u8(status_byte);
    let (state, repaired) = match state {
        NO_FRIEND => return Ok((input, Record { friend: None, repaired: false })),
        ADDED => (FriendState::Added(request()), message.repaired),
        REQUESTED => (FriendState::Requested(request()), message.repaired),
        _ => {
            let profile = FriendProfile {
                name: name.bytes.to_vec(),
                status_message: status_message.bytes.to_vec(),
                status: status.unwrap_or_default(),
                last_seen_unix_seconds,
            };
            (FriendState::Confirmed(profile), name.repaired || status_message.repaired || status.is_none())
        }
    };
    Ok((input, Record { friend: Some(SavedFriend { key, state }), repaired }))
}

/// The fields that are not zero.
struct Fields<'a> {
    state: u8,
    key: LongTermPublicKey,
    message: &'a [u8],
    name: &'a [u8],
    status_message: &'a [u8],
    status: u8,
    no_spam: NoSpam,
    last_seen: u64,
}

impl Default for Fields<'_> {
    fn default() -> Self {
        Self {
            state: NO_FRIEND,
            key: LongTermPublicKey::from_bytes([0; LongTermPublicKey::LEN]),
            message: &[],
            name: &[],
            status_message: &[],
            status: 0,
            no_spam: NoSpam::from_bytes([0; NoSpam::LEN]),
            last_seen: 0,
        }
    }
}

impl<'a> Fields<'a> {
    fn set_request(&mut self, state: u8, request: &'a PendingRequest) {
        self.state = state;
        self.message = &request.message;
        self.no_spam = request.no_spam;
    }
}

/// A text in a field of fixed size.
struct Text<'a> {
    bytes: &'a [u8],
    repaired: bool,
}

/// A field of `MAX` bytes, padding and the length of the text in it. If that cannot be, the text ends before the zeros.
fn text<const MAX: usize, const PAD: usize>(input: &[u8]) -> Parsed<'_, Text<'_>> {
    let (input, field) = array::<MAX>(input)?;
    let (input, _) = array::<PAD>(input)?;
    let (input, len) = be_u16(input)?;
    let text = match field.get(..usize::from(len)) {
        Some(bytes) => Text { bytes, repaired: false },
        None => Text { bytes: without_end_zeros(field), repaired: true },
    };
    Ok((input, text))
}

fn without_end_zeros(field: &[u8]) -> &[u8] {
    let end = field.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    field.get(..end).unwrap_or_default()
}

/// Writes the field of a text; what has no room in it is left out.
fn put_text<const MAX: usize>(text: &[u8], pad: usize, out: &mut impl BufMut) {
    let text = text.get(..MAX).unwrap_or(text);
    out.put_slice(text);
    out.put_bytes(0, MAX - text.len() + pad);
    out.put_u16(u16::try_from(text.len()).unwrap_or(u16::MAX));
}

/// An empty place; the reference has them in memory and never writes them.
const NO_FRIEND: u8 = 0;
const ADDED: u8 = 1;
const REQUESTED: u8 = 2;
/// This and anything above.
const CONFIRMED: u8 = 3;

const STATE_LEN: usize = 1;
const PAD_LEN: usize = 1;
const LENGTH_LEN: usize = size_of::<u16>();
const STATUS_LEN: usize = 1;
const STATUS_PAD_LEN: usize = 3;
const SEEN_LEN: usize = size_of::<u64>();

const _: () = assert!(SavedFriend::LEN == 2216, "the size that the reference demands");

#[cfg(test)]
mod tests;
