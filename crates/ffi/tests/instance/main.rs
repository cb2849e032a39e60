//! Instances as C sees them: made, driven, ended.
#![allow(unsafe_code, reason = "C's functions")]

mod callbacks;
mod log;
mod making;
mod meeting;
mod savedata;
mod self_section;
mod support;
mod threads;
