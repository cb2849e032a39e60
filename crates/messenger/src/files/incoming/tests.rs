use super::*;
use crate::files::Pauses;

fn accepted(size: u64) -> Incoming {
    let mut transfer = Incoming::new(FileKind::Data, size, FileId::from_bytes([1; 32]));
    transfer.phase = Phase::Transferring(Pauses::None);
    transfer
}

#[test]
fn a_file_ends_with_its_size_and_what_is_beyond_is_cut() {
    let mut transfer = accepted(2000);
    assert_eq!(transfer.take(1371), Some(Piece { position: 0, length: 1371, end: None }));
    assert_eq!(transfer.take(1371), Some(Piece { position: 1371, length: 629, end: Some(true) }));
}

#[test]
fn a_short_chunk_ends_a_file_in_its_middle() {
    let mut transfer = accepted(10_000);
    assert_eq!(transfer.take(4), Some(Piece { position: 0, length: 4, end: Some(false) }));
    let mut transfer = accepted(10_000);
    assert_eq!(transfer.take(0), Some(Piece { position: 0, length: 0, end: Some(false) }));
}

#[test]
fn a_stream_is_whole_wherever_it_ends() {
    let mut transfer = accepted(UNKNOWN_FILE_SIZE);
    assert_eq!(transfer.take(1371), Some(Piece { position: 0, length: 1371, end: None }));
    assert_eq!(transfer.take(0), Some(Piece { position: 1371, length: 0, end: Some(true) }));
}

#[test]
fn a_file_of_full_chunks_ends_with_the_last_of_them() {
    let mut transfer = accepted(2 * 1371);
    assert_eq!(transfer.take(1371).map(|piece| piece.end), Some(None));
    assert_eq!(transfer.take(1371).map(|piece| piece.end), Some(Some(true)));
}

#[test]
fn an_empty_file_ends_with_whatever_comes() {
    for length in [0, 1, 1371] {
        assert_eq!(accepted(0).take(length), Some(Piece { position: 0, length: 0, end: Some(true) }));
    }
}

#[test]
fn data_of_a_file_that_nobody_accepted_is_none() {
    assert_eq!(Incoming::new(FileKind::Data, 9, FileId::from_bytes([1; 32])).take(9), None);
}

#[test]
fn a_pause_does_not_stop_what_is_under_way() {
    let mut transfer = accepted(9);
    transfer.phase = Phase::Transferring(Pauses::ByBoth);
    assert_eq!(transfer.take(9), Some(Piece { position: 0, length: 9, end: Some(true) }));
}

#[test]
fn only_positions_within_the_file_may_be_sought_and_only_before_it_is_accepted() {
    let mut transfer = Incoming::new(FileKind::Data, 5 << 32, FileId::from_bytes([1; 32]));
    assert_eq!(transfer.check_seek((5 << 32) - 1), Ok(()));
    let beyond = FileSeekError::InvalidPosition { position: 5 << 32, size: 5 << 32 };
    assert_eq!(transfer.check_seek(5 << 32), Err(beyond));
    transfer.phase = Phase::Transferring(Pauses::None);
    assert_eq!(transfer.check_seek(0), Err(FileSeekError::Denied));
    let empty = Incoming::new(FileKind::Data, 0, FileId::from_bytes([1; 32]));
    assert_eq!(empty.check_seek(0), Err(FileSeekError::InvalidPosition { position: 0, size: 0 }));
}
