//! Friend connections and friend requests of Tox as a sans-I/O state machine.
#![forbid(unsafe_code)]
