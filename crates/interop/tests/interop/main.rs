//! All tests against real peers, in one program: they wait most of the time, and so run side by side.

mod answers;
mod conferences;
mod daemon;
mod echo_bot;
mod encryptsave;
mod events;
mod examples;
mod flood;
mod friends;
mod group;
mod group_finder;
mod groups;
mod ipv6;
mod lan;
mod matrix;
mod mixed;
mod nat;
mod programs;
mod proxy;
mod refusals;
mod requests;
mod restart;
mod saved_groups;
mod savedata;
mod small_buffer;
mod trouble;
