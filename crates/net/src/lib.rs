//! Sockets for Tox drivers: batched UDP, TCP, interface list.
