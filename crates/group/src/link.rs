//! What is between us and one other member of a group.

mod closer;

pub use closer::is_closer;
