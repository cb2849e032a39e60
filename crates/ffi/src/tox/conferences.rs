//! Conferences, the older kind of group.
//!
//! C knows members by their places in a list, which change: a function called out of a callback answers with the list as it was
//! when that happened which C is being told.

mod callbacks;
mod membership;
mod messages;
mod peers;
mod queries;

use toxcore::Event;
use toxcore::conference::PeerId;

use crate::callbacks::Delivery;
use crate::types::Tox_Conference_Peer_Number;

pub(crate) use callbacks::ConferenceCallbacks;
pub use callbacks::*;
pub use membership::*;
pub use messages::*;
pub use peers::*;
pub use queries::*;

/// Tells what happens in conferences.
pub(super) fn deliver_conference(to: &Delivery<'_>, event: &Event) {
    match event {
        Event::ConferenceInvite { friend, cookie } => membership::deliver_invite(to, *friend, cookie),
        Event::ConferenceConnected { conference } => membership::deliver_connected(to, c_number(*conference)),
        Event::ConferencePeerJoined { conference, .. } | Event::ConferencePeerLeft { conference, .. } => {
            peers::deliver_list_changed(to, c_number(*conference));
        }
        Event::ConferencePeerName { conference, peer, name } => {
            peers::deliver_name(to, c_number(*conference), place(peer), name);
        }
        Event::ConferenceTitle { conference, peer, title } => {
            messages::deliver_title(to, c_number(*conference), peer.as_ref().map_or(NOBODY, place), title);
        }
        Event::ConferenceMessage { conference, peer, kind, text, .. } => {
            messages::deliver_message(to, (c_number(*conference), place(peer)), *kind, text);
        }
        _ => {}
    }
}

/// The number by which C knows a member: its place in the list.
pub(crate) fn place(peer: &PeerId) -> Tox_Conference_Peer_Number {
    Tox_Conference_Peer_Number::try_from(peer.index).unwrap_or(NOBODY)
}

/// Who set a title that was told when we came in. As in the reference.
pub(crate) const NOBODY: Tox_Conference_Peer_Number = u32::MAX;
