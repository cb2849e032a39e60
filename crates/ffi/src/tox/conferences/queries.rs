//! Which conferences there are.

use toxcore::conference::{ConferenceId, ConferenceNumber, ConferenceType};

use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes, array};
use crate::types::{
    Tox_Conference_Number, Tox_Conference_Type, Tox_Conference_Type_Raw, Tox_Err_Conference_By_Id,
    Tox_Err_Conference_By_Uid, Tox_Err_Conference_Get_Type,
};

/// @param tox the instance.
///
/// @return in how many conferences we are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_chatlist_size(tox: *const Tox) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(0, |core| core.tox.conferences().numbers().count())
}

/// Writes the numbers of all conferences.
///
/// @param tox the instance.
/// @param chatlist room for as many numbers as `tox_conference_get_chatlist_size` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_chatlist(tox: *const Tox, chatlist: *mut Tox_Conference_Number) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let list = unsafe { OutBytes::new(chatlist.cast()) };
    tox.ask((), |core| {
        let numbers: Vec<u8> =
            core.tox.conferences().numbers().flat_map(|conference| c_number(conference).to_ne_bytes()).collect();
        list.write(&numbers);
    });
}

/// @param tox the instance.
/// @param conference_number the conference.
/// @param error why not. NULL if that does not matter.
///
/// @return what a conference carries; UINT32_MAX, which is none of the constants, if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_type(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    error: *mut Tox_Err_Conference_Get_Type,
) -> Tox_Conference_Type_Raw {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Conference_Get_Type::ConferenceNotFound;
    tox.try_ask(error, (u32::MAX, not_found), |core| {
        let conference = core.conference(conference_number).ok_or(not_found)?;
        let identifier = core.tox.conferences().identifier(conference).ok_or(not_found)?;
        Ok(conference_type(identifier.kind) as u32)
    })
}

/// Writes the id of a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param id room for `TOX_CONFERENCE_ID_SIZE` bytes.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_id(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    id: *mut u8,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let id = unsafe { OutBytes::new(id) };
    write_id(tox, conference_number, id)
}

/// Finds a conference by its id.
///
/// @param tox the instance.
/// @param id the id, `TOX_CONFERENCE_ID_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_by_id(
    tox: *const Tox,
    id: *const u8,
    error: *mut Tox_Err_Conference_By_Id,
) -> Tox_Conference_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let id = unsafe { array(id) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, Tox_Err_Conference_By_Id::Null), |core| {
        let id = ConferenceId::from_bytes(id.ok_or(Tox_Err_Conference_By_Id::Null)?);
        core.tox.conferences().find(&id).map(c_number).ok_or(Tox_Err_Conference_By_Id::NotFound)
    })
}

/// Writes the id of a conference; the older name of `tox_conference_get_id`.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param uid room for `TOX_CONFERENCE_UID_SIZE` bytes.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_uid(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    uid: *mut u8,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let uid = unsafe { OutBytes::new(uid) };
    write_id(tox, conference_number, uid)
}

/// Finds a conference by its id; the older name of `tox_conference_by_id`.
///
/// @param tox the instance.
/// @param uid the id, `TOX_CONFERENCE_UID_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_by_uid(
    tox: *const Tox,
    uid: *const u8,
    error: *mut Tox_Err_Conference_By_Uid,
) -> Tox_Conference_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let uid = unsafe { array(uid) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, Tox_Err_Conference_By_Uid::Null), |core| {
        let uid = ConferenceId::from_bytes(uid.ok_or(Tox_Err_Conference_By_Uid::Null)?);
        core.tox.conferences().find(&uid).map(c_number).ok_or(Tox_Err_Conference_By_Uid::NotFound)
    })
}

fn write_id(tox: Handle<'_>, conference: Tox_Conference_Number, place: OutBytes<'_>) -> bool {
    tox.ask(false, |core| {
        let identifier = core.conference(conference).and_then(|number| core.tox.conferences().identifier(number));
        identifier.map(|identifier| place.write(identifier.id.as_bytes())).is_some()
    })
}

impl Core {
    /// The conference that C knows by this number.
    pub(crate) fn conference(&self, number: Tox_Conference_Number) -> Option<ConferenceNumber> {
        self.tox.conferences().number_at(u16::try_from(number).ok()?)
    }
}

/// The number by which C knows a conference.
pub(crate) const fn c_number(conference: ConferenceNumber) -> Tox_Conference_Number {
    conference.index as Tox_Conference_Number
}

/// C's word for what a conference carries.
pub(crate) const fn conference_type(kind: ConferenceType) -> Tox_Conference_Type {
    match kind {
        ConferenceType::Text => Tox_Conference_Type::Text,
        ConferenceType::Audio => Tox_Conference_Type::Av,
    }
}
