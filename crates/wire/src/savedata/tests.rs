use toxcore_crypto::KeyPair;

use super::*;
use crate::Encode;
use crate::group::{ChatId, GroupPassword, ShortBytes};
use crate::testing::{counting, key_pair, vector_nodes};

/// Where the first section begins.
const FIRST: usize = FILE_HEADER_LEN;

fn empty() -> Savedata {
    Savedata::new(NoSpam::from_bytes([1, 2, 3, 4]), KeyPair::from_secret_bytes(counting(0x10)))
}

fn confirmed(start: u8) -> SavedFriend {
    let profile = FriendProfile {
        name: b"Bob".to_vec(),
        status_message: b"here".to_vec(),
        status: UserStatus::Busy,
        last_seen_unix_seconds: 1_700_000_000,
    };
    SavedFriend { key: key_pair(start).public, state: FriendState::Confirmed(profile) }
}

fn requested(start: u8) -> SavedFriend {
    let request = PendingRequest { no_spam: NoSpam::from_u32(9), message: b"let me in".to_vec() };
    SavedFriend { key: key_pair(start).public, state: FriendState::Requested(request) }
}

/// Something in every section.
fn full() -> Savedata {
    let nodes: Vec<NodeInfo> = vector_nodes().into_iter().collect();
    let peer = SavedConferencePeer {
        key: key_pair(0x30).public,
        dht_key: key_pair(0x50).public,
        peer_number: 7,
        last_active_seconds: 1_700_000_000,
        name: b"Carol".to_vec(),
    };
    Savedata {
        dht_nodes: nodes.clone(),
        friends: vec![confirmed(0x20), requested(0x21)],
        name: b"Alice".to_vec(),
        status_message: b"reading".to_vec(),
        status: UserStatus::Away,
        groups: Some(vec![0x91, 0x97]),
        relays: nodes.iter().map(|node| RelayInfo { addr: node.addr, key: node.key }).collect(),
        path_nodes: nodes,
        conferences: vec![SavedConference {
            kind: 1,
            id: counting(0x70),
            message_number: 65_537,
            lossy_message_number: 8_192,
            own_peer_number: 1,
            title: b"title".to_vec(),
            peers: vec![peer],
        }],
        joins: vec![SavedJoin {
            chat_id: ChatId::from_bytes([7; 32]),
            status: UserStatus::Away,
            nick: ShortBytes::new(b"Al").unwrap(),
            password: GroupPassword::NONE,
            inviter: None,
        }],
        ..empty()
    }
}

fn section(kind: u16, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    section::put_header(SectionKind(kind), section::FILE_COOKIE, content.len(), &mut bytes);
    bytes.extend_from_slice(content);
    bytes
}

/// A file of these sections, with sound keys first.
fn file(sections: &[Vec<u8>]) -> Vec<u8> {
    let keys = empty().to_vec()[..FIRST + 8 + 68].to_vec();
    [keys, sections.concat()].concat()
}

/// The sections of a file with header, as bytes.
fn split(file: &[u8]) -> Vec<Vec<u8>> {
    let mut left = &file[FIRST..];
    let mut sections = Vec::new();
    while !left.is_empty() {
        let len = 8 + usize::try_from(u32::from_le_bytes(left[..4].try_into().unwrap())).unwrap();
        let end = left[4] == 255;
        sections.push(left[..len].to_vec());
        left = if end { &[] } else { &left[len..] };
    }
    sections
}

fn load(file: &[u8]) -> (Savedata, LoadReport) {
    Savedata::load(file).unwrap()
}

fn defects(report: &LoadReport) -> Vec<Defect> {
    report.findings().iter().map(|finding| finding.defect).collect()
}

#[test]
fn a_profile_comes_back_as_it_was() {
    for savedata in [empty(), full()] {
        let file = savedata.to_vec();
        let (loaded, report) = load(&file);
        assert_eq!(report, LoadReport::default());
        assert_eq!(loaded.to_vec(), file);
        assert_eq!(loaded.friends, savedata.friends);
        assert_eq!(loaded.conferences, savedata.conferences);
        assert_eq!(loaded.joins, savedata.joins);
    }
}

#[test]
fn an_empty_profile_has_the_sections_and_the_room_of_the_reference() {
    let file = empty().to_vec();
    assert_eq!(file.len(), 985);
    let kinds: Vec<u8> = split(&file).iter().map(|section| section[4]).collect();
    assert_eq!(kinds, [1, 2, 3, 4, 5, 6, 10, 11, 20, 255]);
    assert_eq!(file[..FIRST], [0, 0, 0, 0, 0x1f, 0x1b, 0xed, 0x15]);
    assert_eq!(file[84..84 + 20], [12, 0, 0, 0, 2, 0, 0xce, 1, 0x0d, 0, 0x59, 1, 0, 0, 0, 0, 4, 0, 0xce, 0x11]);
}

#[test]
fn the_length_of_a_file_does_not_depend_on_relays_and_path_nodes() {
    let mut savedata = full();
    let len = savedata.encoded_len();
    savedata.relays.clear();
    savedata.path_nodes.truncate(1);
    assert_eq!(savedata.encoded_len(), len);
    savedata.path_nodes = vec![savedata.dht_nodes[0]; 30];
    assert_eq!(savedata.to_vec().len(), len, "no more than eight are written");
}

#[test]
fn what_is_no_save_file_or_has_no_sound_keys_is_an_error_and_no_empty_profile() {
    let sound = empty().to_vec();
    let without_keys = [&sound[..FIRST], &sound[FIRST + 76..]].concat();
    let change = |at: usize, byte: u8| {
        let mut file = sound.clone();
        file[at] ^= byte;
        file
    };
    let cases = [
        (Vec::new(), LoadError::NotSavedata),
        (sound[..7].to_vec(), LoadError::NotSavedata),
        (change(0, 1), LoadError::NotSavedata),
        (change(4, 1), LoadError::NotSavedata),
        ([b"toxEsave".as_slice(), &[0; 80]].concat(), LoadError::Encrypted),
        (sound[..FIRST].to_vec(), LoadError::NoKeys),
        (without_keys, LoadError::NoKeys),
        (change(FIRST + 6, 1), LoadError::NoKeys),
        (vec![0; 1_000], LoadError::NotSavedata),
        (change(FIRST, 1), LoadError::DamagedKeys),
        (change(FIRST + 8 + 4, 1), LoadError::DamagedKeys),
        (change(FIRST + 8 + 40, 8), LoadError::DamagedKeys),
        (sound[..FIRST + 8 + 67].to_vec(), LoadError::DamagedKeys),
        ([file(&[section(1, &[0; 68])]), section(255, &[])].concat(), LoadError::DamagedKeys),
    ];
    for (number, (file, error)) in cases.into_iter().enumerate() {
        assert_eq!(Savedata::load(&file).map(|_| ()), Err(error), "case {number}");
    }
}

#[test]
fn a_file_cut_anywhere_is_an_error_or_a_report_and_keeps_the_whole_entries_before() {
    let sound = full();
    let file = sound.to_vec();
    let end = file.len() - sound_spare(&file);
    let friends = 84 + 8 + 12 + 39 + 51 + 8;
    for len in 0..file.len() {
        match Savedata::load(&file[..len]) {
            Err(_) => assert!(len < FIRST + 8 + 68, "{len}"),
            Ok((loaded, report)) => {
                assert!(len >= FIRST + 8 + 68);
                assert_eq!(report.is_damaged(), len < end, "{len}: {report}");
                let whole = len.saturating_sub(friends) / SavedFriend::LEN;
                assert_eq!(loaded.friends[..], sound.friends[..whole.min(2)], "{len}");
            }
        }
    }
}

/// Number of zeros behind the end section.
fn sound_spare(file: &[u8]) -> usize {
    file.len() - FIRST - split(file).concat().len()
}

#[test]
fn sections_in_any_order_are_the_same_profile() {
    let sound = full().to_vec();
    let mut sections = split(&sound);
    let end = sections.pop().unwrap();
    for _ in 0..sections.len() {
        sections.rotate_left(1);
        let mut reversed = sections.clone();
        reversed.reverse();
        for order in [&sections, &reversed] {
            let file = [&sound[..FIRST], &order.concat(), &end].concat();
            let (loaded, report) = load(&file);
            assert_eq!(report, LoadReport::default());
            assert_eq!(loaded.to_vec(), sound);
        }
    }
}

#[test]
fn a_repeated_section_is_reported_and_the_last_wins_but_no_friend_is_lost() {
    let sound = full().to_vec();
    let sections = split(&sound);
    for again in &sections[..sections.len() - 1] {
        let (loaded, report) = load(&[&sound[..FIRST], again, &sound[FIRST..]].concat());
        assert_eq!(report.findings()[0].defect, Defect::Repeated);
        assert_eq!(loaded.to_vec(), sound, "section {}", again[4]);
    }
    let [one, two] = [confirmed(0x20), requested(0x40)].map(|friend| section(3, &friend.to_vec()));
    let (loaded, report) = load(&file(&[one, section(4, b"old"), two, section(4, b"new"), section(255, &[])]));
    assert_eq!(defects(&report), [Defect::Repeated; 2]);
    assert_eq!(loaded.friends, [confirmed(0x20), requested(0x40)]);
    assert_eq!(loaded.name, b"new");
}

#[test]
fn every_length_field_of_a_section_may_lie() {
    let sound = full().to_vec();
    let mut at = FIRST;
    for section in split(&sound) {
        for lie in [0_u32, 1, 7, 67, 69, 1 << 16, u32::MAX / 2, u32::MAX] {
            let mut file = sound.clone();
            file[at..at + 4].copy_from_slice(&lie.to_le_bytes());
            let honest = usize::try_from(lie).unwrap() == section.len() - 8;
            match Savedata::load(&file) {
                Ok((_, report)) => assert!(honest || report.is_damaged(), "section {} of {lie}", section[4]),
                Err(error) => assert!(section[4] == 1, "section {} of {lie}: {error}", section[4]),
            }
        }
        at += section.len();
    }
}

#[test]
fn unknown_sections_come_back_where_they_were() {
    let sound = full().to_vec();
    let sections = split(&sound);
    let odd = |kind| section(kind, &kind.to_be_bytes());
    let mut with_odd = sound[..FIRST].to_vec();
    with_odd.extend(odd(0));
    with_odd.extend(odd(0xfffe));
    for (known, kind) in sections.iter().zip(300..) {
        with_odd.extend(known);
        if known[4] != 255 {
            with_odd.extend([odd(kind), section(kind, &[])].concat());
        }
    }
    with_odd.extend(vec![0; sound_spare(&sound)]);
    let (loaded, report) = load(&with_odd);
    assert!(!report.is_damaged());
    assert_eq!(report.findings().len(), loaded.unknown().len());
    assert_eq!(loaded.unknown()[1].kind(), SectionKind(0xfffe));
    assert_eq!(loaded.unknown()[1].content(), [0xff, 0xfe]);
    assert_eq!(loaded.to_vec(), with_odd);

    let mut anew = full();
    anew.set_unknown(loaded.unknown().to_vec());
    assert_eq!(anew.to_vec(), with_odd);
    anew.groups = None;
    assert_eq!(load(&anew.to_vec()).0.unknown().len(), loaded.unknown().len(), "also behind a section that is gone");
}

#[test]
fn endless_unknown_sections_are_bounded() {
    let (loaded, report) = load(&file(&vec![section(300, &[]); 1_000]));
    assert_eq!(loaded.unknown().len(), MAX_UNKNOWN_SECTIONS);
    assert_eq!(report.findings().len(), MAX_FINDINGS);
    // All of them, and the missing end.
    assert_eq!(report.more(), 1_000 + 1 - MAX_FINDINGS);
    assert!(report.is_damaged());
}

#[test]
fn content_that_cannot_be_is_ignored_and_reported() {
    let cases = [
        section(2, &[]),
        section(2, &[0x0d, 0, 0x59, 2, 0, 0, 0, 0, 4, 0, 0xce, 0x11]),
        section(4, &[b'x'; 129]),
        section(5, &[b'x'; 1008]),
        section(6, &[]),
        section(6, &[3]),
        section(6, &[1, 1]),
    ];
    for case in cases {
        let (loaded, report) = load(&file(&[case, section(255, &[])]));
        assert_eq!(defects(&report), [Defect::Content]);
        assert_eq!(report.findings()[0].offset, FIRST + 8 + 68);
        assert_eq!(loaded.to_vec(), empty().to_vec());
    }
}

#[test]
fn texts_of_every_length_are_taken() {
    for (kind, max) in [(4, 128), (5, 1007)] {
        for len in 0..=max {
            let (loaded, report) = load(&file(&[section(kind, &vec![b'x'; len]), section(255, &[])]));
            assert_eq!(report, LoadReport::default());
            assert_eq!(loaded.name.len() + loaded.status_message.len(), len);
        }
    }
}

#[test]
fn nothing_counts_behind_the_end_and_what_is_no_section_is_said() {
    let end = section(255, &[]);
    let cases = [
        (vec![end.clone(), section(4, b"late")], vec![Defect::BehindEnd(12)]),
        (vec![end.clone(), vec![0; 5_000]], vec![]),
        (vec![section(255, b"xyz")], vec![Defect::BehindEnd(3)]),
        (vec![], vec![Defect::NoEnd]),
        (vec![vec![0; 7]], vec![Defect::NoSection(7), Defect::NoEnd]),
        (vec![vec![0; 16], section(4, b"lost")], vec![Defect::NoSection(28), Defect::NoEnd]),
    ];
    for (sections, expected) in cases {
        let (loaded, report) = load(&file(&sections));
        assert_eq!(defects(&report), expected);
        assert_eq!(loaded.name, b"");
    }
}

#[test]
fn a_report_reads_as_lines_of_places() {
    let (_, report) = load(&file(&[section(6, &[9]), section(300, &[])]));
    assert_eq!(
        report.to_string(),
        "byte 84, section 6: content ignored\nbyte 93, section 300: unknown section, kept\nbyte 101: no end section\n"
    );
}

#[test]
fn a_file_is_written_into_room_that_is_large_enough() {
    let (saved, file) = (full(), full().to_vec());
    assert_eq!(saved.file_len(), file.len());
    for more in [0, 1, 1_000] {
        let mut written = vec![0xaa; file.len() + more];
        assert!(saved.write_file(file.len() + more, &mut &mut written[..]));
        assert_eq!(written, [file.clone(), vec![0; more]].concat());
    }
    for (len, room) in [(file.len() - 1, file.len()), (file.len(), file.len() - 1), (file.len() + 1, file.len())] {
        let mut written = vec![0xaa; room];
        assert!(!saved.write_file(len, &mut &mut written[..]));
        assert!(written.iter().all(|byte| *byte == 0xaa));
    }
}

#[test]
fn no_content_is_printed() {
    let (mut loaded, _) =
        load(&[full().to_vec()[..FIRST].to_vec(), section(300, b"secret"), full().to_vec()[FIRST..].to_vec()].concat());
    loaded.name = b"Alice".to_vec();
    let printed = format!("{loaded:?}");
    assert!(!printed.contains("Alice") && !printed.contains("115, 101"), "{printed}");
}
