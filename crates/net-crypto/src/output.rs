use std::ops::Range;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};

use crate::{ConnectionId, OfferId, SendClass, Target};

/// What happened, and what the owner is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A peer without a connection proved both its keys with a handshake. The owner answers with
    /// [`NetCrypto::accept`](crate::NetCrypto::accept) if it is a friend that it wants, else with
    /// [`NetCrypto::refuse`](crate::NetCrypto::refuse); an offer ends by itself after [`COOKIE_LIFETIME`](crate::COOKIE_LIFETIME).
    Incoming {
        /// Names the offer.
        offer: OfferId,
        /// Who it is.
        peer: LongTermPublicKey,
        /// Its DHT key of this run.
        dht_key: DhtPublicKey,
        /// Where the handshake came from.
        from: Target,
    },
    /// Both sides have proved that they have the session keys: data flows.
    Established(ConnectionId),
    /// The peer of an established connection asks for a cookie with the DHT key that we know: it has lost the connection,
    /// or somebody replays what it sent before. Nothing has changed yet.
    AskedAnew(ConnectionId),
    /// The connection is gone; its id is never valid again.
    Ended {
        /// Which.
        connection: ConnectionId,
        /// Why.
        reason: EndReason,
    },
    /// Data arrived. Read it before the next call of a `handle_` method.
    Received {
        /// From whom.
        connection: ConnectionId,
        /// Over which stream.
        stream: Stream,
        /// Where it is.
        payload: Payload,
    },
    /// The peer has everything of this class up to the `up_to`-th packet, counted from 1 as
    /// [`NetCrypto::send`](crate::NetCrypto::send) counts.
    Delivered {
        /// To whom.
        connection: ConnectionId,
        /// Which packets.
        class: SendClass,
        /// How many of them since the connection began.
        up_to: u64,
    },
    /// A bulk packet was refused before, or [`NetCrypto::space`](crate::NetCrypto::space) was little; now half of the queue
    /// is free.
    Writable(ConnectionId),
    /// UDP packets began to arrive, or none came for [`UDP_DIRECT_TIMEOUT`](crate::UDP_DIRECT_TIMEOUT): what users are told.
    DirectChanged {
        /// Which connection.
        connection: ConnectionId,
        /// Whether UDP packets arrive.
        direct: bool,
    },
    /// Data goes over the relay route alone, and something shows that it or what confirms it does not arrive: another relay of the
    /// route may be better.
    RelayDoubtful(ConnectionId),
    /// The relay route to the peer may sleep, or must wake because UDP is in doubt. At first it is needed.
    RelayNeeded {
        /// Which connection.
        connection: ConnectionId,
        /// Whether the route is to be awake.
        needed: bool,
    },
}

/// Why a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndReason {
    /// [`NetCrypto::close`](crate::NetCrypto::close).
    Closed,
    /// The peer said so.
    ClosedByPeer,
    /// No progress after [`MAX_TRIES`](crate::MAX_TRIES) packets.
    NoAnswer,
    /// The peer began anew with another DHT key.
    PeerRestarted,
}

/// One of the two streams of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    /// In order, repeated until it arrives. Data ids 16 to 191.
    Lossless,
    /// Sent once. Data ids 192 to 254.
    Lossy,
}

/// Where received data is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// In the packet buffer just handled.
    InPlace(Range<usize>),
    /// Kept inside until the next call of a `handle_` method: [`NetCrypto::stored`](crate::NetCrypto::stored).
    Stored(usize),
}
