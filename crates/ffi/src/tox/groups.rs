//! Groups.
//!
//! C knows members by numbers that stay the same while the group is loaded, and us by 0. What a member or the founder changes
//! is so before C is told of it, unlike what friends change: as in the reference.

mod addresses;
mod callbacks;
mod conversions;
mod invites;
mod membership;
mod messages;
mod moderation;
mod myself;
mod peers;
mod state;

use toxcore::group::GroupNumber;

use crate::core::Core;
use crate::pointer::bytes;
use crate::types::Tox_Group_Number;

pub use addresses::*;
pub(crate) use callbacks::GroupCallbacks;
pub use callbacks::*;
pub(crate) use conversions::{c_departure, c_join_fail, c_mod_event, c_privacy, c_topic_lock, c_voice};
pub use invites::*;
pub use membership::*;
pub use messages::*;
pub use moderation::*;
pub use myself::*;
pub use peers::*;
pub use state::*;

/// The text at `start`; NULL has nothing in it. One longer than `most` becomes one that is too long for everything: the machine
/// says so when it is its turn among the errors.
///
/// # Safety
/// As for [`bytes`].
unsafe fn text<'a>(start: *const u8, len: usize, most: u32) -> &'a [u8] {
    // SAFETY: the caller's promise.
    match unsafe { bytes(start, len, most as usize) } {
        Ok(text) => text,
        Err(_) if len <= most as usize => &[],
        Err(_) => &TOO_LONG,
    }
}

/// More bytes than anything in a group has.
static TOO_LONG: [u8; 2048] = [0; 2048];

/// The number by which C knows a group.
pub(crate) const fn c_number(group: GroupNumber) -> Tox_Group_Number {
    group.index
}

impl Core {
    /// The group that C knows by this number.
    fn group(&self, number: Tox_Group_Number) -> Option<GroupNumber> {
        self.tox.group_by_number(number)
    }
}
