//! Which error is told when there are several reasons for one.

use std::ptr;

use toxcore_ffi::types::*;
use toxcore_ffi::*;

use crate::support::{Heard, Pair, UNTOUCHED, User, code};

/// A friend whom nobody has.
const NOBODY: u32 = 9;
const NULL: *const u8 = ptr::null();
/// As long as nothing may be, and with other lower halves than 0.
const HUGE: usize = 65_536 + 3;

fn add(user: &User, address: *const u8, message: *const u8, length: usize) -> (u32, u32) {
    code(|error: *mut Tox_Err_Friend_Add| unsafe { tox_friend_add(user.tox, address, message, length, error) })
}

fn add_norequest(user: &User, key: *const u8) -> (u32, u32) {
    code(|error: *mut Tox_Err_Friend_Add| unsafe { tox_friend_add_norequest(user.tox, key, error) })
}

/// An address with a sound checksum.
fn address(key: [u8; 32], nospam: [u8; 4]) -> [u8; 38] {
    let mut address = [0; 38];
    address[..32].copy_from_slice(&key);
    address[32..36].copy_from_slice(&nospam);
    for at in 0..36 {
        address[36 + at % 2] ^= address[at];
    }
    address
}

#[test]
fn adding_a_friend() {
    use Tox_Err_Friend_Add as E;
    let pair = Pair::strangers();
    let user = &pair.alice;
    let refused = |why: E| (u32::MAX, why as u32);
    let text = vec![b'x'; HUGE];
    let text = text.as_ptr();
    let good = address([5; 32], [1, 2, 3, 4]);
    let mut wrong_sum = good;
    wrong_sum[37] ^= 1;
    let no_key = address([0x80; 32], [0; 4]);
    let own = user.address();
    assert_eq!(add(user, NULL, text, 1), refused(E::Null));
    assert_eq!(add(user, good.as_ptr(), NULL, 0), refused(E::Null));
    assert_eq!(add(user, wrong_sum.as_ptr(), NULL, HUGE), refused(E::Null));
    for length in [922, 1016, HUGE, usize::MAX] {
        assert_eq!(add(user, wrong_sum.as_ptr(), text, length), refused(E::TooLong));
    }
    for bad in [wrong_sum, no_key] {
        assert_eq!(add(user, bad.as_ptr(), text, 0), refused(E::BadChecksum));
    }
    assert_eq!(add(user, own.as_ptr(), text, 0), refused(E::NoMessage));
    assert_eq!(add(user, own.as_ptr(), text, 1), refused(E::OwnKey));
    assert_eq!(add(user, good.as_ptr(), text, 921), (0, 0));
    assert_eq!(add(user, good.as_ptr(), text, 1), refused(E::AlreadySent));
    let other = address([5; 32], [1, 2, 3, 5]);
    assert_eq!(add(user, other.as_ptr(), text, 1), refused(E::SetNewNospam));
    assert_eq!(add(user, other.as_ptr(), text, 1), refused(E::AlreadySent));

    assert_eq!(add_norequest(user, NULL), refused(E::Null));
    assert_eq!(add_norequest(user, [0x80; 32].as_ptr()), refused(E::BadChecksum));
    assert_eq!(add_norequest(user, user.key().as_ptr()), refused(E::OwnKey));
    assert_eq!(add_norequest(user, [5; 32].as_ptr()), refused(E::AlreadySent));
    assert_eq!(add_norequest(user, [0; 32].as_ptr()), (1, 0), "nobody has this key, but it may be added");
    // Nobody needs the error.
    assert_eq!(unsafe { tox_friend_add(user.tox, NULL, NULL, 0, ptr::null_mut()) }, u32::MAX);
}

#[test]
fn asking_about_nobody() {
    use Tox_Err_Friend_Query as Q;
    let pair = Pair::strangers();
    let tox = pair.alice.tox;
    let null = ptr::null_mut::<u8>();
    let mut room = [0; 32];
    let place = room.as_mut_ptr();
    let deleted = code(|error: *mut Tox_Err_Friend_Delete| unsafe { tox_friend_delete(tox, NOBODY, error) });
    assert_eq!(deleted, (false, Tox_Err_Friend_Delete::FriendNotFound as u32));
    let found =
        |key| code(|error: *mut Tox_Err_Friend_By_Public_Key| unsafe { tox_friend_by_public_key(tox, key, error) });
    assert_eq!(found(NULL), (u32::MAX, Tox_Err_Friend_By_Public_Key::Null as u32));
    assert_eq!(found([1; 32].as_ptr()), (u32::MAX, Tox_Err_Friend_By_Public_Key::NotFound as u32));
    let key = |place| {
        code(|error: *mut Tox_Err_Friend_Get_Public_Key| unsafe {
            tox_friend_get_public_key(tox, NOBODY, place, error)
        })
    };
    assert_eq!(key(null), (false, UNTOUCHED));
    assert_eq!(key(place), (false, Tox_Err_Friend_Get_Public_Key::FriendNotFound as u32));
    let seen =
        code(|error: *mut Tox_Err_Friend_Get_Last_Online| unsafe { tox_friend_get_last_online(tox, NOBODY, error) });
    assert_eq!(seen, (u64::MAX, Tox_Err_Friend_Get_Last_Online::FriendNotFound as u32));
    let nobody = Q::FriendNotFound as u32;
    assert_eq!(code(|e: *mut Q| unsafe { tox_friend_get_name_size(tox, NOBODY, e) }), (usize::MAX, nobody));
    assert_eq!(code(|e: *mut Q| unsafe { tox_friend_get_status_message_size(tox, NOBODY, e) }), (usize::MAX, nobody));
    assert_eq!(code(|e: *mut Q| unsafe { tox_friend_get_name(tox, NOBODY, null, e) }), (false, Q::Null as u32));
    assert_eq!(code(|e: *mut Q| unsafe { tox_friend_get_name(tox, NOBODY, place, e) }), (false, nobody));
    let text = |place| code(|e: *mut Q| unsafe { tox_friend_get_status_message(tox, NOBODY, place, e) });
    assert_eq!((text(null), text(place)), ((false, Q::Null as u32), (false, nobody)));
    assert_eq!(code(|e: *mut Q| unsafe { tox_friend_get_status(tox, NOBODY, e) }), (0, nobody));
    assert_eq!(code(|e: *mut Q| unsafe { tox_friend_get_connection_status(tox, NOBODY, e) }), (0, nobody));
    assert_eq!(code(|e: *mut Q| unsafe { tox_friend_get_typing(tox, NOBODY, e) }), (false, nobody));
    let typing = code(|error: *mut Tox_Err_Set_Typing| unsafe { tox_self_set_typing(tox, NOBODY, true, error) });
    assert_eq!(typing, (false, Tox_Err_Set_Typing::FriendNotFound as u32));
    assert_eq!(room, [0; 32]);
}

fn send(user: &User, friend: u32, kind: u32, text: *const u8, length: usize) -> (u32, u32) {
    code(|error: *mut Tox_Err_Friend_Send_Message| unsafe {
        tox_friend_send_message(user.tox, friend, kind, text, length, error)
    })
}

#[test]
fn sending_messages() {
    use Tox_Err_Friend_Send_Message as E;
    let pair = Pair::online();
    let user = &pair.alice;
    assert_eq!(add_norequest(user, [1; 32].as_ptr()), (1, 0));
    let text = vec![b'm'; HUGE];
    let text = text.as_ptr();
    let refused = |why: E| (0, why as u32);
    assert_eq!(send(user, NOBODY, 9, NULL, 0), refused(E::Null));
    assert_eq!(send(user, NOBODY, 9, text, 0), refused(E::Empty));
    assert_eq!(send(user, 0, 2, text, 1), refused(E::Null), "no such kind of message");
    assert_eq!(send(user, 0, u32::MAX, text, 1), refused(E::Null));
    assert_eq!(send(user, NOBODY, 0, text, 1373), refused(E::FriendNotFound));
    for length in [1373, HUGE, usize::MAX] {
        assert_eq!(send(user, 1, 0, text, length), refused(E::TooLong));
    }
    assert_eq!(send(user, 1, 0, text, 1372), refused(E::FriendNotConnected));
    assert_eq!(send(user, 0, 0, text, 1372), (1, 0));
    assert_eq!(send(user, 0, 1, text, 1), (2, 0));
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::Receipt(0, 2)));
    let messages = [Heard::Message(0, 0, vec![b'm'; 1372]), Heard::Message(0, 1, vec![b'm'])];
    assert_eq!(pair.bob.heard_where(|heard| matches!(heard, Heard::Message(..))), messages);
    let receipts = [Heard::Receipt(0, 1), Heard::Receipt(0, 2)];
    assert_eq!(pair.alice.heard_where(|heard| matches!(heard, Heard::Receipt(..))), receipts);
}

#[test]
fn sending_packets() {
    use Tox_Err_Friend_Custom_Packet as E;
    let pair = Pair::online();
    let user = &pair.alice;
    assert_eq!(add_norequest(user, [1; 32].as_ptr()), (1, 0));
    let packet = |first: u8| {
        let mut packet = vec![7; HUGE];
        packet[0] = first;
        packet
    };
    let lossy = |friend, packet: *const u8, length| {
        code(|error: *mut E| unsafe { tox_friend_send_lossy_packet(user.tox, friend, packet, length, error) })
    };
    let lossless = |friend, packet: *const u8, length| {
        code(|error: *mut E| unsafe { tox_friend_send_lossless_packet(user.tox, friend, packet, length, error) })
    };
    let refused = |why: E| (false, why as u32);
    let [low, high, good_lossy, good_lossless] = [191, 255, 200, 160].map(packet);
    for [null, empty] in [
        [lossy(NOBODY, NULL, 0), lossy(NOBODY, low.as_ptr(), 0)],
        [lossless(NOBODY, NULL, 0), lossless(NOBODY, high.as_ptr(), 0)],
    ] {
        assert_eq!((null, empty), (refused(E::Null), refused(E::Empty)));
    }
    // The order of the errors is not that of the other function.
    for bad in [&low, &high] {
        assert_eq!(lossy(NOBODY, bad.as_ptr(), HUGE), refused(E::Invalid));
    }
    assert_eq!(lossy(NOBODY, good_lossy.as_ptr(), HUGE), refused(E::FriendNotFound));
    assert_eq!(lossless(NOBODY, high.as_ptr(), HUGE), refused(E::FriendNotFound));
    for length in [1374, HUGE, usize::MAX] {
        assert_eq!(lossy(1, good_lossy.as_ptr(), length), refused(E::TooLong));
        assert_eq!(lossless(1, high.as_ptr(), length), refused(E::TooLong));
    }
    for bad in [159, 192, 68, 70].map(packet) {
        assert_eq!(lossless(1, bad.as_ptr(), 1), refused(E::Invalid));
    }
    assert_eq!(lossy(1, good_lossy.as_ptr(), 1373), refused(E::FriendNotConnected));
    assert_eq!(lossless(1, good_lossless.as_ptr(), 1373), refused(E::FriendNotConnected));
    for first in [160, 191, 69] {
        assert_eq!(lossless(0, packet(first).as_ptr(), 1373), (true, 0));
    }
    for first in [192, 199, 200, 254] {
        assert_eq!(lossy(0, packet(first).as_ptr(), 1373), (true, 0));
    }
    pair.until(|pair| pair.bob.heard().len() >= 4);
    pair.run(100);
    let got = |first: u8| packet(first)[..1373].to_vec();
    let lossless_ones = pair.bob.heard_where(|heard| matches!(heard, Heard::Lossless(..)));
    assert_eq!(lossless_ones, [160, 191].map(|first| Heard::Lossless(0, got(first))));
    let lossy_ones = pair.bob.heard_where(|heard| matches!(heard, Heard::Lossy(..)));
    assert_eq!(lossy_ones, [200, 254].map(|first| Heard::Lossy(0, got(first))));
}

#[test]
fn controlling_files() {
    use Tox_Err_File_Control as E;
    let pair = Pair::online();
    let user = &pair.alice;
    assert_eq!(add_norequest(user, [1; 32].as_ptr()), (1, 0));
    let refused = |why: E| (false, why as u32);
    for control in [0, 1, 2, 3, u32::MAX] {
        assert_eq!(user.control(NOBODY, 0, control), refused(E::FriendNotFound));
        assert_eq!(user.control(1, 0, control), refused(E::FriendNotConnected));
        for number in [0, 255, 256, 65_535, 65_536, 0x100_0000, 0x101_0000, u32::MAX] {
            assert_eq!(user.control(0, number, control), refused(E::NotFound), "{number} {control}");
        }
    }
    let outgoing = user.offer(0, 1_000_000_000, b"name");
    assert_eq!(outgoing, 0);
    assert_eq!(user.control(0, outgoing, 3), refused(E::Denied), "no such control");
    assert_eq!(user.control(0, outgoing, 1), refused(E::AlreadyPaused), "not accepted");
    assert_eq!(user.control(0, outgoing, 0), refused(E::Denied), "only the friend accepts it");
    pair.until(|pair| pair.bob.saw(|heard| matches!(heard, Heard::Offer(..))));
    let incoming = 0x1_0000;
    assert_eq!(pair.bob.control(0, incoming, 1), refused(E::AlreadyPaused), "not accepted");
    assert_eq!(pair.bob.control(0, incoming, 0), (true, 0));
    assert_eq!(pair.bob.control(0, incoming, 0), refused(E::NotPaused));
    assert_eq!(pair.bob.control(0, incoming, 1), (true, 0));
    assert_eq!(pair.bob.control(0, incoming, 1), refused(E::AlreadyPaused));
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::Control(0, 0, 1)));
    assert_eq!(user.control(0, outgoing, 0), refused(E::Denied), "the friend pauses");
    assert_eq!(user.control(0, outgoing, 1), (true, 0));
    assert_eq!(user.control(0, outgoing, 0), (true, 0));
    // The low half of the number of an incoming file means nothing.
    assert_eq!(pair.bob.control(0, incoming + 77, 2), (true, 0));
    assert_eq!(pair.bob.control(0, incoming, 2), refused(E::NotFound));
}

#[test]
fn seeking() {
    use Tox_Err_File_Seek as E;
    let pair = Pair::online();
    let (user, bob) = (&pair.alice, &pair.bob);
    assert_eq!(add_norequest(bob, [1; 32].as_ptr()), (1, 0));
    let seek = |user: &User, friend, number, position| {
        code(|error: *mut E| unsafe { tox_file_seek(user.tox, friend, number, position, error) })
    };
    let refused = |why: E| (false, why as u32);
    assert_eq!(seek(bob, NOBODY, 0, 0), refused(E::FriendNotFound));
    assert_eq!(seek(bob, 1, 0, 0), refused(E::FriendNotConnected));
    for ours in [0, 255, 256, 65_535] {
        assert_eq!(seek(bob, 0, ours, 0), refused(E::Denied));
    }
    for free in [0x1_0000, 0x100_0000, 0x101_0000, u32::MAX] {
        assert_eq!(seek(bob, 0, free, 0), refused(E::NotFound));
    }
    user.offer(0, 5, b"");
    pair.until(|pair| pair.bob.saw(|heard| *heard == Heard::Offer(0, 0x1_0000, 0, 5, None)));
    assert_eq!(seek(bob, 0, 0x1_0000, 5), refused(E::InvalidPosition));
    assert_eq!(seek(bob, 0, 0x1_0000, u64::MAX), refused(E::InvalidPosition));
    assert_eq!(seek(bob, 0, 0x1_0000, 4), (true, 0));
    assert_eq!(seek(bob, 0, 0x1_0000, 2), (true, 0), "as often as one likes");
    assert_eq!(bob.control(0, 0x1_0000, 0), (true, 0));
    assert_eq!(seek(bob, 0, 0x1_0000, 2), refused(E::Denied), "accepted");
    assert_eq!(seek(bob, 0, 0x1_0000, 5), refused(E::Denied));
}

#[test]
fn offering_and_finding_files() {
    use Tox_Err_File_Send as E;
    let pair = Pair::online();
    let user = &pair.alice;
    assert_eq!(add_norequest(user, [1; 32].as_ptr()), (1, 0));
    let name = vec![b'n'; HUGE];
    let name = name.as_ptr();
    let offer = |friend, id, name, length| {
        code(|error: *mut E| unsafe { tox_file_send(user.tox, friend, 11, 7, id, name, length, error) })
    };
    let refused = |why: E| (u32::MAX, why as u32);
    assert_eq!(offer(NOBODY, NULL, NULL, 1), refused(E::Null));
    assert_eq!(offer(NOBODY, NULL, name, 256), refused(E::FriendNotFound));
    for length in [256, HUGE, usize::MAX] {
        assert_eq!(offer(1, NULL, name, length), refused(E::NameTooLong));
    }
    assert_eq!(offer(1, NULL, NULL, 0), refused(E::FriendNotConnected));
    for slot in 0..256 {
        assert_eq!(offer(0, [slot as u8; 32].as_ptr(), name, 255), (slot, 0));
    }
    assert_eq!(offer(0, NULL, name, 256), refused(E::NameTooLong));
    assert_eq!(offer(0, NULL, name, 255), refused(E::TooMany));

    let by_id =
        |friend, id| code(|error: *mut Tox_Err_File_By_Id| unsafe { tox_file_by_id(user.tox, friend, id, error) });
    let not_found = Tox_Err_File_By_Id::NotFound as u32;
    assert_eq!(by_id(NOBODY, NULL), (u32::MAX, Tox_Err_File_By_Id::Null as u32));
    assert_eq!(by_id(NOBODY, [1; 32].as_ptr()), (u32::MAX, Tox_Err_File_By_Id::FriendNotFound as u32));
    assert_eq!(by_id(1, [1; 32].as_ptr()), (u32::MAX, not_found), "offline");
    assert_eq!(by_id(0, [200; 32].as_ptr()), (200, 0));
    let mut room = [0; 32];
    let place = room.as_mut_ptr();
    let id_of = |friend, number, place| {
        code(|error: *mut Tox_Err_File_Get| unsafe { tox_file_get_file_id(user.tox, friend, number, place, error) })
    };
    assert_eq!(id_of(NOBODY, 0, ptr::null_mut()), (false, Tox_Err_File_Get::Null as u32));
    assert_eq!(id_of(NOBODY, 0, place), (false, Tox_Err_File_Get::FriendNotFound as u32));
    for (friend, number) in [(1, 0), (0, 256), (0, 0x1_0000), (0, u32::MAX)] {
        assert_eq!(id_of(friend, number, place), (false, Tox_Err_File_Get::NotFound as u32));
    }
    assert_eq!(id_of(0, 77, place), (true, 0));
    assert_eq!(room, [77; 32]);
    pair.until(|pair| pair.bob.heard_where(|heard| matches!(heard, Heard::Offer(..))).len() == 256);
    let last = Heard::Offer(0, 0x100_0000, 11, 7, Some(vec![b'n'; 255]));
    assert_eq!(pair.bob.heard().last(), Some(&last));
}

#[test]
fn sending_chunks() {
    use Tox_Err_File_Send_Chunk as E;
    let pair = Pair::online();
    let user = &pair.alice;
    assert_eq!(add_norequest(user, [1; 32].as_ptr()), (1, 0));
    let data = vec![1; HUGE];
    let data = data.as_ptr();
    let send = |friend, number, position, data, length| {
        code(|error: *mut E| unsafe { tox_file_send_chunk(user.tox, friend, number, position, data, length, error) })
    };
    let refused = |why: E| (false, why as u32);
    assert_eq!(send(0, 0, 0, NULL, 1), refused(E::Null));
    assert_eq!(send(NOBODY, 256, 9, data, HUGE), refused(E::FriendNotFound));
    assert_eq!(send(1, 256, 9, data, HUGE), refused(E::FriendNotConnected));
    for never_ours in [256, 65_535, 0x1_0000, u32::MAX] {
        assert_eq!(send(0, never_ours, 9, data, HUGE), refused(E::NotFound));
    }
    assert_eq!(send(0, 0, 9, data, HUGE), refused(E::NotTransferring), "no such file");
    user.offer(0, 3000, b"name");
    assert_eq!(send(0, 0, 9, data, HUGE), refused(E::NotTransferring), "not accepted");
    pair.until(|pair| pair.bob.saw(|heard| matches!(heard, Heard::Offer(..))));
    assert_eq!(pair.bob.control(0, 0x1_0000, 0), (true, 0));
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::ChunkRequest(0, 0, 2742, 258)));
    for length in [0, 1, 1370, 1372, 3000, HUGE, usize::MAX] {
        assert_eq!(send(0, 0, 9, data, length), refused(E::InvalidLength));
    }
    for position in [9, 1371, u64::MAX] {
        assert_eq!(send(0, 0, position, data, 1371), refused(E::WrongPosition));
    }
    assert_eq!(send(0, 0, 0, data, 1371), (true, 0));
    assert_eq!(send(0, 0, 0, data, 1371), refused(E::WrongPosition), "already sent");
    assert_eq!(send(0, 0, 1371, data, 1371), (true, 0));
    assert_eq!(send(0, 0, 2742, data, 1371), refused(E::InvalidLength), "beyond the end");
    assert_eq!(send(0, 0, 2742, data, 258), (true, 0));
    assert_eq!(send(0, 0, 3000, data, 0), refused(E::NotTransferring), "all was sent");
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::ChunkRequest(0, 0, 3000, 0)));
}
