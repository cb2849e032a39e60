//! Seeds of the packets between friends.

use toxcore_wire::Encode;
use toxcore_wire::friend::UserStatus;
use toxcore_wire::messenger::{
    FileControl, FileControlKind, FileData, FileId, FileKind, FileSendRequest, FileSide, MAX_FILE_CHUNK_LEN, Message,
    MessageKind, Nickname, Offline, Online, StatusMessage, Typing, UNKNOWN_FILE_SIZE, UserStatusChange,
};

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    let control = |side, control| FileControl { side, file_number: 0, control }.to_vec();
    let file_id = FileId::from_bytes([0xf1; FileId::LEN]);
    let file = FileSendRequest { file_number: 0, kind: FileKind::Data, size: 3000, file_id, name: b"notes.txt" };
    let stream = FileSendRequest { file_number: 255, kind: FileKind::Other(11), size: UNKNOWN_FILE_SIZE, ..file };
    let seeds = [
        ("online", Online.to_vec()),
        ("offline", Offline.to_vec()),
        ("name", Nickname { name: b"alice" }.to_vec()),
        ("empty_name", Nickname { name: b"" }.to_vec()),
        ("longest_name", Nickname { name: &[b'a'; 128] }.to_vec()),
        ("status_message", StatusMessage { text: b"out for lunch" }.to_vec()),
        ("user_status", UserStatusChange { status: UserStatus::Away }.to_vec()),
        ("typing", Typing { typing: true }.to_vec()),
        ("message", Message { kind: MessageKind::Normal, text: b"hi" }.to_vec()),
        ("action", Message { kind: MessageKind::Action, text: "winkt ♥".as_bytes() }.to_vec()),
        ("empty_message", vec![MessageKind::Normal.id()]),
        ("calls", vec![0x45, 1, 1, 2, 0]),
        ("file", file.to_vec()),
        ("stream", stream.to_vec()),
        ("accept", control(FileSide::Receiver, FileControlKind::Accept)),
        ("pause", control(FileSide::Sender, FileControlKind::Pause)),
        ("kill", control(FileSide::Sender, FileControlKind::Kill)),
        ("seek", control(FileSide::Receiver, FileControlKind::Seek(1_000_000))),
        ("data", FileData { file_number: 0, data: b"data" }.to_vec()),
        ("longest_data", FileData { file_number: 0, data: &[0xda; MAX_FILE_CHUNK_LEN] }.to_vec()),
        ("end_of_data", FileData { file_number: 0, data: b"" }.to_vec()),
        ("custom_lossless", vec![160, 1, 2, 3]),
        ("custom_lossy", vec![254]),
        ("conference", vec![0x63, 0, 0, 0, 0, 0, 0, 0, 1, 0x40, b'x']),
    ];
    seeds.into_iter().map(|(name, bytes)| ("wire_messenger", name, bytes)).collect()
}
