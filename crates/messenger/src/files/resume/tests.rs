use super::*;

fn friend(number: u8) -> LongTermPublicKey {
    LongTermPublicKey::from_bytes([number; 32])
}

fn id(number: u8) -> FileId {
    FileId::from_bytes([number; 32])
}

fn transfer(direction: Direction, number: u8) -> Unfinished {
    Unfinished {
        direction,
        friend: friend(number),
        id: id(number),
        kind: FileKind::Data,
        size: 5 << 32,
        name: b"name".into(),
        place: b"/some/place".into(),
        done: 77,
        mark: u64::MAX,
    }
}

#[test]
fn a_file_goes_on_where_the_disk_is_known_to_end() {
    let mut file = transfer(Direction::Incoming, 1);
    for (done, on_disk, start) in [
        (0, 1000, Start::FromBeginning),
        (1000, 0, Start::FromBeginning),
        (1000, 500, Start::At(500)),
        (1000, 5000, Start::At(1000)),
        ((5 << 32) - 1, u64::MAX, Start::At((5 << 32) - 1)),
        (5 << 32, 5 << 32, Start::At((5 << 32) - 1)),
    ] {
        file.done = done;
        assert_eq!(file.start(on_disk), start);
    }
}

#[test]
fn only_the_same_file_of_the_same_friend_goes_on() {
    let mut book = ResumeBook::new();
    book.insert(transfer(Direction::Incoming, 1));
    assert!(book.find_offer(&friend(1), &id(1), 5 << 32).is_some());
    assert!(book.find_offer(&friend(2), &id(1), 5 << 32).is_none());
    assert!(book.find_offer(&friend(1), &id(2), 5 << 32).is_none());
    assert!(book.find_offer(&friend(1), &id(1), 5).is_none());
    assert!(book.get(Direction::Outgoing, &friend(1), &id(1)).is_none());
}

#[test]
fn files_of_unknown_size_are_not_kept_and_replace_what_had_their_id() {
    let mut book = ResumeBook::new();
    book.insert(transfer(Direction::Incoming, 1));
    book.insert(Unfinished { size: UNKNOWN_FILE_SIZE, ..transfer(Direction::Incoming, 1) });
    assert!(book.is_empty());
}

#[test]
fn unsent_files_are_those_that_go_to_the_friend_oldest_first() {
    let mut book = ResumeBook::new();
    for number in [3, 1, 2] {
        let file = transfer(Direction::Outgoing, number);
        book.insert(Unfinished { friend: friend(9), ..file });
        book.insert(transfer(Direction::Incoming, number));
    }
    let ids: Vec<_> = book.unsent(&friend(9)).map(|entry| entry.id).collect();
    assert_eq!(ids, [id(3), id(1), id(2)]);
    assert_eq!(book.remove_friend(&friend(9)).len(), 3);
    assert_eq!(book.len(), 3);
}

#[test]
fn the_number_of_unfinished_files_is_bounded() {
    let mut book = ResumeBook::new();
    for number in 0..=u64::try_from(MAX_UNFINISHED).unwrap() {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&number.to_le_bytes());
        book.insert(Unfinished { id: FileId::from_bytes(bytes), ..transfer(Direction::Incoming, 1) });
    }
    assert_eq!(book.len(), MAX_UNFINISHED);
    assert!(book.get(Direction::Incoming, &friend(1), &id(0)).is_none(), "the oldest went");
    let (read, damaged) = ResumeBook::parse(&book.to_bytes()).unwrap();
    assert_eq!((read, damaged), (book, 0));
}

#[test]
fn bytes_that_are_damaged_cost_the_entries_that_they_are_in() {
    let mut book = ResumeBook::new();
    for number in 1..=3 {
        book.insert(transfer(Direction::Incoming, number));
    }
    let bytes = book.to_bytes();
    for index in 9..bytes.len() {
        let mut broken = bytes.clone();
        broken[index] ^= 0x10;
        let (read, damaged) = ResumeBook::parse(&broken).unwrap();
        assert!(damaged >= 1 && read.iter().all(|entry| book.iter().any(|known| known == entry)), "{index}");
    }
    for len in 0..bytes.len() {
        match ResumeBook::parse(&bytes[..len]) {
            Ok((read, _)) => assert!(len >= 9 && read.len() < 3),
            Err(_) => assert!(len < 9),
        }
    }
    assert_eq!(
        ResumeBook::parse(b"toxfiles\x02"),
        Err(toxcore_wire::ParseError::Invalid(toxcore_wire::Field::Version))
    );
}
