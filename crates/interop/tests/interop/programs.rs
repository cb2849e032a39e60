//! Programs that people use, on our library and on the reference's. Those that are ignored here are for
//! `cargo xtask interop-clients`: they show that the story itself works where none of our code is in the clients, or tell it
//! to further partners.

mod qtox;
mod toxic;
mod utox;

use std::path::Path;

/// A file with content that looks random, another for each seed.
fn write_file(path: &Path, seed: u64, bytes: usize) -> std::io::Result<()> {
    let mut state = seed;
    let content: Vec<u8> = std::iter::repeat_with(|| {
        // Xorshift with the shifts of Marsaglia's paper.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    })
    .flatten()
    .take(bytes)
    .collect();
    std::fs::write(path, content)
}
