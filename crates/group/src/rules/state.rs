//! What the founder has decided, and which of two decisions counts. Protocol: groups, Shared state.

use toxcore_crypto::ed25519::{SIGNATURE_LEN, SigningKeyPair};
use toxcore_wire::group::{
    ChatId, DEFAULT_PEER_LIMIT, GroupPassword, GroupPrivacy, GroupVoice, SharedState, SignedSharedState, StateError,
    TopicLock,
};
use toxcore_wire::{Field, ParseError};

use super::{Event, Refusal};

/// A state of which we know that the group's key signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) state: SharedState,
    pub(crate) signature: [u8; SIGNATURE_LEN],
}

impl Decided {
    /// Signs a state. `group` is the key pair that only the founder has.
    pub(crate) fn new(state: SharedState, group: &SigningKeyPair) -> Self {
        let signed = state.sign(group);
        Self { state, signature: signature_of(&signed) }
    }

    /// Checks a state of a file.
    pub(crate) fn restore(
        state: SharedState,
        signature: [u8; SIGNATURE_LEN],
        chat_id: &ChatId,
    ) -> Result<Self, Refusal> {
        let decided = Self { state, signature };
        Self::open(&decided.to_bytes(), chat_id)
    }

    /// Signature and state as they travel.
    pub(crate) fn to_bytes(&self) -> [u8; SignedSharedState::LEN] {
        self.state.signed(&self.signature)
    }

    /// Reads a state that arrived, if it outranks `known`.
    ///
    /// The higher version counts; of two of one version, which a founder makes who runs twice or from an old file, the one
    /// with the higher bytes.
    pub(crate) fn judge(known: Option<&Self>, data: &[u8], chat_id: &ChatId) -> Result<Self, Refusal> {
        let signed = *SignedSharedState::parse(data).map_err(|_| Refusal::Forged)?.as_bytes();
        let bytes = known.map(Self::to_bytes);
        if bytes == Some(signed) {
            return Err(Refusal::Outdated);
        }
        let new = Self::open(&signed, chat_id)?;
        match known.zip(bytes) {
            Some((known, bytes)) if (new.state.version, signed) <= (known.state.version, bytes) => {
                Err(Refusal::Outdated)
            }
            _ => Ok(new),
        }
    }

    /// Whether these bytes are a state that the group's key signed, of any version, with this password.
    pub(crate) fn has_password(data: &[u8], chat_id: &ChatId, password: &GroupPassword) -> bool {
        let signed = SignedSharedState::parse(data).map(|signed| *signed.as_bytes());
        signed.is_ok_and(|signed| Self::open(&signed, chat_id).is_ok_and(|known| known.state.password == *password))
    }

    fn open(signed: &[u8; SignedSharedState::LEN], chat_id: &ChatId) -> Result<Self, Refusal> {
        let state = SignedSharedState::from(signed).open(chat_id).map_err(|error| match error {
            StateError::Signature => Refusal::Forged,
            StateError::Malformed(error) => Refusal::Malformed(error),
        })?;
        let decided = Self { state, signature: signature_of(signed) };
        if decided.state.version == 0 {
            return Err(Refusal::Outdated);
        }
        // It could not be given on, nor saved.
        if decided.to_bytes() != *signed {
            return Err(Refusal::Malformed(ParseError::Invalid(Field::Length)));
        }
        if decided.state.founder.is_consistent() { Ok(decided) } else { Err(Refusal::Forged) }
    }
}

/// What the user is told when `new` takes the place of `old`; without any, of what a newcomer takes for given.
pub(crate) fn changes(old: Option<&SharedState>, new: &SharedState, password: &GroupPassword) -> Vec<Event> {
    let (limit, privacy, password, lock, voice) = match old {
        Some(old) => (old.peer_limit, old.privacy, &old.password, old.topic_lock, old.voice),
        None => (DEFAULT_PEER_LIMIT, GroupPrivacy::Public, password, TopicLock::Locked, GroupVoice::All),
    };
    let locked = |lock| matches!(lock, TopicLock::Locked);
    let events = [
        (limit != new.peer_limit).then_some(Event::PeerLimit(new.peer_limit)),
        (privacy.is_public() != new.privacy.is_public()).then_some(Event::Privacy(new.privacy)),
        (*password != new.password).then_some(Event::Password),
        (locked(lock) != locked(new.topic_lock)).then_some(Event::TopicLock(new.topic_lock)),
        (voice != new.voice).then_some(Event::Voice(new.voice)),
    ];
    events.into_iter().flatten().collect()
}

fn signature_of(signed: &[u8; SignedSharedState::LEN]) -> [u8; SIGNATURE_LEN] {
    signed.first_chunk().copied().expect("a signed state begins with its signature")
}
