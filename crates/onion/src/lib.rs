//! Onion routing and the announce store of Tox as sans-I/O state machines.
