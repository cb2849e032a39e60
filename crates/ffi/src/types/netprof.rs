//! Types of the packet counters.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// The first bytes of packets, as far as they have names.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Netprof_Packet_Id {
    /// UDP: ping request. TCP: routing request.
    Zero,
    /// UDP: ping response. TCP: routing response.
    One,
    /// UDP: nodes request. TCP: connect notification.
    Two,
    /// TCP: disconnect notification.
    TcpDisconnect,
    /// UDP: nodes response. TCP: ping.
    Four,
    /// TCP: answer to a ping.
    TcpPong,
    /// TCP: packet for a key, sent.
    TcpOobSend,
    /// TCP: packet for a key, received.
    TcpOobRecv,
    /// TCP: packet for the onion.
    TcpOnionRequest,
    /// TCP: packet from the onion.
    TcpOnionResponse,
    /// TCP: packets between two clients. Asked for this number, the counters of 0x10 to 0xff are added up.
    TcpData = 16,
    /// Cookie request.
    CookieRequest = 24,
    /// Cookie response.
    CookieResponse,
    /// Handshake of an encrypted connection.
    CryptoHs,
    /// Data of an encrypted connection.
    CryptoData,
    /// Packet for another node, which passes it on.
    Crypto = 32,
    /// LAN discovery.
    LanDiscovery,
    /// Handshake of a group.
    GcHandshake = 90,
    /// Lossless packet of a group.
    GcLossless,
    /// Lossy packet of a group.
    GcLossy,
    /// Onion, to the first node.
    OnionSendInitial = 128,
    /// Onion, to the second node.
    OnionSend_1,
    /// Onion, to the third node.
    OnionSend_2,
    /// Announce request without extra data.
    AnnounceRequestOld,
    /// Announce response without extra data.
    AnnounceResponseOld,
    /// Data for somebody who announced himself.
    OnionDataRequest,
    /// Data from somebody who found our announce.
    OnionDataResponse,
    /// Announce request.
    AnnounceRequest,
    /// Announce response.
    AnnounceResponse,
    /// Onion, answer to the third node.
    OnionRecv_3 = 140,
    /// Onion, answer to the second node.
    OnionRecv_2,
    /// Onion, answer to the first node.
    OnionRecv_1,
    /// Request to forward a packet.
    ForwardRequest = 144,
    /// Forwarded packet.
    Forwarding,
    /// Reply to a forwarded packet.
    ForwardReply,
    /// Storage: search request.
    DataSearchRequest,
    /// Storage: search response.
    DataSearchResponse,
    /// Storage: retrieve request.
    DataRetrieveRequest,
    /// Storage: retrieve response.
    DataRetrieveResponse,
    /// Storage: store request.
    StoreAnnounceRequest,
    /// Storage: store response.
    StoreAnnounceResponse,
    /// Version and message of a bootstrap node.
    BootstrapInfo = 240,
}

/// [`Tox_Netprof_Packet_Id`] as C hands it over: any number.
pub type Tox_Netprof_Packet_Id_Raw = u32;

constants!(Tox_Netprof_Packet_Id {
    Zero = c"TOX_NETPROF_PACKET_ID_ZERO",
    One = c"TOX_NETPROF_PACKET_ID_ONE",
    Two = c"TOX_NETPROF_PACKET_ID_TWO",
    TcpDisconnect = c"TOX_NETPROF_PACKET_ID_TCP_DISCONNECT",
    Four = c"TOX_NETPROF_PACKET_ID_FOUR",
    TcpPong = c"TOX_NETPROF_PACKET_ID_TCP_PONG",
    TcpOobSend = c"TOX_NETPROF_PACKET_ID_TCP_OOB_SEND",
    TcpOobRecv = c"TOX_NETPROF_PACKET_ID_TCP_OOB_RECV",
    TcpOnionRequest = c"TOX_NETPROF_PACKET_ID_TCP_ONION_REQUEST",
    TcpOnionResponse = c"TOX_NETPROF_PACKET_ID_TCP_ONION_RESPONSE",
    TcpData = c"TOX_NETPROF_PACKET_ID_TCP_DATA",
    CookieRequest = c"TOX_NETPROF_PACKET_ID_COOKIE_REQUEST",
    CookieResponse = c"TOX_NETPROF_PACKET_ID_COOKIE_RESPONSE",
    CryptoHs = c"TOX_NETPROF_PACKET_ID_CRYPTO_HS",
    CryptoData = c"TOX_NETPROF_PACKET_ID_CRYPTO_DATA",
    Crypto = c"TOX_NETPROF_PACKET_ID_CRYPTO",
    LanDiscovery = c"TOX_NETPROF_PACKET_ID_LAN_DISCOVERY",
    GcHandshake = c"TOX_NETPROF_PACKET_ID_GC_HANDSHAKE",
    GcLossless = c"TOX_NETPROF_PACKET_ID_GC_LOSSLESS",
    GcLossy = c"TOX_NETPROF_PACKET_ID_GC_LOSSY",
    OnionSendInitial = c"TOX_NETPROF_PACKET_ID_ONION_SEND_INITIAL",
    OnionSend_1 = c"TOX_NETPROF_PACKET_ID_ONION_SEND_1",
    OnionSend_2 = c"TOX_NETPROF_PACKET_ID_ONION_SEND_2",
    AnnounceRequestOld = c"TOX_NETPROF_PACKET_ID_ANNOUNCE_REQUEST_OLD",
    AnnounceResponseOld = c"TOX_NETPROF_PACKET_ID_ANNOUNCE_RESPONSE_OLD",
    OnionDataRequest = c"TOX_NETPROF_PACKET_ID_ONION_DATA_REQUEST",
    OnionDataResponse = c"TOX_NETPROF_PACKET_ID_ONION_DATA_RESPONSE",
    AnnounceRequest = c"TOX_NETPROF_PACKET_ID_ANNOUNCE_REQUEST",
    AnnounceResponse = c"TOX_NETPROF_PACKET_ID_ANNOUNCE_RESPONSE",
    OnionRecv_3 = c"TOX_NETPROF_PACKET_ID_ONION_RECV_3",
    OnionRecv_2 = c"TOX_NETPROF_PACKET_ID_ONION_RECV_2",
    OnionRecv_1 = c"TOX_NETPROF_PACKET_ID_ONION_RECV_1",
    ForwardRequest = c"TOX_NETPROF_PACKET_ID_FORWARD_REQUEST",
    Forwarding = c"TOX_NETPROF_PACKET_ID_FORWARDING",
    ForwardReply = c"TOX_NETPROF_PACKET_ID_FORWARD_REPLY",
    DataSearchRequest = c"TOX_NETPROF_PACKET_ID_DATA_SEARCH_REQUEST",
    DataSearchResponse = c"TOX_NETPROF_PACKET_ID_DATA_SEARCH_RESPONSE",
    DataRetrieveRequest = c"TOX_NETPROF_PACKET_ID_DATA_RETRIEVE_REQUEST",
    DataRetrieveResponse = c"TOX_NETPROF_PACKET_ID_DATA_RETRIEVE_RESPONSE",
    StoreAnnounceRequest = c"TOX_NETPROF_PACKET_ID_STORE_ANNOUNCE_REQUEST",
    StoreAnnounceResponse = c"TOX_NETPROF_PACKET_ID_STORE_ANNOUNCE_RESPONSE",
    BootstrapInfo = c"TOX_NETPROF_PACKET_ID_BOOTSTRAP_INFO",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_netprof_packet_id_to_string(value: Tox_Netprof_Packet_Id_Raw) -> *const c_char {
    name_of::<Tox_Netprof_Packet_Id>(value)
}

/// By which sockets packets went.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Netprof_Packet_Type {
    /// Links to TCP relays.
    TcpClient,
    /// Our own TCP relay.
    TcpServer,
    /// Both together.
    Tcp,
    /// The UDP sockets.
    Udp,
}

/// [`Tox_Netprof_Packet_Type`] as C hands it over: any number.
pub type Tox_Netprof_Packet_Type_Raw = u32;

constants!(Tox_Netprof_Packet_Type {
    TcpClient = c"TOX_NETPROF_PACKET_TYPE_TCP_CLIENT",
    TcpServer = c"TOX_NETPROF_PACKET_TYPE_TCP_SERVER",
    Tcp = c"TOX_NETPROF_PACKET_TYPE_TCP",
    Udp = c"TOX_NETPROF_PACKET_TYPE_UDP",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_netprof_packet_type_to_string(value: Tox_Netprof_Packet_Type_Raw) -> *const c_char {
    name_of::<Tox_Netprof_Packet_Type>(value)
}

/// Which way packets went.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Netprof_Direction {
    /// Away from us.
    Sent,
    /// To us.
    Recv,
}

/// [`Tox_Netprof_Direction`] as C hands it over: any number.
pub type Tox_Netprof_Direction_Raw = u32;

constants!(Tox_Netprof_Direction {
    Sent = c"TOX_NETPROF_DIRECTION_SENT",
    Recv = c"TOX_NETPROF_DIRECTION_RECV",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_netprof_direction_to_string(value: Tox_Netprof_Direction_Raw) -> *const c_char {
    name_of::<Tox_Netprof_Direction>(value)
}
