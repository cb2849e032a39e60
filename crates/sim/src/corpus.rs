//! Inputs that a fuzzer once found interesting, as tests replay them.

use std::fs;
use std::path::{Path, PathBuf};

/// The inputs in `folder`: none if there is no such folder, because packages of crates come without their corpora.
///
/// # Panics
/// If the folder is empty or cannot be read.
#[expect(clippy::panic, reason = "it reports to whoever reads the test's output")]
#[must_use]
pub fn inputs(folder: &Path) -> Vec<Vec<u8>> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let read = || -> std::io::Result<Vec<Vec<u8>>> {
        let mut paths =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
        paths.sort();
        paths.into_iter().map(fs::read).collect()
    };
    match read() {
        Ok(inputs) if !inputs.is_empty() => inputs,
        Ok(_) => panic!("{}: no inputs", folder.display()),
        Err(error) => panic!("{}: {error}", folder.display()),
    }
}

/// The input once for each of its first `places` bytes, with that byte one higher.
pub fn with_one_byte_changed(input: &[u8], places: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..input.len().min(places)).map(move |place| {
        let mut changed = input.to_vec();
        if let Some(byte) = changed.get_mut(place) {
            *byte = byte.wrapping_add(1);
        }
        changed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_come_in_the_order_of_their_names_or_not_at_all() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert!(inputs(&sources.join("nowhere")).is_empty());
        assert!(inputs(&sources.join("nat")).iter().all(|text| !text.is_empty()));
    }

    #[test]
    fn each_of_the_first_bytes_is_changed_once() {
        let changed: Vec<_> = with_one_byte_changed(&[1, 255, 3], 2).collect();
        assert_eq!(changed, [[2, 255, 3], [1, 0, 3]]);
    }
}
