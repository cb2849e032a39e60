//! Benches and the side-by-side comparison with libtoxcore.
