//! One group in the save file. Protocol: groups, Persistence.
//!
//! An array of seven arrays:
//!
//! | array | content |
//! |---|---|
//! | 8 | whether the user left it disconnected, length of the name, privacy, most members, length of the password, version of the shared state, topic lock, voice |
//! | 5 | signature of the shared state, founder's public keys (64), name, password, hash of the moderator list |
//! | 6 | version of the topic, its length, its checksum, topic, signature key of the setter, its signature |
//! | 2 | number of moderators, their signature keys in a row or nil |
//! | 4 | public keys of the group (64), its secret keys (96, zero if we are not the founder), own public keys, own secret keys |
//! | 4 | length of the own nick, role, status, nick |
//! | 2 | bytes of the known members, [those](super::SavedGroupPeer) or nil |

use bytes::BufMut;
use toxcore_crypto::ed25519::{SIGNATURE_LEN, SigningPublicKey};
use toxcore_crypto::{ExtendedKeyPair, ExtendedPublicKey};

use super::SavedGroupPeer;
use super::group_peers::{parse_peers, peers_len, put_peers};
use super::msgpack::{
    array_of, bin, bin_len, bin_of, boolean, counted, counted_len, put_array, put_bin, put_bool, put_counted, put_uint,
    uint, uint_len,
};
use crate::Encode;
use crate::codec::{Parsed, invalid};
use crate::error::Field;
use crate::friend::UserStatus;
use crate::group::{
    ChatId, GroupName, GroupPassword, GroupPrivacy, GroupVoice, MAX_MODERATORS, MAX_NICK_LEN, MAX_TOPIC_LEN,
    ModeratorList, Role, SharedState, ShortBytes, SignedTopic, TopicInfo, TopicLock,
};

/// A group we are a member of. It holds secret keys, which do not print.
#[derive(Clone, Debug)]
pub struct SavedGroup {
    /// The user disconnected from it: it stays in the list and does nothing.
    pub disconnected: bool,
    /// What the founder has decided, as far as we know.
    pub state: SharedState,
    /// Of the state, by the key of the group. Not verified.
    pub state_signature: [u8; SIGNATURE_LEN],
    /// The topic.
    pub topic: SavedTopic,
    /// Moderators in the order in which they came.
    pub moderators: ModeratorList,
    /// Public keys of the group.
    pub group_key: ExtendedPublicKey,
    /// Key pairs of the group, if we are its founder.
    pub group_keys: Option<ExtendedKeyPair>,
    /// Our key pairs in the group.
    pub own_keys: ExtendedKeyPair,
    /// Our nick.
    pub nick: ShortBytes<MAX_NICK_LEN>,
    /// Our role when it was saved.
    pub role: Role,
    /// Our status.
    pub status: UserStatus,
    /// Members to begin with, at most [`MAX_SAVED_GROUP_PEERS`](super::MAX_SAVED_GROUP_PEERS).
    pub peers: Vec<SavedGroupPeer>,
}

/// Topic of a saved group. Its signature is not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedTopic {
    /// Version; 0 if none was ever known.
    pub version: u32,
    /// The text.
    pub topic: ShortBytes<MAX_TOPIC_LEN>,
    /// Who set it.
    pub setter: SigningPublicKey,
    /// Of the setter.
    pub signature: [u8; SIGNATURE_LEN],
}

impl SavedGroup {
    /// The name of the group.
    #[must_use]
    pub fn chat_id(&self) -> ChatId {
        self.group_key.signing.into()
    }
}

impl SavedTopic {
    /// The topic as it travels.
    #[must_use]
    pub fn to_signed(&self) -> SignedTopic<'_> {
        SignedTopic { signature: self.signature, info: self.info() }
    }

    fn info(&self) -> TopicInfo<'_> {
        TopicInfo { version: self.version, topic: &self.topic, setter: self.setter }
    }
}

impl Encode for SavedGroup {
    fn encoded_len(&self) -> usize {
        let SharedState { name, password, privacy, peer_limit, version, topic_lock, voice, .. } = &self.state;
        let [name, password] = [name.as_bytes(), password.as_bytes()].map(<[u8]>::len);
        let (topic, nick) = (self.topic.topic.len(), self.nick.len());
        let moderators = self.moderators.keys().len();
        let bytes = [privacy.to_u8(), voice.to_u8(), self.role.to_u8(), self.status.to_u8()].map(u32::from);
        let numbers = [u32::from(*peer_limit), *version, topic_lock.to_u32(), self.topic.version];
        let checksum = u32::from(self.topic.info().checksum());
        let lengths = [name, password, topic, nick].map(len_u32);
        let numbers: usize = bytes.into_iter().chain(numbers).chain(lengths).chain([checksum]).map(uint_len).sum();
        let fixed = [SIGNATURE_LEN, ExtendedPublicKey::LEN, 32, SigningPublicKey::LEN, SIGNATURE_LEN];
        let keys = [ExtendedPublicKey::LEN, ExtendedKeyPair::SECRET_LEN];
        let texts = [name, password, topic, nick].into_iter().chain(fixed).chain(keys).chain(keys);
        ARRAYS_LEN
            + BOOL_LEN
            + numbers
            + texts.map(bin_len).sum::<usize>()
            + counted_len(len_u32(moderators), moderators * SigningPublicKey::LEN)
            + peers_len(&self.peers)
    }

    fn encode(&self, out: &mut impl BufMut) {
        put_array(7, out);
        self.put_settings(out);
        self.put_state(out);
        self.put_topic(out);
        self.put_moderators(out);
        self.put_keys(out);
        self.put_own(out);
        put_peers(&self.peers, out);
    }
}

impl SavedGroup {
    fn put_settings(&self, out: &mut impl BufMut) {
        put_array(8, out);
        put_bool(self.disconnected, out);
        put_len(&self.state.name, out);
        put_uint(self.state.privacy.to_u8().into(), out);
        put_uint(self.state.peer_limit.into(), out);
        put_len(self.state.password.as_bytes(), out);
        put_uint(self.state.version, out);
        put_uint(self.state.topic_lock.to_u32(), out);
        put_uint(self.state.voice.to_u8().into(), out);
    }

    fn put_state(&self, out: &mut impl BufMut) {
        put_array(5, out);
        put_bin(&self.state_signature, out);
        put_bin(&self.state.founder.to_bytes(), out);
        put_bin(&self.state.name, out);
        put_bin(self.state.password.as_bytes(), out);
        put_bin(&self.state.moderators_hash, out);
    }

    fn put_topic(&self, out: &mut impl BufMut) {
        put_array(6, out);
        put_uint(self.topic.version, out);
        put_len(&self.topic.topic, out);
        put_uint(self.topic.info().checksum().into(), out);
        put_bin(&self.topic.topic, out);
        put_bin(self.topic.setter.as_bytes(), out);
        put_bin(&self.topic.signature, out);
    }

    fn put_moderators(&self, out: &mut impl BufMut) {
        let keys: Vec<u8> = self.moderators.keys().iter().flat_map(|key| *key.as_bytes()).collect();
        put_counted(len_u32(self.moderators.keys().len()), &keys, out);
    }

    fn put_keys(&self, out: &mut impl BufMut) {
        put_array(4, out);
        put_bin(&self.group_key.to_bytes(), out);
        match &self.group_keys {
            Some(keys) => put_bin(&*keys.to_secret_bytes(), out),
            None => put_bin(&NO_SECRET, out),
        }
        put_bin(&self.own_keys.public().to_bytes(), out);
        put_bin(&*self.own_keys.to_secret_bytes(), out);
    }

    fn put_own(&self, out: &mut impl BufMut) {
        put_array(4, out);
        put_len(&self.nick, out);
        put_uint(self.role.to_u8().into(), out);
        put_uint(self.status.to_u8().into(), out);
        put_bin(&self.nick, out);
    }
}

/// A group. Lengths must be those of the texts, and key pairs must fit.
pub(super) fn group(input: &[u8]) -> Parsed<'_, SavedGroup> {
    let (input, ()) = array_of(7)(input)?;
    let (input, settings) = settings(input)?;
    let (input, (state_signature, state)) = state(input, &settings)?;
    let (input, topic) = topic(input)?;
    let (input, moderators) = moderators(input)?;
    let (input, keys) = keys(input)?;
    let (input, (role, status, nick)) = own(input)?;
    let (input, peers) = peers(input)?;
    let group = SavedGroup {
        disconnected: settings.disconnected,
        state,
        state_signature,
        topic,
        moderators,
        group_key: keys.group_key,
        group_keys: keys.group_keys,
        own_keys: keys.own_keys,
        nick,
        role,
        status,
        peers,
    };
    Ok((input, group))
}

/// The first array.
struct Settings {
    disconnected: bool,
    name_len: u16,
    privacy: u8,
    peer_limit: u16,
    password_len: u16,
    version: u32,
    topic_lock: u32,
    voice: u8,
}

fn settings(input: &[u8]) -> Parsed<'_, Settings> {
    let (input, ()) = array_of(8)(input)?;
    let (input, disconnected) = boolean(input)?;
    let (input, name_len) = uint(input)?;
    let (input, privacy) = uint(input)?;
    let (input, peer_limit) = uint(input)?;
    let (input, password_len) = uint(input)?;
    let (input, version) = uint(input)?;
    let (input, topic_lock) = uint(input)?;
    let (input, voice) = uint(input)?;
    Ok((input, Settings { disconnected, name_len, privacy, peer_limit, password_len, version, topic_lock, voice }))
}

fn state<'a>(input: &'a [u8], settings: &Settings) -> Parsed<'a, ([u8; SIGNATURE_LEN], SharedState)> {
    let (input, ()) = array_of(5)(input)?;
    let (input, signature) = bin_of(input)?;
    let (input, founder) = bin_of(input)?;
    let (input, name) = text(input, settings.name_len)?;
    let (input, password) = text(input, settings.password_len)?;
    let (input, moderators_hash) = bin_of(input)?;
    let (Ok(name), Ok(password)) = (GroupName::new(name), GroupPassword::new(password)) else {
        return invalid(Field::Length);
    };
    if name.is_empty() {
        return invalid(Field::Length);
    }
    let state = SharedState {
        version: settings.version,
        founder: ExtendedPublicKey::from_bytes(founder),
        peer_limit: settings.peer_limit,
        name,
        privacy: GroupPrivacy::from_u8(settings.privacy),
        password,
        moderators_hash: *moderators_hash,
        topic_lock: TopicLock::from_u32(settings.topic_lock),
        voice: GroupVoice::from_u8(settings.voice),
    };
    Ok((input, (*signature, state)))
}

fn topic(input: &[u8]) -> Parsed<'_, SavedTopic> {
    let (input, ()) = array_of(6)(input)?;
    let (input, version) = uint(input)?;
    let (input, len) = uint(input)?;
    let (input, checksum) = uint::<u16>(input)?;
    let (input, topic) = text(input, len)?;
    let (input, setter) = bin_of(input)?;
    let (input, signature) = bin_of(input)?;
    let Ok(topic) = ShortBytes::new(topic) else { return invalid(Field::Length) };
    let topic = SavedTopic { version, topic, setter: SigningPublicKey::from_bytes(*setter), signature: *signature };
    if topic.info().checksum() == checksum { Ok((input, topic)) } else { invalid(Field::Checksum) }
}

fn moderators(input: &[u8]) -> Parsed<'_, ModeratorList> {
    let (input, (count, bytes)) = counted(input)?;
    let (keys, rest) = bytes.as_chunks();
    if keys.len() != usize::from(count) || !rest.is_empty() || keys.len() > MAX_MODERATORS {
        return invalid(Field::Count);
    }
    Ok((input, ModeratorList::from_keys(keys.iter().map(|key| SigningPublicKey::from_bytes(*key)))))
}

/// The fifth array.
struct Keys {
    group_key: ExtendedPublicKey,
    group_keys: Option<ExtendedKeyPair>,
    own_keys: ExtendedKeyPair,
}

fn keys(input: &[u8]) -> Parsed<'_, Keys> {
    let (input, ()) = array_of(4)(input)?;
    let (input, group_key) = bin_of(input)?;
    let (input, group_secret) = bin_of(input)?;
    let (input, own_key) = bin_of(input)?;
    let (input, own_secret) = bin_of(input)?;
    let group_key = ExtendedPublicKey::from_bytes(group_key);
    let group_keys = if group_secret == &NO_SECRET { None } else { Some(pair(group_secret, &group_key)) };
    let own_keys = pair(own_secret, &ExtendedPublicKey::from_bytes(own_key));
    match (group_keys.transpose(), own_keys) {
        (Ok(group_keys), Ok(own_keys)) => Ok((input, Keys { group_key, group_keys, own_keys })),
        _ => invalid(Field::Key),
    }
}

/// The pairs of these secret keys, if they have the public keys that stand beside them.
fn pair(
    secret: &[u8; ExtendedKeyPair::SECRET_LEN],
    public: &ExtendedPublicKey,
) -> Result<ExtendedKeyPair, toxcore_crypto::InvalidExtendedKey> {
    let pair = ExtendedKeyPair::from_secret_bytes(secret)?;
    if pair.public() == *public { Ok(pair) } else { Err(toxcore_crypto::InvalidExtendedKey) }
}

fn own(input: &[u8]) -> Parsed<'_, (Role, UserStatus, ShortBytes<MAX_NICK_LEN>)> {
    let (input, ()) = array_of(4)(input)?;
    let (input, len) = uint(input)?;
    let (input, role) = uint(input)?;
    let (input, status) = uint(input)?;
    let (input, nick) = text(input, len)?;
    match (Role::from_u8(role), UserStatus::from_u8(status), ShortBytes::new(nick)) {
        (Some(role), Some(status), Ok(nick)) => Ok((input, (role, status, nick))),
        (_, _, Err(_)) => invalid(Field::Length),
        _ => invalid(Field::Status),
    }
}

fn peers(input: &[u8]) -> Parsed<'_, Vec<SavedGroupPeer>> {
    let (input, (len, bytes)) = counted(input)?;
    if bytes.len() == usize::from(len) { Ok((input, parse_peers(bytes))) } else { invalid(Field::Length) }
}

/// Bytes whose length was told before.
fn text(input: &[u8], len: u16) -> Parsed<'_, &[u8]> {
    match bin(input)? {
        (input, text) if text.len() == usize::from(len) => Ok((input, text)),
        _ => invalid(Field::Length),
    }
}

fn put_len(text: &[u8], out: &mut impl BufMut) {
    put_uint(len_u32(text.len()), out);
}

/// A length as it is written.
fn len_u32(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// What stands in the place of the group's secret keys if we are not the founder.
const NO_SECRET: [u8; ExtendedKeyPair::SECRET_LEN] = [0; ExtendedKeyPair::SECRET_LEN];
/// Heads of the array around all others, and of those that have no count.
const ARRAYS_LEN: usize = 6;
/// A truth value.
const BOOL_LEN: usize = 1;
