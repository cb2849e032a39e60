//! Replays the fuzz corpora of encoded events and of encrypted files, also cut and changed.

mod laws;

use toxcore_sim::corpus;

/// First bytes of values, each of another kind.
const KINDS: [u8; 16] =
    [0x00, 0x7f, 0x90, 0x92, 0xa1, 0xc0, 0xc2, 0xc4, 0xc6, 0xcc, 0xce, 0xcf, 0xd0, 0xd9, 0xdc, 0xdd];

#[test]
fn every_list_of_the_corpus_keeps_the_law_and_is_read() {
    for input in corpus::of("ffi_events") {
        assert!(laws::events(&input) > 0, "{input:02x?}");
    }
}

#[test]
fn every_list_cut_or_changed_anywhere_keeps_the_law() {
    for input in corpus::of("ffi_events") {
        (0..input.len()).for_each(|len| _ = laws::events(&input[..len]));
        for place in 0..input.len().min(60) {
            let mut changed = input.clone();
            for kind in KINDS {
                changed[place] = kind;
                laws::events(&changed);
            }
        }
    }
}

/// A NUL belongs to the address where it came as bytes, as 0.2.20 writes it, and is a byte like others in a text.
#[test]
fn addresses_with_nuls_keep_the_law() {
    for input in corpus::of("ffi_events").iter().filter(|input| input.starts_with(&[0x91, 0x92, 39])) {
        // Behind the start of the list and the key is the address, behind that the port in three bytes.
        let end = input.len() - 3;
        for nuls in 0..4 {
            let mut changed = input.clone();
            changed[end - nuls..end].fill(0);
            assert_eq!(laws::events(&changed), 1);
        }
    }
}

#[test]
fn every_container_of_the_corpus_keeps_the_law() {
    let opened = corpus::of("ffi_container").iter().filter(|input| laws::container(input)).count();
    assert!(opened > 0 || corpus::of("ffi_container").is_empty());
}

#[test]
fn every_container_cut_or_changed_anywhere_is_refused() {
    for input in corpus::of("ffi_container") {
        (0..input.len().min(200)).for_each(|len| assert!(!laws::container(&input[..len])));
        // Another salt is no other key.
        for (place, changed) in corpus::with_one_byte_changed(&input, 200).enumerate() {
            let opened = laws::container(&changed);
            assert!(!opened || (8..40).contains(&place), "byte {place}");
        }
    }
}
