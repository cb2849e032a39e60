//! Numbers by which C knows friends, files, conferences and groups.

/// The number of a friend: stays the same until he is deleted, then belongs to the next one who is added.
pub type Tox_Friend_Number = u32;

/// The number of a message to a friend, from 1 on.
pub type Tox_Friend_Message_Id = u32;

/// The number of a transfer with a friend: up to 255 if we send, 65,536 and more if he does.
pub type Tox_File_Number = u32;

/// The number of a conference.
pub type Tox_Conference_Number = u32;

/// The number of a peer in a conference: changes whenever peers come or go.
pub type Tox_Conference_Peer_Number = u32;

/// The number of a peer who is away from a conference.
pub type Tox_Conference_Offline_Peer_Number = u32;

/// The number of a group.
pub type Tox_Group_Number = u32;

/// The number of a peer in a group: 0 for ourselves; stays the same while the group is loaded, also if he leaves and comes back.
pub type Tox_Group_Peer_Number = u32;

/// The number of a message in a group.
pub type Tox_Group_Message_Id = u32;
