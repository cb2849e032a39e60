//! Tox ids and friend requests.
