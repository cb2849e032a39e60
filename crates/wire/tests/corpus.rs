//! Replays the fuzz corpora and feeds random bytes to every parser, under the laws that the fuzz targets check.

mod laws;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use laws::LAWS;

/// The corpora, which a packaged crate does not have.
fn corpora() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    folder.is_dir().then_some(folder)
}

#[test]
fn every_input_of_the_corpora_keeps_the_laws() {
    let Some(corpora) = corpora() else {
        println!("no fuzz corpora beside this crate, nothing replayed");
        return;
    };
    for (target, law) in LAWS {
        let entries = fs::read_dir(corpora.join(target)).unwrap();
        let inputs: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        assert!(!inputs.is_empty(), "{target} has no corpus");
        for input in inputs {
            law(&fs::read(&input).unwrap());
        }
    }
}

#[test]
fn every_fuzz_target_has_a_law_here() {
    let Some(corpora) = corpora() else { return };
    let targets = fs::read_dir(corpora.join("../fuzz_targets")).unwrap();
    for file in targets {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if name.starts_with("wire_") {
            laws::check(name, &[]);
        }
    }
}

#[test]
fn inputs_of_one_value_and_any_length_keep_the_laws() {
    for byte in [0x00, 0x01, 0x02, 0x0a, 0x82, 0xff] {
        for len in (0..700).chain([1_040, 1_041, 2_048, 65_535, 70_000]) {
            let data = vec![byte; len];
            LAWS.iter().for_each(|(_, law)| law(&data));
        }
    }
}

/// A first byte that is often that of a packet, then anything.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let first =
        prop_oneof![any::<u8>(), prop::sample::select(&[0, 2, 10, 0x20, 0x90, 0x91, 0x92, 0x9c, 0xf0, 0xfe][..])];
    (first, prop::collection::vec(any::<u8>(), 0..400)).prop_map(|(first, mut rest)| {
        rest.insert(0, first);
        rest
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn random_bytes_keep_the_laws(data in bytes()) {
        LAWS.iter().for_each(|(_, law)| law(&data));
    }
}
