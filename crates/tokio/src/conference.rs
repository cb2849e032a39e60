use std::borrow::Cow;
use std::fmt;

use toxcore::conference::{
    ConferenceId, ConferenceIdentifier, ConferenceNumber, ConferenceType, InviteCookie, PeerId, PeerNumber,
};
use toxcore::{Content, LongTermPublicKey, MessageKind, UnixTime};

use crate::driver::Core;
use crate::{
    ConferenceError, ConferenceInviteError, ConferenceSendError, ConferenceTitleError, Friend, JoinConferenceError, Tox,
};

/// A conference, the old kind of group chat. A handle, cheap to clone: it stays what it is when we leave, and says so then.
///
/// Everybody in it sees everybody else's key and may invite friends. Nothing in the protocol proves who wrote a message: a
/// member can speak in another's name.
#[derive(Clone)]
pub struct Conference {
    pub(crate) tox: Tox,
    pub(crate) number: ConferenceNumber,
    pub(crate) identifier: ConferenceIdentifier,
}

impl fmt::Debug for Conference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conference").field("number", &self.number).finish_non_exhaustive()
    }
}

/// The same conference of the same Tox.
impl PartialEq for Conference {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && self.tox.public_key() == other.tox.public_key()
    }
}

impl Eq for Conference {}

impl Conference {
    /// The number that the machine knows it by, for [`Tox::with`].
    #[must_use]
    pub const fn number(&self) -> ConferenceNumber {
        self.number
    }

    /// What names it to everybody. Whoever knows it, and is a friend of a member, can come in.
    #[must_use]
    pub const fn id(&self) -> ConferenceId {
        self.identifier.id
    }

    /// Whether it is one for sound, too.
    #[must_use]
    pub const fn kind(&self) -> ConferenceType {
        self.identifier.kind
    }

    /// Title and members, as they are now.
    ///
    /// # Errors
    /// [`ConferenceError`].
    pub async fn info(&self) -> Result<ConferenceInfo, ConferenceError> {
        let number = self.number;
        self.tox.call(move |core| ConferenceInfo::of(&core.tox, number)).await?.ok_or(ConferenceError::Left)
    }

    /// Invites a friend who is online. He comes if he wants.
    ///
    /// # Errors
    /// [`ConferenceInviteError`].
    pub async fn invite(&self, friend: &Friend) -> Result<(), ConferenceInviteError> {
        let (number, friend) = (self.number, friend.id);
        Ok(self.tox.call(move |core| core.tox.conference_invite(core.now, number, friend)).await??)
    }

    /// Sends a message of 1 to 1363 bytes to all who are in sight. It comes back as [`Event::ConferenceMessage`] once a member
    /// has it.
    ///
    /// # Errors
    /// [`ConferenceSendError`].
    ///
    /// [`Event::ConferenceMessage`]: crate::Event::ConferenceMessage
    pub async fn send(&self, text: impl Into<Vec<u8>>) -> Result<(), ConferenceSendError> {
        self.send_kind(MessageKind::Normal, text.into()).await
    }

    /// Sends what we do, in the third person, as `/me` does.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_action(&self, text: impl Into<Vec<u8>>) -> Result<(), ConferenceSendError> {
        self.send_kind(MessageKind::Action, text.into()).await
    }

    async fn send_kind(&self, kind: MessageKind, text: Vec<u8>) -> Result<(), ConferenceSendError> {
        let number = self.number;
        let send = move |core: &mut Core| core.tox.conference_send_message(core.now, number, kind, &text);
        // The number of the last message is saved.
        Ok(self.tox.change(send).await??)
    }

    /// Gives it another title of 1 to 128 bytes, which all see.
    ///
    /// # Errors
    /// [`ConferenceTitleError`].
    pub async fn set_title(&self, title: impl Into<Vec<u8>>) -> Result<(), ConferenceTitleError> {
        let (number, title) = (self.number, title.into());
        Ok(self.tox.change(move |core| core.tox.conference_set_title(core.now, number, &title)).await??)
    }

    /// How many members who are out of sight are remembered from now on. 128 at first, or as many as the profile had.
    ///
    /// # Errors
    /// [`ConferenceError`].
    pub async fn set_max_offline(&self, max: usize) -> Result<(), ConferenceError> {
        let number = self.number;
        Ok(self.tox.change(move |core| core.tox.conference_set_max_offline(core.now, number, max)).await??)
    }

    /// Leaves for good: the others are told, and we are not told of it again.
    ///
    /// # Errors
    /// [`ConferenceError`].
    pub async fn leave(&self) -> Result<(), ConferenceError> {
        let number = self.number;
        Ok(self.tox.change(move |core| core.tox.conference_delete(core.now, number)).await??)
    }
}

/// Who somebody in a conference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConferencePeer {
    /// The number in the conference, which stays as long as the member does.
    pub number: PeerNumber,
    /// Who it says it is.
    pub public_key: LongTermPublicKey,
}

impl From<PeerId> for ConferencePeer {
    fn from(peer: PeerId) -> Self {
        Self { number: peer.number, public_key: peer.key }
    }
}

/// What is known about a conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConferenceInfo {
    /// Empty if it has none.
    pub title: Content,
    /// Our own number; `None` as long as we wait to be let in.
    pub own: Option<PeerNumber>,
    /// Who is in sight, ourselves included, with names.
    pub peers: Vec<(ConferencePeer, Content)>,
    /// Who is out of sight and may come back, with names and the time when they were heard of last.
    pub offline: Vec<(ConferencePeer, Content, UnixTime)>,
}

impl ConferenceInfo {
    fn of(tox: &toxcore::Tox, number: ConferenceNumber) -> Option<Self> {
        let conferences = tox.conferences();
        let present = (0..conferences.peer_count(number)?).filter_map(|at| conferences.peer(number, at));
        let away =
            (0..conferences.offline_peer_count(number)?).filter_map(|at| tox.conference_offline_peer(number, at));
        Some(Self {
            title: conferences.title(number).unwrap_or_default().into(),
            own: conferences.own_number(number),
            peers: present.map(|peer| (peer.id.into(), peer.name.into())).collect(),
            offline: away.map(|peer| (peer.id.into(), peer.name.into(), peer.last_active)).collect(),
        })
    }
}

/// A friend invites us into a conference.
#[derive(Clone, Debug)]
pub struct ConferenceInvite {
    /// Who.
    pub friend: Friend,
    pub(crate) cookie: InviteCookie,
}

impl ConferenceInvite {
    /// Whether it is one for sound, too.
    #[must_use]
    pub const fn kind(&self) -> ConferenceType {
        self.cookie.identifier.kind
    }

    /// What names the conference.
    #[must_use]
    pub const fn id(&self) -> ConferenceId {
        self.cookie.identifier.id
    }

    /// What names it, for [`Tox::with`].
    #[must_use]
    pub const fn cookie(&self) -> InviteCookie {
        self.cookie
    }

    /// Comes in. [`Event::ConferenceJoined`](crate::Event::ConferenceJoined) says when we are in.
    ///
    /// # Errors
    /// [`JoinConferenceError`].
    pub async fn accept(&self) -> Result<Conference, JoinConferenceError> {
        let (tox, friend, cookie) = (&self.friend.tox, self.friend.id, self.cookie);
        let number = tox.change(move |core| core.tox.conference_join(core.now, friend, &cookie)).await??;
        Ok(Conference { tox: tox.clone(), number, identifier: cookie.identifier })
    }
}

/// What somebody in a conference wrote.
#[derive(Clone, Debug)]
pub struct ConferenceMessage {
    /// Where.
    pub conference: Conference,
    /// Who, as far as one can know.
    pub peer: ConferencePeer,
    /// Whether it is ours, come back: a member has it.
    pub own: bool,
    /// How it is meant.
    pub kind: MessageKind,
    /// What was written, 1 to 1363 bytes; members may send anything.
    pub content: Content,
}

impl ConferenceMessage {
    /// What was written, as text: bytes that are no UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.content)
    }
}
