#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| toxcore_fuzz::wire("wire_group_lists", data));
