//! The TCP relay of Tox as sans-I/O state machines.
