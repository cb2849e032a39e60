//! Events told again by callbacks.

use crate::callbacks::Delivery;
use crate::events::field::Bytes;
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

/// An event that a callback can tell of.
pub(super) trait Replay {
    /// Calls the callback that C registered for it, if it did.
    fn replay(&self, to: &Delivery<'_>);
}

/// Which callback of the table tells of a kind of event, and what it gets between the instance and the user data.
macro_rules! told {
    (|$event:ident| $($kind:ident by $($place:ident).+ ($($argument:expr),+);)+) => {$(
        impl Replay for $kind {
            fn replay(&self, to: &Delivery<'_>) {
                let $event = self;
                if let Some(callback) = to.callback(|callbacks| callbacks.$($place).+) {
                    // SAFETY: C registered it for this; nothing is locked or borrowed.
                    unsafe { callback(to.tox(), $($argument,)+ to.user_data()) };
                }
            }
        }
    )+};
}

told! { |event|
    Tox_Event_Self_Connection_Status by self_connection_status(event.connection_status as u32);
    Tox_Event_Dht_Nodes_Response by dht_nodes_response(
        event.public_key.as_bytes().as_ptr(), event.ip.as_ptr(), event.ip.len(), event.port
    );
}

told! { |event|
    Tox_Event_Friend_Request by friend_request(
        event.public_key.as_bytes().as_ptr(), event.message.as_text_ptr(), event.message.as_slice().len()
    );
    Tox_Event_Friend_Connection_Status by friend_connection_status(event.friend_number, event.connection_status as u32);
    Tox_Event_Friend_Name by friend_name(event.friend_number, event.name.as_text_ptr(), event.name.as_slice().len());
    Tox_Event_Friend_Status by friend_status(event.friend_number, event.status as u32);
    Tox_Event_Friend_Status_Message by friend_status_message(
        event.friend_number, event.message.as_text_ptr(), event.message.as_slice().len()
    );
    Tox_Event_Friend_Message by friend_message(
        event.friend_number, event.kind as u32, event.message.as_text_ptr(), event.message.as_slice().len()
    );
    Tox_Event_Friend_Read_Receipt by friend_read_receipt(event.friend_number, event.message_id);
    Tox_Event_Friend_Typing by friend_typing(event.friend_number, event.typing);
}

told! { |event|
    Tox_Event_File_Chunk_Request by file_chunk_request(
        event.friend_number, event.file_number, event.position, event.length.into()
    );
    Tox_Event_File_Recv by file_recv(
        event.friend_number, event.file_number, event.kind, event.file_size, event.filename.as_ptr(),
        event.filename.as_slice().len()
    );
    Tox_Event_File_Recv_Chunk by file_recv_chunk(
        event.friend_number, event.file_number, event.position, event.data.as_ptr(), event.data.as_slice().len()
    );
    Tox_Event_File_Recv_Control by file_recv_control(event.friend_number, event.file_number, event.control as u32);
}

told! { |event|
    Tox_Event_Conference_Invite by conferences.invite(
        event.friend_number, event.kind as u32, event.cookie.as_ptr(), event.cookie.as_slice().len()
    );
    Tox_Event_Conference_Connected by conferences.connected(event.conference_number);
    Tox_Event_Conference_Peer_List_Changed by conferences.peer_list_changed(event.conference_number);
    Tox_Event_Conference_Peer_Name by conferences.peer_name(
        event.conference_number, event.peer_number, event.name.as_text_ptr(), event.name.as_slice().len()
    );
    Tox_Event_Conference_Title by conferences.title(
        event.conference_number, event.peer_number, event.title.as_text_ptr(), event.title.as_slice().len()
    );
    Tox_Event_Conference_Message by conferences.message(
        event.conference_number, event.peer_number, event.kind as u32, event.message.as_text_ptr(),
        event.message.as_slice().len()
    );
}

told! { |event|
    Tox_Event_Group_Peer_Name by groups.peer_name(
        event.group_number, event.peer_id, event.name.as_text_ptr(), event.name.as_slice().len()
    );
    Tox_Event_Group_Peer_Status by groups.peer_status(event.group_number, event.peer_id, event.status as u32);
    Tox_Event_Group_Topic by groups.topic(
        event.group_number, event.peer_id, event.topic.as_text_ptr(), event.topic.as_slice().len()
    );
    Tox_Event_Group_Privacy_State by groups.privacy_state(event.group_number, event.privacy_state as u32);
    Tox_Event_Group_Voice_State by groups.voice_state(event.group_number, event.voice_state as u32);
    Tox_Event_Group_Topic_Lock by groups.topic_lock(event.group_number, event.topic_lock as u32);
    Tox_Event_Group_Peer_Limit by groups.peer_limit(event.group_number, event.peer_limit);
    Tox_Event_Group_Password by groups.password(
        event.group_number, event.password.as_text_ptr(), event.password.as_slice().len()
    );
    Tox_Event_Group_Message by groups.message(
        event.group_number, event.peer_id, event.message_type as u32, event.message.as_text_ptr(),
        event.message.as_slice().len(), event.message_id
    );
    Tox_Event_Group_Private_Message by groups.private_message(
        event.group_number, event.peer_id, event.message_type as u32, event.message.as_text_ptr(),
        event.message.as_slice().len(), event.message_id
    );
    Tox_Event_Group_Custom_Packet by groups.custom_packet(
        event.group_number, event.peer_id, event.data.as_ptr(), event.data.as_slice().len()
    );
    Tox_Event_Group_Custom_Private_Packet by groups.custom_private_packet(
        event.group_number, event.peer_id, event.data.as_ptr(), event.data.as_slice().len()
    );
    Tox_Event_Group_Invite by groups.invite(
        event.friend_number, event.invite_data.as_ptr(), event.invite_data.as_slice().len(),
        event.group_name.as_text_ptr(), event.group_name.as_slice().len()
    );
    Tox_Event_Group_Peer_Join by groups.peer_join(event.group_number, event.peer_id);
    Tox_Event_Group_Peer_Exit by groups.peer_exit(
        event.group_number, event.peer_id, event.exit_type as u32, event.name.as_text_ptr(),
        event.name.as_slice().len(), event.part_message.as_text_ptr(), event.part_message.as_slice().len()
    );
    Tox_Event_Group_Self_Join by groups.self_join(event.group_number);
    Tox_Event_Group_Join_Fail by groups.join_fail(event.group_number, event.fail_type as u32);
    Tox_Event_Group_Moderation by groups.moderation(
        event.group_number, event.source_peer_id, event.target_peer_id, event.mod_type as u32
    );
}

impl Replay for Tox_Event_Friend_Lossy_Packet {
    fn replay(&self, to: &Delivery<'_>) {
        replay_packet(to, self.friend_number, &self.data);
    }
}

impl Replay for Tox_Event_Friend_Lossless_Packet {
    fn replay(&self, to: &Delivery<'_>) {
        replay_packet(to, self.friend_number, &self.data);
    }
}

/// A packet goes by its first byte.
fn replay_packet(to: &Delivery<'_>, friend_number: u32, packet: &Bytes) {
    let Some(first) = packet.as_slice().first().copied() else { return };
    if let Some(callback) = to.callback(|callbacks| callbacks.packets.get(first)) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), friend_number, packet.as_ptr(), packet.as_slice().len(), to.user_data()) };
    }
}
