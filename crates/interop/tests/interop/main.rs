//! All tests against real peers, in one program: they wait most of the time, and so run side by side.

mod answers;
mod daemon;
mod flood;
mod friends_with_our_nodes;
mod friends_with_reference_nodes;
mod group_with_our_nodes;
mod group_with_reference_nodes;
mod ipv6;
mod lan;
mod mixed;
mod nat;
mod requests;
mod restart;
mod savedata;
