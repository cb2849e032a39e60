//! What friends do, told to C.

use toxcore::Event;

use super::{file_receiving, file_sending, files, friend_messages, friend_packets, friend_queries};
use crate::callbacks::Delivery;

/// Tells what friends say, and how they are.
pub(super) fn deliver(to: &Delivery<'_>, event: &Event) {
    match event {
        Event::FriendRequest { public_key, message } => friend_messages::deliver_request(to, public_key, message),
        Event::FriendConnectionStatus { friend, status } => friend_queries::deliver_connection(to, *friend, *status),
        Event::FriendName { friend, name, .. } => friend_queries::deliver_name(to, *friend, name),
        Event::FriendStatusMessage { friend, message, .. } => {
            friend_queries::deliver_status_message(to, *friend, message);
        }
        Event::FriendStatus { friend, status, .. } => friend_queries::deliver_status(to, *friend, *status),
        Event::FriendTyping { friend, typing } => friend_queries::deliver_typing(to, *friend, *typing),
        Event::FriendMessage { friend, kind, text } => friend_messages::deliver_message(to, *friend, *kind, text),
        Event::FriendReadReceipt { friend, message } => friend_messages::deliver_receipt(to, *friend, *message),
        Event::FriendLosslessPacket { friend, data } | Event::FriendLossyPacket { friend, data } => {
            friend_packets::deliver_packet(to, *friend, data);
        }
        // C knows neither: it learns of lost messages by going offline, and tries again when it likes.
        Event::FriendMessageUndelivered { .. } | Event::FriendWritable { .. } => {}
        _ => {}
    }
}

/// Tells what happens to files.
pub(super) fn deliver_file(to: &Delivery<'_>, event: &Event) {
    match event {
        Event::FileRecv { friend, file, offer } => file_receiving::deliver_offer(to, *friend, *file, offer),
        Event::FileRecvControl { friend, file, control } => files::deliver_control(to, *friend, *file, *control),
        Event::FileChunkRequest { friend, file, position, length } => {
            file_sending::deliver_request(to, *friend, *file, *position, *length);
        }
        Event::FileRecvChunk { friend, file, position, data } => {
            file_receiving::deliver_chunk(to, *friend, *file, *position, data);
        }
        // Both ends of a transfer learn of its end as of an empty chunk.
        Event::FileSent { friend, file, position } => file_sending::deliver_request(to, *friend, *file, *position, 0),
        Event::FileReceived { friend, file, position, .. } => {
            file_receiving::deliver_end(to, *friend, *file, *position);
        }
        // C takes this from the friend's going offline.
        Event::FileBroken { .. } => {}
        _ => {}
    }
}
