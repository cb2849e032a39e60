//! Types of file transfers.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// What a file is for. Programs may use other numbers among themselves.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_File_Kind {
    /// A file to keep.
    Data,
    /// The picture of the sender. Its id is the hash of the picture (`tox_hash`); a size of 0 means that he has none.
    Avatar,
    /// A picture that belongs into the conversation.
    Sticker,
    /// A file whose id is its SHA-1 hash.
    Sha1,
    /// A file whose id is its SHA-256 hash.
    Sha256,
}

/// What one side does to a transfer.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_File_Control {
    /// Accept it, or go on after a pause of ours.
    Resume,
    /// Wait.
    Pause,
    /// End it; also: refuse it.
    Cancel,
}

/// [`Tox_File_Control`] as C hands it over: any number.
pub type Tox_File_Control_Raw = u32;

constants!(Tox_File_Control {
    Resume = c"TOX_FILE_CONTROL_RESUME",
    Pause = c"TOX_FILE_CONTROL_PAUSE",
    Cancel = c"TOX_FILE_CONTROL_CANCEL",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_file_control_to_string(value: Tox_File_Control_Raw) -> *const c_char {
    name_of::<Tox_File_Control>(value)
}

/// Why a transfer was not controlled.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_File_Control {
    /// It worked.
    Ok,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend is not online.
    FriendNotConnected,
    /// The friend has no transfer of this number.
    NotFound,
    /// It runs already.
    NotPaused,
    /// The other side paused it, so only it can go on.
    Denied,
    /// We paused it already.
    AlreadyPaused,
    /// The queue of what goes to this friend is full; try again after the next `tox_iterate`.
    Sendq,
}

/// [`Tox_Err_File_Control`] as C hands it over: any number.
pub type Tox_Err_File_Control_Raw = u32;

constants!(Tox_Err_File_Control {
    Ok = c"TOX_ERR_FILE_CONTROL_OK",
    FriendNotFound = c"TOX_ERR_FILE_CONTROL_FRIEND_NOT_FOUND",
    FriendNotConnected = c"TOX_ERR_FILE_CONTROL_FRIEND_NOT_CONNECTED",
    NotFound = c"TOX_ERR_FILE_CONTROL_NOT_FOUND",
    NotPaused = c"TOX_ERR_FILE_CONTROL_NOT_PAUSED",
    Denied = c"TOX_ERR_FILE_CONTROL_DENIED",
    AlreadyPaused = c"TOX_ERR_FILE_CONTROL_ALREADY_PAUSED",
    Sendq = c"TOX_ERR_FILE_CONTROL_SENDQ",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_file_control_to_string(value: Tox_Err_File_Control_Raw) -> *const c_char {
    name_of::<Tox_Err_File_Control>(value)
}

/// Why a transfer does not start elsewhere.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_File_Seek {
    /// It worked.
    Ok,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend is not online.
    FriendNotConnected,
    /// The friend has no transfer of this number.
    NotFound,
    /// We are the sender, or the transfer was accepted already.
    Denied,
    /// The position is behind the end of the file.
    InvalidPosition,
    /// The queue of what goes to this friend is full; try again after the next `tox_iterate`.
    Sendq,
}

/// [`Tox_Err_File_Seek`] as C hands it over: any number.
pub type Tox_Err_File_Seek_Raw = u32;

constants!(Tox_Err_File_Seek {
    Ok = c"TOX_ERR_FILE_SEEK_OK",
    FriendNotFound = c"TOX_ERR_FILE_SEEK_FRIEND_NOT_FOUND",
    FriendNotConnected = c"TOX_ERR_FILE_SEEK_FRIEND_NOT_CONNECTED",
    NotFound = c"TOX_ERR_FILE_SEEK_NOT_FOUND",
    Denied = c"TOX_ERR_FILE_SEEK_DENIED",
    InvalidPosition = c"TOX_ERR_FILE_SEEK_INVALID_POSITION",
    Sendq = c"TOX_ERR_FILE_SEEK_SENDQ",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_file_seek_to_string(value: Tox_Err_File_Seek_Raw) -> *const c_char {
    name_of::<Tox_Err_File_Seek>(value)
}

/// Why the id of a file could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_File_Get {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend has no transfer of this number.
    NotFound,
}

/// [`Tox_Err_File_Get`] as C hands it over: any number.
pub type Tox_Err_File_Get_Raw = u32;

constants!(Tox_Err_File_Get {
    Ok = c"TOX_ERR_FILE_GET_OK",
    Null = c"TOX_ERR_FILE_GET_NULL",
    FriendNotFound = c"TOX_ERR_FILE_GET_FRIEND_NOT_FOUND",
    NotFound = c"TOX_ERR_FILE_GET_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_file_get_to_string(value: Tox_Err_File_Get_Raw) -> *const c_char {
    name_of::<Tox_Err_File_Get>(value)
}

/// Why no transfer was found by its id.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_File_By_Id {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// There is no friend of this number.
    FriendNotFound,
    /// No transfer with this friend has this id.
    NotFound,
}

/// [`Tox_Err_File_By_Id`] as C hands it over: any number.
pub type Tox_Err_File_By_Id_Raw = u32;

constants!(Tox_Err_File_By_Id {
    Ok = c"TOX_ERR_FILE_BY_ID_OK",
    Null = c"TOX_ERR_FILE_BY_ID_NULL",
    FriendNotFound = c"TOX_ERR_FILE_BY_ID_FRIEND_NOT_FOUND",
    NotFound = c"TOX_ERR_FILE_BY_ID_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_file_by_id_to_string(value: Tox_Err_File_By_Id_Raw) -> *const c_char {
    name_of::<Tox_Err_File_By_Id>(value)
}

/// Why a file was not offered.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_File_Send {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend is not online.
    FriendNotConnected,
    /// The name is longer than `TOX_MAX_FILENAME_LENGTH`.
    NameTooLong,
    /// There are 256 transfers to this friend already.
    TooMany,
}

/// [`Tox_Err_File_Send`] as C hands it over: any number.
pub type Tox_Err_File_Send_Raw = u32;

constants!(Tox_Err_File_Send {
    Ok = c"TOX_ERR_FILE_SEND_OK",
    Null = c"TOX_ERR_FILE_SEND_NULL",
    FriendNotFound = c"TOX_ERR_FILE_SEND_FRIEND_NOT_FOUND",
    FriendNotConnected = c"TOX_ERR_FILE_SEND_FRIEND_NOT_CONNECTED",
    NameTooLong = c"TOX_ERR_FILE_SEND_NAME_TOO_LONG",
    TooMany = c"TOX_ERR_FILE_SEND_TOO_MANY",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_file_send_to_string(value: Tox_Err_File_Send_Raw) -> *const c_char {
    name_of::<Tox_Err_File_Send>(value)
}

/// Why a chunk was not sent.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_File_Send_Chunk {
    /// It worked.
    Ok,
    /// The length is not 0, but the pointer is NULL.
    Null,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend is not online.
    FriendNotConnected,
    /// The friend has no transfer of this number.
    NotFound,
    /// It is not accepted, paused, or we are not the sender.
    NotTransferring,
    /// More bytes than were asked for, or fewer in the middle of the file.
    InvalidLength,
    /// The queue of what goes to this friend is full; try again after the next `tox_iterate`.
    Sendq,
    /// Not the position that was asked for next.
    WrongPosition,
}

/// [`Tox_Err_File_Send_Chunk`] as C hands it over: any number.
pub type Tox_Err_File_Send_Chunk_Raw = u32;

constants!(Tox_Err_File_Send_Chunk {
    Ok = c"TOX_ERR_FILE_SEND_CHUNK_OK",
    Null = c"TOX_ERR_FILE_SEND_CHUNK_NULL",
    FriendNotFound = c"TOX_ERR_FILE_SEND_CHUNK_FRIEND_NOT_FOUND",
    FriendNotConnected = c"TOX_ERR_FILE_SEND_CHUNK_FRIEND_NOT_CONNECTED",
    NotFound = c"TOX_ERR_FILE_SEND_CHUNK_NOT_FOUND",
    NotTransferring = c"TOX_ERR_FILE_SEND_CHUNK_NOT_TRANSFERRING",
    InvalidLength = c"TOX_ERR_FILE_SEND_CHUNK_INVALID_LENGTH",
    Sendq = c"TOX_ERR_FILE_SEND_CHUNK_SENDQ",
    WrongPosition = c"TOX_ERR_FILE_SEND_CHUNK_WRONG_POSITION",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_file_send_chunk_to_string(value: Tox_Err_File_Send_Chunk_Raw) -> *const c_char {
    name_of::<Tox_Err_File_Send_Chunk>(value)
}
