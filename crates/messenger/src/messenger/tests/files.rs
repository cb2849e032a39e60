use toxcore_sansio::Discard;
use toxcore_wire::messenger::FileKind;

use super::*;
use crate::files::{FileControl, FileEvent, FileEventKind, FileSendError, NewFile};

const FILE: NewFile<'_> = NewFile { kind: FileKind::Data, size: 3, id: None, name: b"name" };

fn kinds(messenger: &mut Messenger) -> Vec<FileEventKind> {
    let files = outputs(messenger).into_iter().filter_map(|output| match output {
        Output::File(FileEvent { friend: ALICE, kind, .. }) => Some(kind),
        _ => None,
    });
    files.collect()
}

#[test]
fn a_file_goes_out_and_is_confirmed() {
    let (mut messenger, mut links) = online();
    let file = messenger.send_file(&mut links, ALICE, FILE).unwrap();
    assert_eq!(messenger.files().transfers(ALICE), [file]);
    messenger.handle_data(NOW, &mut links, ALICE, &[0x51, 1, 0, 0]).unwrap();
    let expected = [FileEventKind::Accepted { position: 0 }, FileEventKind::ChunkRequested { position: 0, length: 3 }];
    assert_eq!(kinds(&mut messenger), expected);
    messenger.send_file_chunk(&mut links, ALICE, file, 0, b"abc").unwrap();
    assert_eq!(
        links.packets.back().map(|(_, class, packet)| (*class, &packet[..])),
        Some((SendClass::Bulk, &b"\x52\0abc"[..]))
    );
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, u64::MAX);
    assert_eq!(kinds(&mut messenger), []);
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Bulk, 1);
    assert_eq!(kinds(&mut messenger), [FileEventKind::Sent { position: 3 }]);
}

#[test]
fn a_file_comes_in_and_breaks_before_the_friend_is_offline() {
    let (mut messenger, mut links) = online();
    let offer = [&[0x50, 0][..], &[0; 11], &[5], &[7; 32], b"name"].concat();
    messenger.handle_data(NOW, &mut links, ALICE, &offer).unwrap();
    let Some(Output::File(FileEvent { file, .. })) = messenger.poll_output() else { panic!("no offer") };
    messenger.control_file(&mut links, ALICE, file, FileControl::Resume).unwrap();
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, b"\x52\x00abc"), Ok(()));
    // Less than a whole chunk is the end, wherever it comes.
    let expected = [
        FileEventKind::ChunkReceived { position: 0, data: 2..5 },
        FileEventKind::Received { position: 3, whole: false },
    ];
    assert_eq!(kinds(&mut messenger), expected);
    messenger.handle_data(NOW, &mut links, ALICE, &offer).unwrap();
    outputs(&mut messenger);
    messenger.disconnected(NOW, ALICE);
    let told = outputs(&mut messenger);
    assert!(matches!(told[0], Output::File(FileEvent { kind: FileEventKind::Broken, .. })));
    assert_eq!(told[1..], [connection(None)]);
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &offer), Err(Discard::Forbidden));
}

#[test]
fn files_need_a_friend_who_is_there() {
    let (mut messenger, mut links) = online();
    let nobody = FriendId { index: 7, generation: 0 };
    assert_eq!(messenger.send_file(&mut links, nobody, FILE), Err(FileSendError::FriendNotFound));
    assert_eq!(messenger.send_file(&mut links, BOB, FILE), Err(FileSendError::FriendNotConnected));
    messenger.send_file(&mut links, ALICE, FILE).unwrap();
    messenger.remove_friend(&mut links, ALICE);
    assert_eq!(outputs(&mut messenger), [], "the application removed the friend itself");
    assert_eq!(messenger.send_file(&mut links, ALICE, FILE), Err(FileSendError::FriendNotFound));
}
