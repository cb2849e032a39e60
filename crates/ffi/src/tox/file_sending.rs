//! Files that we send.

use toxcore::files::{FileNumber, FileSendChunkError, FileSendError, NewFile};
use toxcore::{FileId, FileKind, FriendId};

use super::files::NO_FILE;
use super::friend_list::number;
use crate::callbacks::Delivery;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, Unreadable, array, bytes};
use crate::types::{
    TOX_FILE_ID_LENGTH, TOX_MAX_FILENAME_LENGTH, Tox_Err_File_Send, Tox_Err_File_Send_Chunk, Tox_File_Number,
    Tox_Friend_Number, ToxFileChunkRequestCb,
};

/// Offers a file to a friend who is online. Once he accepts it, its chunks are asked for.
///
/// A transfer ends with the connection: when he comes back, offer the file again with the same id, and he can let it begin where
/// it was interrupted.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param kind what it is for, see `Tox_File_Kind`.
/// @param file_size its size in bytes; UINT64_MAX if it is not known.
/// @param file_id what it is called by across connections, `TOX_FILE_ID_LENGTH` bytes. NULL for a random one.
/// @param filename its name, without a path. NULL with a length of 0 for none.
/// @param filename_length the length of the name, at most `TOX_MAX_FILENAME_LENGTH`.
/// @param error why it was not offered. NULL if that does not matter.
///
/// @return the number of the transfer, up to 255; UINT32_MAX if it was not offered.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_file_send(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    kind: u32,
    file_size: u64,
    file_id: *const u8,
    filename: *const u8,
    filename_length: usize,
    error: *mut Tox_Err_File_Send,
) -> Tox_File_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let id = unsafe { array::<{ TOX_FILE_ID_LENGTH as usize }>(file_id) }.map(FileId::from_bytes);
    // SAFETY: the caller's promise.
    let name = unsafe { bytes(filename, filename_length, TOX_MAX_FILENAME_LENGTH as usize) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (NO_FILE, Tox_Err_File_Send::FriendNotFound), |core| {
        let name = match name {
            Ok(name) => name,
            Err(Unreadable::Null) => return Err(Tox_Err_File_Send::Null),
            // The machine says so when it is its turn among the errors.
            Err(Unreadable::TooLong) => &[0; TOX_MAX_FILENAME_LENGTH as usize + 1],
        };
        let friend = core.friend(friend_number).ok_or(Tox_Err_File_Send::FriendNotFound)?;
        let new = NewFile { kind: FileKind::from(kind), size: file_size, id, name };
        let file = core.tox.file_send(core.now, friend, new).map_err(send_error)?;
        if let Some(status) = core.tox.files().status(friend, file) {
            core.told.add_file(friend, file, status.id);
        }
        Ok(file.to_c())
    })
}

fn send_error(error: FileSendError) -> Tox_Err_File_Send {
    match error {
        FileSendError::FriendNotFound => Tox_Err_File_Send::FriendNotFound,
        FileSendError::NameTooLong(_) => Tox_Err_File_Send::NameTooLong,
        FileSendError::TooMany => Tox_Err_File_Send::TooMany,
        _ => Tox_Err_File_Send::FriendNotConnected,
    }
}

/// Sends the bytes that the callback for chunks asked for: from inside it, or later, but in the order of the requests.
///
/// What was asked for is always taken while the transfer goes on. Each chunk is asked for once. Fewer bytes end a file of unknown
/// size; if that is a multiple of what is asked for, the end are 0 bytes.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_number the transfer.
/// @param position where the bytes are in the file.
/// @param data the bytes. NULL with a length of 0 for none.
/// @param length how many.
/// @param error why they were not sent. NULL if that does not matter.
///
/// @return whether they were sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_file_send_chunk(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    file_number: Tox_File_Number,
    position: u64,
    data: *const u8,
    length: usize,
    error: *mut Tox_Err_File_Send_Chunk,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let data = unsafe { bytes(data, length, MAX_CHUNK) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_File_Send_Chunk::FriendNotFound), |core| {
        let data = match data {
            Ok(data) => data,
            Err(Unreadable::Null) => return Err(Tox_Err_File_Send_Chunk::Null),
            // The machine says so when it is its turn among the errors.
            Err(Unreadable::TooLong) => &[0; MAX_CHUNK + 1],
        };
        let friend = core.friend(friend_number).ok_or(Tox_Err_File_Send_Chunk::FriendNotFound)?;
        // A number that can be none of ours is as wrong as one of the friend's.
        let file = core.told.file(friend, if file_number <= MAX_OUTGOING { file_number } else { NO_FILE });
        core.tox.file_send_chunk(core.now, friend, file, position, data).map_err(chunk_error)?;
        Ok(true)
    })
}

fn chunk_error(error: FileSendChunkError) -> Tox_Err_File_Send_Chunk {
    match error {
        FileSendChunkError::FriendNotFound => Tox_Err_File_Send_Chunk::FriendNotFound,
        FileSendChunkError::NotFound => Tox_Err_File_Send_Chunk::NotFound,
        FileSendChunkError::NotTransferring => Tox_Err_File_Send_Chunk::NotTransferring,
        FileSendChunkError::InvalidLength(_) => Tox_Err_File_Send_Chunk::InvalidLength,
        FileSendChunkError::WrongPosition { .. } => Tox_Err_File_Send_Chunk::WrongPosition,
        _ => Tox_Err_File_Send_Chunk::FriendNotConnected,
    }
}

/// Sets the function that is called when bytes of a file are wanted.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_file_chunk_request(tox: *mut Tox, callback: ToxFileChunkRequestCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.file_chunk_request = callback);
}

pub(super) fn deliver_request(to: &Delivery<'_>, friend: FriendId, file: FileNumber, position: u64, length: usize) {
    if let Some(callback) = to.callback(|callbacks| callbacks.file_chunk_request) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), file.to_c(), position, length, to.user_data()) };
    }
}

/// Bytes of a chunk, at most.
const MAX_CHUNK: usize = toxcore::MAX_FILE_CHUNK_LEN;
/// The highest number of a file that we send.
const MAX_OUTGOING: Tox_File_Number = u8::MAX as u32;
