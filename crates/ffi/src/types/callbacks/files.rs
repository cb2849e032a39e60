//! Callbacks of file transfers.

use std::ffi::c_void;

use crate::handle::Tox;
use crate::types::{Tox_File_Control_Raw, Tox_File_Number, Tox_Friend_Number};

/// Called when a friend did something to a transfer.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_number the transfer.
/// @param control what he did.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFileRecvControlCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        file_number: Tox_File_Number,
        control: Tox_File_Control_Raw,
        user_data: *mut c_void,
    ),
>;

/// Called when bytes of a file are wanted, which `tox_file_send_chunk` should be given now or soon.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_number the transfer.
/// @param position where they begin.
/// @param length how many; 0 when everything was sent and the number of the transfer is free again.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFileChunkRequestCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        file_number: Tox_File_Number,
        position: u64,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend offers a file. It comes once `tox_file_control` resumed it.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_number the transfer.
/// @param kind what it is for, see `Tox_File_Kind`.
/// @param file_size its size; UINT64_MAX if nobody knows.
/// @param filename its name, NULL if it has none. A NUL byte follows it, which is not counted.
/// @param filename_length the length of the name.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFileRecvCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        file_number: Tox_File_Number,
        kind: u32,
        file_size: u64,
        filename: *const u8,
        filename_length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called with bytes of a file.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_number the transfer.
/// @param position where they belong.
/// @param data the bytes; NULL at the end.
/// @param length how many; 0 when the file is complete and the number of the transfer is free again.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFileRecvChunkCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        file_number: Tox_File_Number,
        position: u64,
        data: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;
