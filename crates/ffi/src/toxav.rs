//! Calls.

/// The calls of one [`Tox`](crate::handle::Tox).
#[derive(Debug)]
pub struct ToxAV {
    _private: (),
}
