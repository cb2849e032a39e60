//! File transfers in both directions: control, position, identity.

use toxcore::files::{FileControl, FileControlError, FileNumber, FileSeekError};
use toxcore::{ConnectionStatus, FileId, FileRecvControl, FriendId};

use super::friend_list::number;
use crate::callbacks::Delivery;
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes, array};
use crate::types::c_enum::from_raw;
use crate::types::{
    TOX_FILE_ID_LENGTH, Tox_Err_File_By_Id, Tox_Err_File_Control, Tox_Err_File_Get, Tox_Err_File_Seek,
    Tox_File_Control, Tox_File_Control_Raw, Tox_File_Number, Tox_Friend_Number, ToxFileRecvControlCb,
};

/// Accepts, pauses, resumes or cancels a transfer.
///
/// After a pause of ours no more chunks are asked for until it goes on, though chunks of the friend that are under way still
/// arrive. A transfer that was cancelled is over at once, and no callback tells of it any more.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_number the transfer.
/// @param control one of `Tox_File_Control`. For anything else the error is that of what may not be done.
/// @param error why it was not done. NULL if that does not matter.
///
/// @return whether it was done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_file_control(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    file_number: Tox_File_Number,
    control: Tox_File_Control_Raw,
    error: *mut Tox_Err_File_Control,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_File_Control::FriendNotFound), |core| {
        let friend = core.friend(friend_number).ok_or(Tox_Err_File_Control::FriendNotFound)?;
        let file = core.told.file(friend, file_number);
        let Some(control) = from_raw(control).map(control_from_c) else {
            return Err(core.unknown_control(friend, file));
        };
        let done = core.tox.file_control(core.now, friend, file, control);
        let done = match (done, control) {
            // It has ended, and C is still to be told, or is being told.
            (Err(FileControlError::NotFound), _) if core.told.knows(friend, file) => after_end(control),
            (done, _) => done,
        };
        done.map_err(control_error)?;
        if control == FileControl::Cancel {
            core.told.forget_file(friend, file);
        }
        Ok(true)
    })
}

/// What a control does to a transfer that has ended in the machine but not for C.
const fn after_end(control: FileControl) -> Result<(), FileControlError> {
    match control {
        FileControl::Cancel | FileControl::Pause => Ok(()),
        FileControl::Resume => Err(FileControlError::NotPaused),
    }
}

impl Core {
    /// Why something unknown is not done: for the reasons for which nothing would be, else because it may not be.
    fn unknown_control(&self, friend: FriendId, file: FileNumber) -> Tox_Err_File_Control {
        if self.tox.friend_connection_status(friend) == Ok(ConnectionStatus::None) {
            Tox_Err_File_Control::FriendNotConnected
        } else if self.told.knows(friend, file) {
            Tox_Err_File_Control::Denied
        } else {
            Tox_Err_File_Control::NotFound
        }
    }
}

fn control_error(error: FileControlError) -> Tox_Err_File_Control {
    match error {
        FileControlError::FriendNotFound => Tox_Err_File_Control::FriendNotFound,
        FileControlError::FriendNotConnected => Tox_Err_File_Control::FriendNotConnected,
        FileControlError::NotFound => Tox_Err_File_Control::NotFound,
        FileControlError::NotPaused => Tox_Err_File_Control::NotPaused,
        FileControlError::Denied => Tox_Err_File_Control::Denied,
        FileControlError::AlreadyPaused => Tox_Err_File_Control::AlreadyPaused,
        _ => Tox_Err_File_Control::Sendq,
    }
}

const fn control_from_c(control: Tox_File_Control) -> FileControl {
    match control {
        Tox_File_Control::Resume => FileControl::Resume,
        Tox_File_Control::Pause => FileControl::Pause,
        Tox_File_Control::Cancel => FileControl::Cancel,
    }
}

/// C's word for what a friend did to a transfer.
pub(crate) const fn control_to_c(control: FileRecvControl) -> Tox_File_Control {
    match control {
        FileRecvControl::Accepted { .. } | FileRecvControl::Resumed => Tox_File_Control::Resume,
        FileRecvControl::Paused => Tox_File_Control::Pause,
        FileRecvControl::Cancelled => Tox_File_Control::Cancel,
    }
}

/// Sets the function that is called when a friend accepts, pauses, resumes or cancels a transfer.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_file_recv_control(tox: *mut Tox, callback: ToxFileRecvControlCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.file_recv_control = callback);
}

/// Lets a file that a friend offers begin later than at its first byte. To be called before it is accepted.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_number the transfer.
/// @param position where it shall begin: before its end.
/// @param error why it does not. NULL if that does not matter.
///
/// @return whether it does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_file_seek(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    file_number: Tox_File_Number,
    position: u64,
    error: *mut Tox_Err_File_Seek,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_File_Seek::FriendNotFound), |core| {
        let friend = core.friend(friend_number).ok_or(Tox_Err_File_Seek::FriendNotFound)?;
        let file = core.told.file(friend, file_number);
        match core.tox.file_seek(core.now, friend, file, position) {
            Ok(()) => Ok(true),
            // It was accepted, and has ended since.
            Err(FileSeekError::NotFound) if core.told.knows(friend, file) => Err(Tox_Err_File_Seek::Denied),
            Err(error) => Err(seek_error(error)),
        }
    })
}

fn seek_error(error: FileSeekError) -> Tox_Err_File_Seek {
    match error {
        FileSeekError::FriendNotFound => Tox_Err_File_Seek::FriendNotFound,
        FileSeekError::FriendNotConnected => Tox_Err_File_Seek::FriendNotConnected,
        FileSeekError::NotFound => Tox_Err_File_Seek::NotFound,
        FileSeekError::Denied => Tox_Err_File_Seek::Denied,
        FileSeekError::InvalidPosition { .. } => Tox_Err_File_Seek::InvalidPosition,
        _ => Tox_Err_File_Seek::Sendq,
    }
}

/// Writes what a file is called by across connections.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_number the transfer.
/// @param file_id room for `TOX_FILE_ID_LENGTH` bytes.
/// @param error why it was not written. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_file_get_file_id(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    file_number: Tox_File_Number,
    file_id: *mut u8,
    error: *mut Tox_Err_File_Get,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let file_id = unsafe { OutBytes::new(file_id) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, Tox_Err_File_Get::FriendNotFound), |core| {
        if file_id.is_null() {
            return Err(Tox_Err_File_Get::Null);
        }
        let friend = core.friend(friend_number).ok_or(Tox_Err_File_Get::FriendNotFound)?;
        file_id.write(core.told.file_id(friend, file_number).ok_or(Tox_Err_File_Get::NotFound)?.as_bytes());
        Ok(true)
    })
}

/// @param tox the instance.
/// @param friend_number the friend.
/// @param file_id what a file is called by across connections, `TOX_FILE_ID_LENGTH` bytes.
/// @param error why none was found. NULL if that does not matter.
///
/// @return the transfer of this file; of several the one in the lowest slot, ours first. UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_file_by_id(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    file_id: *const u8,
    error: *mut Tox_Err_File_By_Id,
) -> Tox_File_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let file_id = unsafe { array::<{ TOX_FILE_ID_LENGTH as usize }>(file_id) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (NO_FILE, Tox_Err_File_By_Id::FriendNotFound), |core| {
        let id = FileId::from_bytes(file_id.ok_or(Tox_Err_File_By_Id::Null)?);
        let friend = core.friend(friend_number).ok_or(Tox_Err_File_By_Id::FriendNotFound)?;
        core.told.file_by_id(friend, &id).map(FileNumber::to_c).ok_or(Tox_Err_File_By_Id::NotFound)
    })
}

/// What stands for no transfer.
pub(super) const NO_FILE: Tox_File_Number = u32::MAX;

pub(super) fn deliver_control(to: &Delivery<'_>, friend: FriendId, file: FileNumber, control: FileRecvControl) {
    if let Some(callback) = to.callback(|callbacks| callbacks.file_recv_control) {
        let control = control_to_c(control) as u32;
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), file.to_c(), control, to.user_data()) };
    }
}
