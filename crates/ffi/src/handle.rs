//! The object that C holds.

/// One user of Tox, with his friends and his connection to the network.
#[derive(Debug)]
pub struct Tox {
    _private: (),
}
