use std::ops::Range;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_wire::RelayInfo;
use toxcore_wire::group::{GroupPing, HandshakePurpose, LosslessKind, LossyKind};

/// One other member, as long as we have a link with it. A reused index has another generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberId {
    pub(crate) index: u32,
    pub(crate) generation: u32,
}

/// What happened, and what the owner is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Somebody whom we did not know began a handshake.
    Appeared {
        /// Names it from now on.
        member: MemberId,
        /// Its encryption key.
        key: EphemeralPublicKey,
    },
    /// There is a session, or a new one in place of another. Both now do what the handshake was for. If it is a new one, the
    /// member may have started anew: what was said before the member is [confirmed](crate::Mesh::confirm) again waits for that.
    Handshaked {
        /// With whom.
        member: MemberId,
        /// Who had asked.
        role: Role,
        /// What for.
        purpose: HandshakePurpose,
        /// Whether there was another session.
        renewed: bool,
    },
    /// A lossless packet, in order and once. Read it before the next call of a `handle_` method.
    ///
    /// Broadcasts and custom packets of one who is not confirmed come as well, because the packet before may be what confirms
    /// it: the owner asks for the [phase](crate::Mesh::phase) and refuses them.
    Lossless {
        /// From whom.
        member: MemberId,
        /// What it is.
        kind: LosslessKind,
        /// Where it is.
        payload: Payload,
    },
    /// A lossy packet: custom ones of confirmed members, or a refusal or proof of anybody. Read it before the next call of a `handle_` method.
    Lossy {
        /// From whom.
        member: MemberId,
        /// What it is.
        kind: LossyKind,
        /// Where it is.
        payload: Payload,
    },
    /// A confirmed member tells what it knows.
    Pinged {
        /// Who.
        member: MemberId,
        /// The numbers.
        ping: GroupPing,
    },
    /// The member may be at this relay: the route to it should use it.
    TieRelay {
        /// Whose.
        member: MemberId,
        /// Which.
        relay: RelayInfo,
    },
    /// The route to the member may sleep, or must wake because UDP does not work any more. At first it is needed.
    RelayNeeded {
        /// Whose.
        member: MemberId,
        /// Whether it is to be awake.
        needed: bool,
    },
    /// The link is gone; its id is never valid again.
    Lost {
        /// Who it was.
        member: MemberId,
        /// Its encryption key.
        key: EphemeralPublicKey,
        /// Why.
        reason: LossReason,
        /// Whether it was confirmed.
        was_confirmed: bool,
    },
}

/// Our part in a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// We asked.
    Requester,
    /// We answered.
    Responder,
}

/// Why a link ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LossReason {
    /// No handshake came about within [`UNCONFIRMED_TIMEOUT`](crate::UNCONFIRMED_TIMEOUT).
    NoAnswer,
    /// Nothing came for [`SILENCE_TIMEOUT`](crate::SILENCE_TIMEOUT), or for
    /// [`UNCONFIRMED_TIMEOUT`](crate::UNCONFIRMED_TIMEOUT) from one who was not confirmed.
    Silent,
    /// A lossless packet was not confirmed within [`STUCK_TIMEOUT`](crate::STUCK_TIMEOUT).
    Stuck,
    /// It was not confirmed, or not again, within [`CONFIRMATION_TIMEOUT`](crate::CONFIRMATION_TIMEOUT).
    NotConfirmed,
    /// It was not confirmed, and others needed its place.
    MadeRoom,
}

/// How far a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// There is no session yet.
    Known,
    /// There is a session, but the member is not confirmed.
    Handshaked,
    /// The member is confirmed.
    Confirmed,
    /// The member was confirmed in a session that another has replaced.
    Returning,
}

/// Where the data of a packet is: [`Mesh::payload`](crate::Mesh::payload) reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload(pub(crate) Place);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the packet just handled.
    InPlace(Range<usize>),
    /// In a packet that waited or was put together, from this byte on.
    Stored { index: usize, from: usize },
}
