//! What the headers declare besides functions: enums, numbers, sizes, arrays and callbacks.
//!
//! The names are those of C, since the headers are made from here: variants become constants as `Tox_Err_New::LoadBadFormat`
//! becomes `TOX_ERR_NEW_LOAD_BAD_FORMAT`, a name that ends in `_Raw` stands for the enum that C hands over as any number, and a
//! callback is named `ToxFriendMessageCb` where C says `tox_friend_message_cb *`.
#![allow(non_camel_case_types, reason = "the names are those of C")]

mod arrays;
pub(crate) mod c_enum;
mod callbacks;
mod conferences;
mod dispatch;
mod encryptsave;
mod encryptsave_sizes;
mod events;
mod files;
mod friends;
mod group_invites;
mod group_messages;
mod group_moderation;
mod group_peers;
mod group_sizes;
mod group_state;
mod groups;
mod instance;
mod log_level;
mod messages;
mod netprof;
mod numbers;
mod options;
mod private;
mod private_sizes;
mod profile;
mod sizes;
mod toxav;

pub use arrays::*;
pub use callbacks::*;
pub use conferences::*;
pub use dispatch::*;
pub use encryptsave::*;
pub use encryptsave_sizes::*;
pub use events::*;
pub use files::*;
pub use friends::*;
pub use group_invites::*;
pub use group_messages::*;
pub use group_moderation::*;
pub use group_peers::*;
pub use group_sizes::*;
pub use group_state::*;
pub use groups::*;
pub use instance::*;
pub use log_level::*;
pub use messages::*;
pub use netprof::*;
pub use numbers::*;
pub use options::*;
pub use private::*;
pub use private_sizes::*;
pub use profile::*;
pub use sizes::*;
pub use toxav::*;
