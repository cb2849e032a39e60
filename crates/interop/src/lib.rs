//! Tests against real libtoxcore peers.
