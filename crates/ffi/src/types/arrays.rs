//! Arrays of the sizes that the interface names.

use super::{
    TOX_ADDRESS_SIZE, TOX_CONFERENCE_ID_SIZE, TOX_CONFERENCE_UID_SIZE, TOX_DHT_ID_SIZE, TOX_FILE_ID_LENGTH,
    TOX_GROUP_CHAT_ID_SIZE, TOX_GROUP_PEER_PUBLIC_KEY_SIZE, TOX_HASH_LENGTH, TOX_PASS_SALT_LENGTH, TOX_PUBLIC_KEY_SIZE,
    TOX_SECRET_KEY_SIZE,
};

/// A public key: by it a user is known.
pub type Tox_Public_Key = [u8; TOX_PUBLIC_KEY_SIZE as usize];

/// A secret key: who has it is this user.
pub type Tox_Secret_Key = [u8; TOX_SECRET_KEY_SIZE as usize];

/// The key of a node of the DHT: new with each run.
pub type Tox_Dht_Id = [u8; TOX_DHT_ID_SIZE as usize];

/// The unique id of a conference; the older name of `Tox_Conference_Id`.
pub type Tox_Conference_Uid = [u8; TOX_CONFERENCE_UID_SIZE as usize];

/// The id of a conference, the same for all who are in it.
pub type Tox_Conference_Id = [u8; TOX_CONFERENCE_ID_SIZE as usize];

/// An address: public key, nospam and checksum.
pub type Tox_Address = [u8; TOX_ADDRESS_SIZE as usize];

/// A hash made by `tox_hash`.
pub type Tox_Hash = [u8; TOX_HASH_LENGTH as usize];

/// The id of a file.
pub type Tox_File_Id = [u8; TOX_FILE_ID_LENGTH as usize];

/// The chat id of a group: who knows it can join, if the group is public.
pub type Tox_Group_Chat_Id = [u8; TOX_GROUP_CHAT_ID_SIZE as usize];

/// The key by which a peer is known in one group.
pub type Tox_Group_Peer_Public_Key = [u8; TOX_GROUP_PEER_PUBLIC_KEY_SIZE as usize];

/// The salt of a derived key.
pub type Tox_Pass_Salt = [u8; TOX_PASS_SALT_LENGTH as usize];
