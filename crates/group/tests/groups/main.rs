//! Groups in a simulated network: of many members, with loss, churn and networks that fall apart.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod churn;
mod coming_back;
mod invites;
mod meeting;
mod moderation;
mod several;
mod world;
