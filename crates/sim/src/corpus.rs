//! Inputs that a fuzzer once found interesting, as tests replay them.

use std::fs;
use std::path::{Path, PathBuf};

/// The inputs of a fuzz target of this workspace; none in a package.
///
/// # Panics
/// As [`inputs`].
#[must_use]
pub fn of(target: &str) -> Vec<Vec<u8>> {
    inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target))
}

/// Runs the law of a fuzz target on its inputs: each thing that it counts must have happened with one of them, because a seed that
/// no longer leads anywhere tests nothing.
///
/// # Panics
/// If something never happened, and as [`inputs`].
#[expect(clippy::panic, reason = "it reports to whoever reads the test's output")]
pub fn reaches_all<const N: usize>(target: &str, law: impl Fn(&[u8]) -> [u64; N]) {
    let counts: Vec<[u64; N]> = of(target).iter().map(|input| law(input)).collect();
    let never = (0..N).find(|place| counts.iter().all(|count| count.get(*place) == Some(&0)));
    if let Some(place) = never.filter(|_| !counts.is_empty()) {
        panic!("count {place} of {counts:?}");
    }
}

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
    fn what_is_counted_must_happen_with_some_input() {
        reaches_all("onion_node", |input| [input.len() as u64]);
        reaches_all("nothing of this name", |_| [0]);
        let missing = std::panic::catch_unwind(|| reaches_all("onion_node", |_| [1, 0]));
        assert!(missing.is_err() || of("onion_node").is_empty());
    }

    #[test]
    fn each_of_the_first_bytes_is_changed_once() {
        let changed: Vec<_> = with_one_byte_changed(&[1, 255, 3], 2).collect();
        assert_eq!(changed, [[2, 255, 3], [1, 0, 3]]);
    }
}
