//! The Tox DHT as a sans-I/O state machine.
