use super::*;
use crate::files::Pauses;

fn accepted(size: u64) -> Outgoing {
    let mut transfer = Outgoing::new(FileKind::Data, size, FileId::from_bytes([1; 32]));
    transfer.phase = Phase::Transferring(Pauses::None);
    transfer
}

#[test]
fn chunks_are_asked_for_in_order_and_each_once() {
    let mut transfer = accepted(3000);
    assert_eq!(transfer.request(), (0, 1371));
    assert_eq!(transfer.request(), (1371, 1371));
    assert_eq!(transfer.outstanding(), 2);
    assert!(!transfer.wants(2) && transfer.wants(3));
    assert_eq!(transfer.request(), (2742, 258));
    assert_eq!(transfer.outstanding(), 3);
    assert!(!transfer.wants(99));
}

#[test]
fn only_the_last_chunk_may_be_short() {
    let mut transfer = accepted(3000);
    while transfer.wants(99) {
        transfer.request();
    }
    for length in [0, 1, 1370] {
        assert_eq!(transfer.check(0, length), Err(FileSendChunkError::InvalidLength(length)));
    }
    assert_eq!(transfer.check(0, 1372), Err(FileSendChunkError::InvalidLength(1372)));
    assert_eq!(transfer.check(1371, 1371), Err(FileSendChunkError::WrongPosition { expected: 0 }));
    for position in [0, 1371] {
        assert_eq!(transfer.check(position, 1371), Ok(()));
        assert_eq!(transfer.give(1371), Given::Part);
    }
    assert_eq!(transfer.check(2742, 259), Err(FileSendChunkError::InvalidLength(259)));
    assert_eq!(transfer.check(2742, 257), Err(FileSendChunkError::InvalidLength(257)));
    assert_eq!(transfer.check(2742, 258), Ok(()));
    assert_eq!(transfer.give(258), Given::All);
    assert_eq!(transfer.check(3000, 0), Err(FileSendChunkError::NotTransferring));
}

#[test]
fn a_chunk_that_was_not_asked_for_is_refused() {
    let transfer = accepted(3000);
    assert_eq!(transfer.check(0, 1371), Err(FileSendChunkError::WrongPosition { expected: 0 }));
}

#[test]
fn requests_that_were_taken_back_are_made_again() {
    let mut transfer = accepted(5000);
    while transfer.wants(99) {
        transfer.request();
    }
    transfer.give(1371);
    transfer.take_back(2742);
    assert_eq!(transfer.outstanding(), 1);
    assert_eq!(transfer.check(2742, 1371), Err(FileSendChunkError::WrongPosition { expected: 1371 }));
    assert_eq!(transfer.request(), (2742, 1371));
    transfer.take_back(0);
    assert_eq!(transfer.request(), (1371, 1371), "what was given stays so");
}

#[test]
fn a_stream_ends_with_any_short_chunk() {
    for length in [0, 1, 1370] {
        let mut transfer = accepted(UNKNOWN_FILE_SIZE);
        transfer.request();
        transfer.request();
        assert_eq!(transfer.check(0, length), Ok(()));
        assert_eq!(transfer.give(length), Given::All);
        assert_eq!(transfer.outstanding(), 0);
    }
}

#[test]
fn sizes_above_4_gib_and_at_the_end_of_all_numbers_do_not_overflow() {
    for size in [5 << 32, u64::MAX - 1, u64::MAX] {
        let mut transfer = accepted(size);
        transfer.seek(size - 2000);
        assert_eq!(transfer.request(), (size - 2000, 1371));
        assert_eq!(transfer.request(), (size - 629, 629));
        assert!(!transfer.wants(99));
    }
}
