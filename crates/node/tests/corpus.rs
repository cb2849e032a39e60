//! Replays the fuzz corpus of the configuration reader, and what becomes of it when it is cut or changed.

mod laws;

use toxcore_sim::corpus;

#[test]
fn every_input_of_the_corpus_keeps_the_law() {
    corpus::of("node_config").iter().for_each(|input| laws::check(input));
}

#[test]
fn every_input_cut_anywhere_keeps_the_law() {
    for input in corpus::of("node_config") {
        (0..input.len().min(2_000)).for_each(|len| laws::check(&input[..len]));
    }
}

#[test]
fn every_input_with_one_byte_changed_keeps_the_law() {
    for input in corpus::of("node_config") {
        for place in 0..input.len().min(400) {
            let mut changed = input.clone();
            for byte in *b"\0\"{(;\n@0" {
                changed[place] = byte;
                laws::check(&changed);
            }
        }
    }
}
