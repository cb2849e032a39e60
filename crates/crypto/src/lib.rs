//! Keys, boxes, hashes and the encrypted container of the Tox protocol.
#![forbid(unsafe_code)]
