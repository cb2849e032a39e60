//! Sizes and limits of `tox.h`, as macros and as functions.

/// Bytes of an address: public key, nospam and checksum.
pub const TOX_ADDRESS_SIZE: u32 = 38;
/// Bytes of the id of a conference.
pub const TOX_CONFERENCE_ID_SIZE: u32 = 32;
/// Bytes of the unique id of a conference; the older name of `TOX_CONFERENCE_ID_SIZE`.
pub const TOX_CONFERENCE_UID_SIZE: u32 = 32;
/// Bytes of a DHT key.
pub const TOX_DHT_ID_SIZE: u32 = 32;
/// Bytes of the id of a file.
pub const TOX_FILE_ID_LENGTH: u32 = 32;
/// Bytes of a hash of `tox_hash`.
pub const TOX_HASH_LENGTH: u32 = 32;
/// Bytes of a custom packet with its first byte, at most.
pub const TOX_MAX_CUSTOM_PACKET_SIZE: u32 = 1373;
/// Bytes of the name of a file, at most.
pub const TOX_MAX_FILENAME_LENGTH: u32 = 255;
/// Bytes of the message of a friend request, at most.
pub const TOX_MAX_FRIEND_REQUEST_LENGTH: u32 = 921;
/// Bytes of the name of a host, at most.
pub const TOX_MAX_HOSTNAME_LENGTH: u32 = 255;
/// Bytes of a message, at most.
pub const TOX_MAX_MESSAGE_LENGTH: u32 = 1372;
/// Bytes of a name, at most.
pub const TOX_MAX_NAME_LENGTH: u32 = 128;
/// Bytes of a status message, at most.
pub const TOX_MAX_STATUS_MESSAGE_LENGTH: u32 = 1007;
/// Bytes of the nospam, the part of an address that can be changed.
pub const TOX_NOSPAM_SIZE: u32 = 4;
/// Bytes of a public key.
pub const TOX_PUBLIC_KEY_SIZE: u32 = 32;
/// Bytes of a secret key.
pub const TOX_SECRET_KEY_SIZE: u32 = 32;

/// @return `TOX_ADDRESS_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_address_size() -> u32 {
    TOX_ADDRESS_SIZE
}

/// @return `TOX_CONFERENCE_ID_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_conference_id_size() -> u32 {
    TOX_CONFERENCE_ID_SIZE
}

/// @return `TOX_CONFERENCE_UID_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_conference_uid_size() -> u32 {
    TOX_CONFERENCE_UID_SIZE
}

/// @return `TOX_DHT_ID_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_dht_id_size() -> u32 {
    TOX_DHT_ID_SIZE
}

/// @return `TOX_FILE_ID_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_file_id_length() -> u32 {
    TOX_FILE_ID_LENGTH
}

/// @return `TOX_HASH_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_hash_length() -> u32 {
    TOX_HASH_LENGTH
}

/// @return `TOX_MAX_CUSTOM_PACKET_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_max_custom_packet_size() -> u32 {
    TOX_MAX_CUSTOM_PACKET_SIZE
}

/// @return `TOX_MAX_FILENAME_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_max_filename_length() -> u32 {
    TOX_MAX_FILENAME_LENGTH
}

/// @return `TOX_MAX_FRIEND_REQUEST_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_max_friend_request_length() -> u32 {
    TOX_MAX_FRIEND_REQUEST_LENGTH
}

/// @return `TOX_MAX_HOSTNAME_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_max_hostname_length() -> u32 {
    TOX_MAX_HOSTNAME_LENGTH
}

/// @return `TOX_MAX_MESSAGE_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_max_message_length() -> u32 {
    TOX_MAX_MESSAGE_LENGTH
}

/// @return `TOX_MAX_NAME_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_max_name_length() -> u32 {
    TOX_MAX_NAME_LENGTH
}

/// @return `TOX_MAX_STATUS_MESSAGE_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_max_status_message_length() -> u32 {
    TOX_MAX_STATUS_MESSAGE_LENGTH
}

/// @return `TOX_NOSPAM_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_nospam_size() -> u32 {
    TOX_NOSPAM_SIZE
}

/// @return `TOX_PUBLIC_KEY_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_public_key_size() -> u32 {
    TOX_PUBLIC_KEY_SIZE
}

/// @return `TOX_SECRET_KEY_SIZE`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_secret_key_size() -> u32 {
    TOX_SECRET_KEY_SIZE
}
