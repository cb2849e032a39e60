//! The numbers in front of what members send. Protocol: groups, Packets.

/// Makes the enum of known numbers together with its two conversions, so that none can be forgotten.
macro_rules! kinds {
    ($(#[$text:meta])* $type:ident { $($(#[$doc:meta])* $name:ident = $number:literal,)* }) => {
        $(#[$text])*
        ///
        /// Numbers that we do not know stay representable. Made with `from`, never `Unknown` of a known number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$doc])* $name,)*
            /// A number that names nothing.
            Unknown(u8),
        }

        impl $type {
            /// Every known kind.
            pub const KNOWN: &'static [Self] = &[$(Self::$name,)*];

            /// The number on the wire.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self {
                    $(Self::$name => $number,)*
                    Self::Unknown(number) => number,
                }
            }
        }

        impl From<u8> for $type {
            fn from(number: u8) -> Self {
                match number {
                    $($number => Self::$name,)*
                    _ => Self::Unknown(number),
                }
            }
        }
    };
}

kinds! {
    /// What a lossless packet is. 0 is none: it fills up.
    LosslessKind {
        /// Custom packet to one member.
        CustomPrivate = 0xee,
        /// Part of a packet that is too long for one.
        Fragment = 0xef,
        /// New session keys.
        KeyRotation = 0xf0,
        /// Relays of the sender.
        TcpRelays = 0xf1,
        /// Custom packet to all.
        Custom = 0xf2,
        /// Something for all members.
        Broadcast = 0xf3,
        /// Asks who the receiver is.
        PeerInfoRequest = 0xf4,
        /// Nick and status of the sender.
        PeerInfoResponse = 0xf5,
        /// Asks to be let in.
        InviteRequest = 0xf6,
        /// The sender was let in.
        InviteResponse = 0xf7,
        /// Asks for what has changed.
        SyncRequest = 0xf8,
        /// A member, or the end of a synchronisation.
        SyncResponse = 0xf9,
        /// Topic.
        Topic = 0xfa,
        /// What the founder has decided.
        SharedState = 0xfb,
        /// Moderators.
        ModeratorList = 0xfc,
        /// Observers.
        SanctionsList = 0xfd,
        /// The response to the handshake has arrived.
        HandshakeAck = 0xff,
    }
}

kinds! {
    /// What a lossy packet is. 0 is none: it fills up.
    LossyKind {
        /// What the sender knows, in numbers.
        Ping = 0x01,
        /// A lossless packet has arrived, or is missing.
        Ack = 0x02,
        /// The receiver is not let in.
        InviteReject = 0x03,
        /// The sender holds the state of the group. Ours, which others drop.
        StateProof = 0x50,
        /// Custom packet to one member.
        CustomPrivate = 0xee,
        /// Custom packet to all.
        Custom = 0xf2,
    }
}

kinds! {
    /// What a broadcast is about.
    BroadcastKind {
        /// Status of the sender.
        Status = 0x00,
        /// Nick of the sender.
        Nick = 0x01,
        /// Message.
        Message = 0x02,
        /// Action.
        Action = 0x03,
        /// Message or action to one member alone.
        PrivateMessage = 0x04,
        /// The sender leaves.
        PeerExit = 0x05,
        /// A member has to leave.
        KickPeer = 0x06,
        /// A member is a moderator from now on, or is none any more.
        SetModerator = 0x07,
        /// A member is an observer from now on, or is none any more.
        SetObserver = 0x08,
    }
}
