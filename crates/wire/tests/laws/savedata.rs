use toxcore_wire::Encode;
use toxcore_wire::savedata::{MAX_FINDINGS, Savedata};

/// The reference's file: what is loaded from any bytes is written as a file that needs no repair.
pub(super) fn check(data: &[u8]) {
    load(data);
    // Behind sound keys, where random bytes alone never get.
    let (keys, _) = include_bytes!("../savedata/0.2.18.tox").split_at(84);
    load(&[keys, data].concat());
}

fn load(file: &[u8]) {
    let Ok((savedata, report)) = Savedata::load(file) else { return };
    assert!(report.findings().len() <= MAX_FINDINGS);
    assert!(report.findings().iter().all(|finding| finding.offset <= file.len()));
    let written = savedata.to_vec();
    let (again, report) = Savedata::load(&written).expect("what we write is sound");
    assert!(!report.is_damaged(), "{report}");
    assert_eq!(again.to_vec(), written);
}
