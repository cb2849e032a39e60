use std::fmt;

/// Bytes of the longest UDP datagram that nodes read; what follows is cut off. Protocol: basics, UDP socket.
pub const MAX_DATAGRAM_LEN: usize = 2048;

/// Makes the enum of known numbers together with its two conversions, so that none can be forgotten.
macro_rules! packet_kinds {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)*) => {
        /// The first byte of a UDP datagram. Protocol: basics, Packet kinds.
        ///
        /// Numbers that we do not know stay representable, so they can be printed, counted and encoded again. Made with
        /// [`PacketKind::from`], never `Unknown` of a known number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum PacketKind {
            $($(#[$doc])* $name,)*
            /// A number that names no packet.
            Unknown(u8),
        }

        impl PacketKind {
            /// Every known kind, in the order of their numbers.
            pub const KNOWN: &'static [PacketKind] = &[$(PacketKind::$name,)*];

            /// The number on the wire.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self {
                    $(Self::$name => $number,)*
                    Self::Unknown(number) => number,
                }
            }
        }

        impl From<u8> for PacketKind {
            fn from(number: u8) -> Self {
                match number {
                    $($number => Self::$name,)*
                    _ => Self::Unknown(number),
                }
            }
        }
    };
}

packet_kinds! {
    /// DHT ping request.
    PingRequest = 0x00,
    /// DHT ping response.
    PingResponse = 0x01,
    /// DHT nodes request.
    NodesRequest = 0x02,
    /// DHT nodes response.
    NodesResponse = 0x04,
    /// Cookie request of net_crypto.
    CookieRequest = 0x18,
    /// Cookie response of net_crypto.
    CookieResponse = 0x19,
    /// Handshake of net_crypto.
    Handshake = 0x1a,
    /// Data of a net_crypto connection.
    CryptoData = 0x1b,
    /// DHT request, routed by one hop.
    DhtRequest = 0x20,
    /// LAN discovery.
    LanDiscovery = 0x21,
    /// Handshake between group peers.
    GroupHandshake = 0x5a,
    /// Lossless packet between group peers.
    GroupLossless = 0x5b,
    /// Lossy packet between group peers.
    GroupLossy = 0x5c,
    /// Onion request to the first node of a path.
    OnionRequest0 = 0x80,
    /// Onion request to the second node of a path.
    OnionRequest1 = 0x81,
    /// Onion request to the third node of a path.
    OnionRequest2 = 0x82,
    /// Announce request in the plain form.
    AnnounceRequest = 0x83,
    /// Announce response in the plain form.
    AnnounceResponse = 0x84,
    /// Data to be routed to an announced client.
    DataToRouteRequest = 0x85,
    /// Routed data, on its way to the announced client.
    DataToRouteResponse = 0x86,
    /// Announce request that may carry extra data.
    ExtendedAnnounceRequest = 0x87,
    /// Announce response with node count and extra data.
    ExtendedAnnounceResponse = 0x88,
    /// Onion response from the last node of a path.
    OnionResponse3 = 0x8c,
    /// Onion response from the third node of a path.
    OnionResponse2 = 0x8d,
    /// Onion response from the second node of a path.
    OnionResponse1 = 0x8e,
    /// Request to forward data to a node.
    ForwardRequest = 0x90,
    /// Forwarded data.
    Forwarding = 0x91,
    /// Answer to forwarded data.
    ForwardReply = 0x92,
    /// DHT storage: search request.
    DataSearchRequest = 0x93,
    /// DHT storage: search response.
    DataSearchResponse = 0x94,
    /// DHT storage: retrieve request.
    DataRetrieveRequest = 0x95,
    /// DHT storage: retrieve response.
    DataRetrieveResponse = 0x96,
    /// DHT storage: store request.
    StoreRequest = 0x97,
    /// DHT storage: store response.
    StoreResponse = 0x98,
    /// Bootstrap info request and response.
    BootstrapInfo = 0xf0,
}

impl PacketKind {
    /// The kind of a datagram, `None` if it is empty.
    #[must_use]
    pub fn of(datagram: &[u8]) -> Option<Self> {
        datagram.first().copied().map(Self::from)
    }
}

impl From<PacketKind> for u8 {
    fn from(kind: PacketKind) -> Self {
        kind.number()
    }
}

impl fmt::Display for PacketKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(number) => write!(f, "unknown kind {number:#04x}"),
            known => write!(f, "{known:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PacketKind;

    #[test]
    fn all_256_numbers_survive_the_round_trip() {
        for number in 0..=u8::MAX {
            assert_eq!(PacketKind::from(number).number(), number);
        }
    }

    #[test]
    fn known_kinds_are_in_order_and_not_unknown() {
        assert!(PacketKind::KNOWN.windows(2).all(|pair| pair[0].number() < pair[1].number()));
        for kind in PacketKind::KNOWN {
            assert_eq!(PacketKind::from(kind.number()), *kind);
        }
        assert_eq!(PacketKind::KNOWN.len(), 35);
    }

    #[test]
    fn empty_datagram_has_no_kind() {
        assert_eq!(PacketKind::of(&[]), None);
        assert_eq!(PacketKind::of(&[0x03, 1]), Some(PacketKind::Unknown(3)));
    }
}
