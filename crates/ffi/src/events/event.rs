//! One event, whatever its kind.

mod conference;
mod file;
mod friend;
mod group;
mod own;

use std::ptr;

use crate::callbacks::Delivery;
use crate::events::field::Fields;
use crate::events::kinds::{
    Tox_Event_Conference_Connected, Tox_Event_Conference_Invite, Tox_Event_Conference_Message,
    Tox_Event_Conference_Peer_List_Changed, Tox_Event_Conference_Peer_Name, Tox_Event_Conference_Title,
    Tox_Event_Dht_Nodes_Response, Tox_Event_File_Chunk_Request, Tox_Event_File_Recv, Tox_Event_File_Recv_Chunk,
    Tox_Event_File_Recv_Control, Tox_Event_Friend_Connection_Status, Tox_Event_Friend_Lossless_Packet,
    Tox_Event_Friend_Lossy_Packet, Tox_Event_Friend_Message, Tox_Event_Friend_Name, Tox_Event_Friend_Read_Receipt,
    Tox_Event_Friend_Request, Tox_Event_Friend_Status, Tox_Event_Friend_Status_Message, Tox_Event_Friend_Typing,
    Tox_Event_Group_Custom_Packet, Tox_Event_Group_Custom_Private_Packet, Tox_Event_Group_Invite,
    Tox_Event_Group_Join_Fail, Tox_Event_Group_Message, Tox_Event_Group_Moderation, Tox_Event_Group_Password,
    Tox_Event_Group_Peer_Exit, Tox_Event_Group_Peer_Join, Tox_Event_Group_Peer_Limit, Tox_Event_Group_Peer_Name,
    Tox_Event_Group_Peer_Status, Tox_Event_Group_Privacy_State, Tox_Event_Group_Private_Message,
    Tox_Event_Group_Self_Join, Tox_Event_Group_Topic, Tox_Event_Group_Topic_Lock, Tox_Event_Group_Voice_State,
    Tox_Event_Self_Connection_Status,
};
use crate::events::msgpack::{Reader, Sink, put_array, put_uint};
use crate::events::read;
use crate::events::replay::Replay;
use crate::types::{Tox_Event_Type, Tox_Event_Type_Raw};

pub use conference::*;
pub use file::*;
pub use friend::*;
pub use group::*;
pub use own::*;

/// Something that happened. What, say its type and the function `tox_event_get_...` of that type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event(pub(crate) Kind);

/// Declares the kinds of events with the numbers of their types.
macro_rules! kinds {
    ($($number:literal $kind:ident($event:ident),)+) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(crate) enum Kind {
            $($kind($event),)+
        }

        impl Kind {
            /// The number of its type.
            pub(crate) const fn number(&self) -> Tox_Event_Type_Raw {
                match self {
                    $(Self::$kind(_) => $number,)+
                }
            }

            /// Has a callback tell of it.
            pub(super) fn replay(&self, to: &Delivery<'_>) {
                match self {
                    $(Self::$kind(event) => event.replay(to),)+
                }
            }

            fn pack_fields(&self, sink: &mut impl Sink) {
                match self {
                    $(Self::$kind(event) => event.pack(sink),)+
                }
            }

            fn unpack_fields(number: u64, reader: &mut Reader<'_>) -> Option<Self> {
                match number {
                    $($number => $event::unpack(reader).map(Self::$kind),)+
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    0 SelfConnectionStatus(Tox_Event_Self_Connection_Status),
    1 FriendRequest(Tox_Event_Friend_Request),
    2 FriendConnectionStatus(Tox_Event_Friend_Connection_Status),
    3 FriendLossyPacket(Tox_Event_Friend_Lossy_Packet),
    4 FriendLosslessPacket(Tox_Event_Friend_Lossless_Packet),
    5 FriendName(Tox_Event_Friend_Name),
    6 FriendStatus(Tox_Event_Friend_Status),
    7 FriendStatusMessage(Tox_Event_Friend_Status_Message),
    8 FriendMessage(Tox_Event_Friend_Message),
    9 FriendReadReceipt(Tox_Event_Friend_Read_Receipt),
    10 FriendTyping(Tox_Event_Friend_Typing),
    11 FileChunkRequest(Tox_Event_File_Chunk_Request),
    12 FileRecv(Tox_Event_File_Recv),
    13 FileRecvChunk(Tox_Event_File_Recv_Chunk),
    14 FileRecvControl(Tox_Event_File_Recv_Control),
    15 ConferenceInvite(Tox_Event_Conference_Invite),
    16 ConferenceConnected(Tox_Event_Conference_Connected),
    17 ConferencePeerListChanged(Tox_Event_Conference_Peer_List_Changed),
    18 ConferencePeerName(Tox_Event_Conference_Peer_Name),
    19 ConferenceTitle(Tox_Event_Conference_Title),
    20 ConferenceMessage(Tox_Event_Conference_Message),
    21 GroupPeerName(Tox_Event_Group_Peer_Name),
    22 GroupPeerStatus(Tox_Event_Group_Peer_Status),
    23 GroupTopic(Tox_Event_Group_Topic),
    24 GroupPrivacyState(Tox_Event_Group_Privacy_State),
    25 GroupVoiceState(Tox_Event_Group_Voice_State),
    26 GroupTopicLock(Tox_Event_Group_Topic_Lock),
    27 GroupPeerLimit(Tox_Event_Group_Peer_Limit),
    28 GroupPassword(Tox_Event_Group_Password),
    29 GroupMessage(Tox_Event_Group_Message),
    30 GroupPrivateMessage(Tox_Event_Group_Private_Message),
    31 GroupCustomPacket(Tox_Event_Group_Custom_Packet),
    32 GroupCustomPrivatePacket(Tox_Event_Group_Custom_Private_Packet),
    33 GroupInvite(Tox_Event_Group_Invite),
    34 GroupPeerJoin(Tox_Event_Group_Peer_Join),
    35 GroupPeerExit(Tox_Event_Group_Peer_Exit),
    36 GroupSelfJoin(Tox_Event_Group_Self_Join),
    37 GroupJoinFail(Tox_Event_Group_Join_Fail),
    38 GroupModeration(Tox_Event_Group_Moderation),
    39 DhtNodesResponse(Tox_Event_Dht_Nodes_Response),
}

impl Tox_Event {
    /// Encodes it: an array of its type and its fields.
    pub(crate) fn pack(&self, sink: &mut impl Sink) {
        put_array(sink, 2);
        put_uint(sink, u64::from(self.0.number()));
        self.0.pack_fields(sink);
    }

    /// Decodes it.
    pub(crate) fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
        reader.array_of(2)?;
        let number = reader.uint(size_of::<Tox_Event_Type_Raw>())?;
        Kind::unpack_fields(number, reader).map(Self)
    }
}

/// @return the type of an event; TOX_EVENT_INVALID for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_type(event: *const Tox_Event) -> Tox_Event_Type_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(event, INVALID, |event| event.0.number()) }
}

/// The event as one of its kind; NULL if it is of another.
unsafe fn cast<T>(event: *const Tox_Event, of_kind: impl FnOnce(&Kind) -> Option<&T>) -> *const T {
    // SAFETY: as the caller says.
    unsafe { read(event, ptr::null(), |event| of_kind(&event.0).map_or(ptr::null(), ptr::from_ref)) }
}

/// The type of no event.
const INVALID: Tox_Event_Type_Raw = Tox_Event_Type::ToxEventInvalid as u32;
