use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::{Content, FriendId};
use toxcore_wire::conference::InviteCookie;
use toxcore_wire::messenger::MessageKind;

use crate::{ConferenceNumber, PeerNumber};

/// What happened, and what the owner is asked for. Texts are as members sent them: perhaps no UTF-8, perhaps not fit to be
/// shown, and nobody proves who wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Wish: keep a friend connection with this key, who need not be a friend, until [`Release`](Self::Release). Said once
    /// however many conferences want it.
    Hold {
        /// Whose.
        key: LongTermPublicKey,
        /// What members say is its DHT key: a place to begin, of which the friend connection knows more if it stands.
        dht_key: DhtPublicKey,
    },
    /// Wish: try this DHT key for a connection that is held and does not stand.
    Hint {
        /// Whose.
        key: LongTermPublicKey,
        /// What members say is its DHT key now.
        dht_key: DhtPublicKey,
    },
    /// Wish: conferences need this friend connection no longer. What was sent over it should leave before it closes.
    Release {
        /// Whose.
        key: LongTermPublicKey,
    },
    /// A friend invites us. Give the cookie to [`Conferences::join`](crate::Conferences::join) to follow.
    Invited {
        /// Who.
        friend: FriendId,
        /// Names the conference, with its type.
        cookie: InviteCookie,
    },
    /// We are in a conference that we joined: it can be written to.
    Connected {
        /// Which one.
        conference: ConferenceNumber,
    },
    /// Somebody is in sight.
    PeerJoined {
        /// Where.
        conference: ConferenceNumber,
        /// Who.
        peer: PeerId,
    },
    /// Somebody is not in sight any longer. The last member in the list took its index.
    PeerLeft {
        /// Where.
        conference: ConferenceNumber,
        /// Who; the index is the one it had.
        peer: PeerId,
        /// What it called itself, as in [`PeerName`](Self::PeerName); empty if that is not known.
        name: Content,
        /// Why.
        why: Departure,
    },
    /// Somebody has another name.
    PeerName {
        /// Where.
        conference: ConferenceNumber,
        /// Who.
        peer: PeerId,
        /// At most 128 bytes.
        name: Content,
    },
    /// The conference has another title.
    Title {
        /// Where.
        conference: ConferenceNumber,
        /// Who gave it, unless it was told when we came in.
        peer: Option<PeerId>,
        /// 1 to 128 bytes.
        title: Content,
    },
    /// Somebody wrote, perhaps we ourselves: our messages come back once a member has them.
    Message {
        /// Where.
        conference: ConferenceNumber,
        /// Who.
        peer: PeerId,
        /// Whether it is ours.
        own: bool,
        /// How it is meant.
        kind: MessageKind,
        /// 1 to 1363 bytes.
        text: Content,
    },
}

/// A member at the moment of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerId {
    /// Place in the list of those in sight, which changes when somebody leaves.
    pub index: usize,
    /// Number in the conference.
    pub number: PeerNumber,
    /// Who it says it is.
    pub key: LongTermPublicKey,
}

/// Why a member is not in sight any longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Departure {
    /// It left for good.
    Left,
    /// It went away and may return, or is silent, or we lost the conference. It is among those who are offline now.
    Frozen,
    /// It came in anew under another number.
    Replaced,
}
