#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| toxcore_fuzz::group_machine(data));
