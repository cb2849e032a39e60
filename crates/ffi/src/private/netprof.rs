//! How many packets of which kind went over the network.

use std::ops::RangeInclusive;

use toxcore::{Count, Direction, FrameCounts, FrameDirection, Transport};

use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::types::c_enum::from_raw;
use crate::types::{
    Tox_Netprof_Direction, Tox_Netprof_Direction_Raw, Tox_Netprof_Packet_Id, Tox_Netprof_Packet_Type,
    Tox_Netprof_Packet_Type_Raw,
};

/// Counts packets by their first byte: of a datagram, or of what a frame of a TCP link carries. Handshakes of TCP links are
/// not counted.
///
/// @param tox the instance.
/// @param type by which sockets they went.
/// @param id the first byte. For TCP, `TOX_NETPROF_PACKET_ID_TCP_DATA` stands for all of them from there on.
/// @param direction which way they went.
///
/// @return how many there were since the instance was made; 0 for NULL, and for types and directions that do not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_netprof_get_packet_id_count(
    tox: *const Tox,
    r#type: Tox_Netprof_Packet_Type_Raw,
    id: u8,
    direction: Tox_Netprof_Direction_Raw,
) -> u64 {
    // SAFETY: the caller's promise.
    unsafe { count(tox, r#type, Some(id), direction) }.packets
}

/// Counts all packets, as `tox_netprof_get_packet_id_count` does those of one kind.
///
/// @param tox the instance.
/// @param type by which sockets they went.
/// @param direction which way they went.
///
/// @return how many there were since the instance was made; 0 for NULL, and for types and directions that do not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_netprof_get_packet_total_count(
    tox: *const Tox,
    r#type: Tox_Netprof_Packet_Type_Raw,
    direction: Tox_Netprof_Direction_Raw,
) -> u64 {
    // SAFETY: the caller's promise.
    unsafe { count(tox, r#type, None, direction) }.packets
}

/// Adds up the lengths of packets that `tox_netprof_get_packet_id_count` counts: of datagrams, of frames sent as they are on
/// the wire, and of what frames received carry.
///
/// @param tox the instance.
/// @param type by which sockets they went.
/// @param id the first byte. For TCP, `TOX_NETPROF_PACKET_ID_TCP_DATA` stands for all of them from there on.
/// @param direction which way they went.
///
/// @return how many bytes there were since the instance was made; 0 for NULL, and for types and directions that do not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_netprof_get_packet_id_bytes(
    tox: *const Tox,
    r#type: Tox_Netprof_Packet_Type_Raw,
    id: u8,
    direction: Tox_Netprof_Direction_Raw,
) -> u64 {
    // SAFETY: the caller's promise.
    unsafe { count(tox, r#type, Some(id), direction) }.bytes
}

/// Adds up the lengths of all packets, as `tox_netprof_get_packet_id_bytes` does those of one kind.
///
/// @param tox the instance.
/// @param type by which sockets they went.
/// @param direction which way they went.
///
/// @return how many bytes there were since the instance was made; 0 for NULL, and for types and directions that do not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_netprof_get_packet_total_bytes(
    tox: *const Tox,
    r#type: Tox_Netprof_Packet_Type_Raw,
    direction: Tox_Netprof_Direction_Raw,
) -> u64 {
    // SAFETY: the caller's promise.
    unsafe { count(tox, r#type, None, direction) }.bytes
}

/// # Safety
/// As for the functions above.
unsafe fn count(
    tox: *const Tox,
    sockets: Tox_Netprof_Packet_Type_Raw,
    id: Option<u8>,
    direction: Tox_Netprof_Direction_Raw,
) -> Count {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    let (Some(sockets), Some(direction)) = (from_raw(sockets), from_raw(direction)) else { return Count::default() };
    tox.ask(Count::default(), |core| count_in(core, sockets, id, direction))
}

fn count_in(core: &Core, sockets: Tox_Netprof_Packet_Type, id: Option<u8>, direction: Tox_Netprof_Direction) -> Count {
    let client = || frames(core.tox.relays().frame_counts(), id, direction);
    let server = || core.tox.relay_server().map(|server| frames(server.frame_counts(), id, direction));
    match sockets {
        Tox_Netprof_Packet_Type::TcpClient => client(),
        Tox_Netprof_Packet_Type::TcpServer => server().unwrap_or_default(),
        Tox_Netprof_Packet_Type::Tcp => sum(client(), server().unwrap_or_default()),
        Tox_Netprof_Packet_Type::Udp => datagrams(core, id, direction),
    }
}

fn frames(counts: &FrameCounts, id: Option<u8>, direction: Tox_Netprof_Direction) -> Count {
    let direction = match direction {
        Tox_Netprof_Direction::Sent => FrameDirection::Sent,
        Tox_Netprof_Direction::Recv => FrameDirection::Received,
    };
    let count = counts.of_kinds(direction, frame_kinds(id));
    Count { packets: count.frames, bytes: count.bytes }
}

/// The kinds that an id stands for; all of them without one.
fn frame_kinds(id: Option<u8>) -> RangeInclusive<u8> {
    match id {
        None => 0..=u8::MAX,
        Some(DATA) => DATA..=u8::MAX,
        Some(id) => id..=id,
    }
}

fn datagrams(core: &Core, id: Option<u8>, direction: Tox_Netprof_Direction) -> Count {
    let direction = match direction {
        Tox_Netprof_Direction::Sent => Direction::Sent,
        Tox_Netprof_Direction::Recv => Direction::Received,
    };
    let stats = core.tox.packet_stats();
    match id {
        Some(id) => stats.of_kind(Transport::Udp, direction, id),
        None => stats.total(Transport::Udp, direction),
    }
}

fn sum(one: Count, other: Count) -> Count {
    Count { packets: one.packets.saturating_add(other.packets), bytes: one.bytes.saturating_add(other.bytes) }
}

/// The first kind of data frames, and the id that stands for all of them.
const DATA: u8 = Tox_Netprof_Packet_Id::TcpData as u8;
