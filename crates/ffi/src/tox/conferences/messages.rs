//! Messages and titles of conferences.

use toxcore::conference::{SendMessageError, SetTitleError};
use toxcore::{Content, MessageKind};

use crate::callbacks::Delivery;
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes, Unreadable, bytes, with_nul};
use crate::tox::message_type;
use crate::types::{
    TOX_MAX_MESSAGE_LENGTH, TOX_MAX_NAME_LENGTH, Tox_Conference_Number, Tox_Conference_Peer_Number,
    Tox_Err_Conference_Send_Message, Tox_Err_Conference_Title, Tox_Message_Type, Tox_Message_Type_Raw,
};

/// Writes a message to a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param type how it is meant.
/// @param message the text.
/// @param length its length, at most 1363: a conference takes less than `TOX_MAX_MESSAGE_LENGTH`. Nobody hears of an empty text.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was sent. It comes back with the callback once a member has it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_send_message(
    tox: *mut Tox,
    conference_number: Tox_Conference_Number,
    r#type: Tox_Message_Type_Raw,
    message: *const u8,
    length: usize,
    error: *mut Tox_Err_Conference_Send_Message,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let text = unsafe { bytes(message, length, TOX_MAX_MESSAGE_LENGTH as usize) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_say(error, (false, Tox_Err_Conference_Send_Message::ConferenceNotFound), |core| {
        let conference =
            core.conference(conference_number).ok_or(Tox_Err_Conference_Send_Message::ConferenceNotFound)?;
        let text = match text {
            Ok(text) => text,
            // NULL has nothing in it.
            Err(Unreadable::Null) if length <= TOX_MAX_MESSAGE_LENGTH as usize => &[],
            // The machine says so when it is its turn among the errors.
            Err(Unreadable::TooLong | Unreadable::Null) => &[0; TOX_MAX_MESSAGE_LENGTH as usize + 1],
        };
        let is_normal = r#type == Tox_Message_Type::Normal as u32;
        let kind = if is_normal { MessageKind::Normal } else { MessageKind::Action };
        match core.tox.conference_send_message(core.now, conference, kind, text) {
            // As for programs of the reference, whose members drop such a message; it is not sent.
            Ok(()) | Err(SendMessageError::Empty) => Ok(true),
            Err(error) => Err(send_error(error)),
        }
    })
}

/// @param tox the instance.
/// @param conference_number the conference.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the title in bytes; SIZE_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_title_size(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    error: *mut Tox_Err_Conference_Title,
) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| Ok(core.conference_title(conference_number)?.len()))
}

/// Writes the title.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param title room for as many bytes as `tox_conference_get_title_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_title(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    title: *mut u8,
    error: *mut Tox_Err_Conference_Title,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let title = unsafe { OutBytes::new(title) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        title.write(core.conference_title(conference_number)?);
        Ok(true)
    })
}

/// Sets the title, for all.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param title the title.
/// @param length its length, at most `TOX_MAX_NAME_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_set_title(
    tox: *mut Tox,
    conference_number: Tox_Conference_Number,
    title: *const u8,
    length: usize,
    error: *mut Tox_Err_Conference_Title,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let title = unsafe { bytes(title, length, TOX_MAX_NAME_LENGTH as usize) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, NOT_FOUND), |core| {
        let conference = core.conference(conference_number).ok_or(NOT_FOUND)?;
        let title = title.map_err(|_| Tox_Err_Conference_Title::InvalidLength)?;
        core.tox.conference_set_title(core.now, conference, title).map_err(title_error)?;
        Ok(true)
    })
}

impl Core {
    fn conference_title(&self, conference: Tox_Conference_Number) -> Result<&[u8], Tox_Err_Conference_Title> {
        let conference = self.conference(conference).ok_or(NOT_FOUND)?;
        self.tox.conferences().title(conference).ok_or(Tox_Err_Conference_Title::InvalidLength)
    }
}

const NOT_FOUND: Tox_Err_Conference_Title = Tox_Err_Conference_Title::ConferenceNotFound;

const fn send_error(error: SendMessageError) -> Tox_Err_Conference_Send_Message {
    match error {
        SendMessageError::ConferenceNotFound => Tox_Err_Conference_Send_Message::ConferenceNotFound,
        SendMessageError::TooLong(_) => Tox_Err_Conference_Send_Message::TooLong,
        SendMessageError::NotConnected => Tox_Err_Conference_Send_Message::NoConnection,
        _ => Tox_Err_Conference_Send_Message::FailSend,
    }
}

const fn title_error(error: SetTitleError) -> Tox_Err_Conference_Title {
    match error {
        SetTitleError::ConferenceNotFound => Tox_Err_Conference_Title::ConferenceNotFound,
        SetTitleError::InvalidLength(_) => Tox_Err_Conference_Title::InvalidLength,
        _ => Tox_Err_Conference_Title::FailSend,
    }
}

pub(super) fn deliver_message(
    to: &Delivery<'_>,
    (conference, peer): (Tox_Conference_Number, Tox_Conference_Peer_Number),
    kind: MessageKind,
    message: &Content,
) {
    if let Some(callback) = to.callback(|callbacks| callbacks.conferences.message) {
        let (text, kind) = (with_nul(message), message_type(kind) as u32);
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), conference, peer, kind, text.as_ptr(), message.len(), to.user_data()) };
    }
}

pub(super) fn deliver_title(
    to: &Delivery<'_>,
    conference: Tox_Conference_Number,
    peer: Tox_Conference_Peer_Number,
    title: &Content,
) {
    if let Some(callback) = to.callback(|callbacks| callbacks.conferences.title) {
        let text = with_nul(title);
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), conference, peer, text.as_ptr(), title.len(), to.user_data()) };
    }
}
