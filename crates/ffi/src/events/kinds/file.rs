//! Events of file transfers.

use std::ptr;

use crate::events::field::{Bytes, fields};
use crate::events::read;
use crate::types::{Tox_File_Control, Tox_File_Control_Raw};

/// A transfer of ours is ready for its next part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_File_Chunk_Request {
    pub(crate) friend_number: u32,
    pub(crate) file_number: u32,
    pub(crate) position: u64,
    pub(crate) length: u16,
}

fields!(Tox_Event_File_Chunk_Request: friend_number, file_number, position, length);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_chunk_request_get_friend_number(
    file_chunk_request: *const Tox_Event_File_Chunk_Request,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_chunk_request, u32::MAX, |event| event.friend_number) }
}

/// @return the number of the transfer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_chunk_request_get_file_number(
    file_chunk_request: *const Tox_Event_File_Chunk_Request,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_chunk_request, u32::MAX, |event| event.file_number) }
}

/// @return where in the file the part begins, in bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_chunk_request_get_position(
    file_chunk_request: *const Tox_Event_File_Chunk_Request,
) -> u64 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_chunk_request, u64::MAX, |event| event.position) }
}

/// @return how many bytes are wanted; 0 when the friend has the whole file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_chunk_request_get_length(
    file_chunk_request: *const Tox_Event_File_Chunk_Request,
) -> u16 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_chunk_request, 0, |event| event.length) }
}

/// A friend offers a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_File_Recv {
    pub(crate) friend_number: u32,
    pub(crate) file_number: u32,
    pub(crate) kind: u32,
    pub(crate) file_size: u64,
    pub(crate) filename: Bytes,
}

fields!(Tox_Event_File_Recv: friend_number, file_number, kind, file_size, filename);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_get_friend_number(file_recv: *const Tox_Event_File_Recv) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv, u32::MAX, |event| event.friend_number) }
}

/// @return the number of the transfer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_get_file_number(file_recv: *const Tox_Event_File_Recv) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv, u32::MAX, |event| event.file_number) }
}

/// @return the kind of file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_get_kind(file_recv: *const Tox_Event_File_Recv) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv, u32::MAX, |event| event.kind) }
}

/// @return the size in bytes; UINT64_MAX when it is not known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_get_file_size(file_recv: *const Tox_Event_File_Recv) -> u64 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv, u64::MAX, |event| event.file_size) }
}

/// @return the name of the file; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_get_filename(file_recv: *const Tox_Event_File_Recv) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv, ptr::null(), |event| event.filename.as_ptr()) }
}

/// @return how many bytes the name has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_get_filename_length(file_recv: *const Tox_Event_File_Recv) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv, 0, |event| event.filename.len()) }
}

/// A part of a file arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_File_Recv_Chunk {
    pub(crate) friend_number: u32,
    pub(crate) file_number: u32,
    pub(crate) position: u64,
    pub(crate) data: Bytes,
}

fields!(Tox_Event_File_Recv_Chunk: friend_number, file_number, position, data);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_chunk_get_friend_number(
    file_recv_chunk: *const Tox_Event_File_Recv_Chunk,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv_chunk, u32::MAX, |event| event.friend_number) }
}

/// @return the number of the transfer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_chunk_get_file_number(
    file_recv_chunk: *const Tox_Event_File_Recv_Chunk,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv_chunk, u32::MAX, |event| event.file_number) }
}

/// @return where in the file it belongs, in bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_chunk_get_position(
    file_recv_chunk: *const Tox_Event_File_Recv_Chunk,
) -> u64 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv_chunk, u64::MAX, |event| event.position) }
}

/// @return the part of the file; NULL when the file is complete.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_chunk_get_data(
    file_recv_chunk: *const Tox_Event_File_Recv_Chunk,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv_chunk, ptr::null(), |event| event.data.as_ptr()) }
}

/// @return how many bytes the data has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_chunk_get_data_length(
    file_recv_chunk: *const Tox_Event_File_Recv_Chunk,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv_chunk, 0, |event| event.data.len()) }
}

/// A friend paused, resumed or ended a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_File_Recv_Control {
    pub(crate) friend_number: u32,
    pub(crate) file_number: u32,
    pub(crate) control: Tox_File_Control,
}

fields!(Tox_Event_File_Recv_Control: friend_number, file_number, control);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_control_get_friend_number(
    file_recv_control: *const Tox_Event_File_Recv_Control,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv_control, u32::MAX, |event| event.friend_number) }
}

/// @return the number of the transfer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_control_get_file_number(
    file_recv_control: *const Tox_Event_File_Recv_Control,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv_control, u32::MAX, |event| event.file_number) }
}

/// @return what was done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_file_recv_control_get_control(
    file_recv_control: *const Tox_Event_File_Recv_Control,
) -> Tox_File_Control_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(file_recv_control, 0, |event| event.control as u32) }
}
