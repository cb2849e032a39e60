use super::*;
use crate::{SendCustomPacketError, SendMessageError};

#[test]
fn messages_have_ids_from_one_and_receipts_in_order() {
    let (mut messenger, mut links) = online();
    let before = links.counts[0];
    assert_eq!([b"a", b"b", b"c"].map(|text| send(&mut messenger, &mut links, text)), [1, 2, 3]);
    assert_eq!(links.sent(), [b"\x40a", b"\x40b", b"\x40c"]);
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, before);
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Bulk, u64::MAX);
    assert_eq!(outputs(&mut messenger), []);
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, before + 2);
    assert_eq!(outputs(&mut messenger), [delivered(1), delivered(2)]);
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, before + 2);
    assert_eq!(outputs(&mut messenger), []);
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, before + 3);
    assert_eq!(outputs(&mut messenger), [delivered(3)]);
}

#[test]
fn messages_sent_while_a_receipt_is_handled_get_their_own() {
    let (mut messenger, mut links) = online();
    for expected in 1..=5 {
        assert_eq!(send(&mut messenger, &mut links, b"again"), expected);
        let up_to = links.counts[0];
        messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, up_to);
        // Here, with the receipt in hand, the next round sends.
        assert_eq!(messenger.poll_output(), Some(delivered(expected)));
    }
    assert_eq!([send(&mut messenger, &mut links, b"one"), send(&mut messenger, &mut links, b"two")], [6, 7]);
    let up_to = links.counts[0] - 1;
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, up_to);
    assert_eq!(messenger.poll_output(), Some(delivered(6)));
    assert_eq!(send(&mut messenger, &mut links, b"three"), 8);
    assert_eq!(messenger.poll_output(), None);
    let up_to = links.counts[0];
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, up_to);
    assert_eq!(outputs(&mut messenger), [delivered(7), delivered(8)]);
}

#[test]
fn messages_without_receipt_are_reported_when_the_friend_goes() {
    for farewell in [true, false] {
        let (mut messenger, mut links) = online();
        assert_eq!([b"a", b"b", b"c"].map(|text| send(&mut messenger, &mut links, text)), [1, 2, 3]);
        let up_to = links.counts[0] - 2;
        messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, up_to);
        if farewell {
            messenger.handle_data(NOW, &mut links, ALICE, &[0x19]).unwrap();
        } else {
            messenger.disconnected(NOW, ALICE);
        }
        let expected = [delivered(1), undelivered(2), undelivered(3), connection(None)];
        assert_eq!(outputs(&mut messenger), expected);
        let up_to = links.counts[0];
        messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, up_to);
        assert_eq!(outputs(&mut messenger), [], "a late confirmation reports nothing twice");
    }
}

#[test]
fn ids_rise_across_connections() {
    let (mut messenger, mut links) = online();
    assert_eq!(send(&mut messenger, &mut links, b"a"), 1);
    messenger.disconnected(NOW, ALICE);
    links.counts = [0; 2];
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
    messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
    assert_eq!(send(&mut messenger, &mut links, b"b"), 2);
    outputs(&mut messenger);
    let up_to = links.counts[0];
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, up_to);
    assert_eq!(outputs(&mut messenger), [delivered(2)]);
}

#[test]
fn refused_messages_use_up_no_id() {
    let (mut messenger, mut links) = online();
    let mut try_send = |friend, text: &[u8], links: &mut Recorder| {
        messenger.send_message(NOW, links, friend, MessageKind::Normal, text).map(MessageId::get)
    };
    let nobody = FriendId { index: 7, generation: 0 };
    assert_eq!(try_send(nobody, b"", &mut links), Err(SendMessageError::Empty));
    assert_eq!(try_send(nobody, &[0; 2000], &mut links), Err(SendMessageError::FriendNotFound));
    assert_eq!(try_send(BOB, &[0; 1373], &mut links), Err(SendMessageError::TooLong(1373)));
    assert_eq!(try_send(BOB, b"hi", &mut links), Err(SendMessageError::FriendNotConnected));
    links.room[0] = 0;
    assert_eq!(try_send(ALICE, b"hi", &mut links), Err(SendMessageError::QueueFull));
    links.room[0] = 1;
    assert_eq!(try_send(ALICE, &[b'x'; 1372], &mut links), Ok(1));
    assert_eq!(
        links.packets.back().map(|(_, class, packet)| (*class, packet.len())),
        Some((SendClass::Priority, 1373))
    );
}

#[test]
fn who_was_refused_is_told_when_there_is_room() {
    let (mut messenger, mut links) = online();
    assert_eq!(send(&mut messenger, &mut links, b"a"), 1);
    links.room = [0; 2];
    assert!(messenger.send_message(NOW, &mut links, ALICE, MessageKind::Normal, b"b").is_err());
    assert_eq!(messenger.send_custom_lossless(&mut links, ALICE, &[160]), Err(SendCustomPacketError::QueueFull));
    let up_to = links.counts[0];
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, up_to - 1);
    assert_eq!(outputs(&mut messenger), [], "no room yet");
    links.room = [5; 2];
    messenger.delivered(NOW, &mut links, ALICE, SendClass::Priority, up_to);
    assert_eq!(outputs(&mut messenger), [delivered(1), Output::Writable { friend: ALICE }]);
    messenger.writable(&mut links, ALICE);
    assert_eq!(outputs(&mut messenger), [], "nobody waits");
}

#[test]
fn actions_and_messages_arrive_as_they_were_meant() {
    let (mut messenger, mut links) = online();
    messenger.send_message(NOW, &mut links, ALICE, MessageKind::Action, b"waves").unwrap();
    assert_eq!(links.sent(), [b"\x41waves"]);
    for packet in [&b"\x41waves"[..], b"\x40hi"] {
        messenger.handle_data(NOW, &mut links, ALICE, packet).unwrap();
    }
    let message = |kind, text: &[u8]| Output::Message { friend: ALICE, kind, text: Content::from(text) };
    let expected = [message(MessageKind::Action, b"waves"), message(MessageKind::Normal, b"hi")];
    assert_eq!(outputs(&mut messenger), expected);
    assert!(messenger.handle_data(NOW, &mut links, ALICE, &[0x40]).is_err(), "empty messages are none");
}

#[test]
fn custom_packets_go_both_ways() {
    let (mut messenger, mut links) = online();
    for first in 0..=u8::MAX {
        let lossless = messenger.send_custom_lossless(&mut links, ALICE, &[first, 1]);
        let lossy = messenger.send_custom_lossy(&mut links, ALICE, &[first, 2]);
        let invalid = Err(SendCustomPacketError::InvalidId(first));
        assert_eq!(lossless, if matches!(first, 69 | 160..=191) { Ok(()) } else { invalid });
        assert_eq!(lossy, if matches!(first, 192..=254) { Ok(()) } else { invalid });
    }
    let bulk = links.packets.iter().filter(|(_, class, _)| *class == SendClass::Bulk).count();
    assert_eq!((bulk, links.packets.len(), links.lossy.len()), (32, 33, 63));
    messenger.handle_data(NOW, &mut links, ALICE, &[191, 1]).unwrap();
    messenger.handle_data(NOW, &mut links, ALICE, &[254]).unwrap();
    let expected = [
        Output::CustomLossless { friend: ALICE, packet: Content::from(&[191, 1]) },
        Output::CustomLossy { friend: ALICE, packet: Content::from(&[254]) },
    ];
    assert_eq!(outputs(&mut messenger), expected);
}

#[test]
fn custom_packets_fail_in_the_order_of_the_c_library() {
    use SendCustomPacketError::*;
    let (mut messenger, mut links) = online();
    let nobody = FriendId { index: 7, generation: 0 };
    let mut lossless = |friend, packet: &[u8]| messenger.send_custom_lossless(&mut links, friend, packet);
    assert_eq!(lossless(nobody, &[]), Err(Empty));
    assert_eq!(lossless(nobody, &[0; 1374]), Err(FriendNotFound));
    assert_eq!(lossless(BOB, &[0; 1374]), Err(TooLong(1374)));
    assert_eq!(lossless(BOB, &[0]), Err(InvalidId(0)));
    assert_eq!(lossless(BOB, &[160]), Err(FriendNotConnected));
    assert_eq!(lossless(ALICE, &[160; 1373]), Ok(()));
    let mut lossy = |friend, packet: &[u8]| messenger.send_custom_lossy(&mut links, friend, packet);
    assert_eq!(lossy(nobody, &[]), Err(Empty));
    assert_eq!(lossy(nobody, &[0; 1374]), Err(InvalidId(0)));
    assert_eq!(lossy(nobody, &[200; 1374]), Err(FriendNotFound));
    assert_eq!(lossy(BOB, &[200; 1374]), Err(TooLong(1374)));
    assert_eq!(lossy(BOB, &[200]), Err(FriendNotConnected));
    assert_eq!(lossy(ALICE, &[200; 1373]), Ok(()));
}
