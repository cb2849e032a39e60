//! Sizes and limits of groups, as macros and as functions.

/// Bytes of the chat id of a group.
pub const TOX_GROUP_CHAT_ID_SIZE: u32 = 32;
/// Bytes of a lossless custom packet in a group, at most.
pub const TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH: u32 = 1373;
/// Bytes of a lossy custom packet in a group, at most.
pub const TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH: u32 = 1373;
/// Bytes of the name of a group, at most.
pub const TOX_GROUP_MAX_GROUP_NAME_LENGTH: u32 = 48;
/// Bytes of a message in a group, at most.
pub const TOX_GROUP_MAX_MESSAGE_LENGTH: u32 = 1372;
/// Bytes of a parting message, at most.
pub const TOX_GROUP_MAX_PART_LENGTH: u32 = 128;
/// Bytes of the password of a group, at most.
pub const TOX_GROUP_MAX_PASSWORD_SIZE: u32 = 32;
/// Bytes of the topic of a group, at most.
pub const TOX_GROUP_MAX_TOPIC_LENGTH: u32 = 512;
/// Bytes of the key by which a peer is known in a group.
pub const TOX_GROUP_PEER_PUBLIC_KEY_SIZE: u32 = 32;

/// @return `TOX_GROUP_CHAT_ID_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_chat_id_size() -> u32 {
    TOX_GROUP_CHAT_ID_SIZE
}

/// @return `TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_max_custom_lossless_packet_length() -> u32 {
    TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH
}

/// @return `TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_max_custom_lossy_packet_length() -> u32 {
    TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH
}

/// @return `TOX_GROUP_MAX_GROUP_NAME_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_max_group_name_length() -> u32 {
    TOX_GROUP_MAX_GROUP_NAME_LENGTH
}

/// @return `TOX_GROUP_MAX_MESSAGE_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_max_message_length() -> u32 {
    TOX_GROUP_MAX_MESSAGE_LENGTH
}

/// @return `TOX_GROUP_MAX_PART_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_max_part_length() -> u32 {
    TOX_GROUP_MAX_PART_LENGTH
}

/// @return `TOX_GROUP_MAX_PASSWORD_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_max_password_size() -> u32 {
    TOX_GROUP_MAX_PASSWORD_SIZE
}

/// @return `TOX_GROUP_MAX_TOPIC_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_max_topic_length() -> u32 {
    TOX_GROUP_MAX_TOPIC_LENGTH
}

/// @return `TOX_GROUP_PEER_PUBLIC_KEY_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_peer_public_key_size() -> u32 {
    TOX_GROUP_PEER_PUBLIC_KEY_SIZE
}
