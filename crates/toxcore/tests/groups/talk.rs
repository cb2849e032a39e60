//! What members say.

use toxcore::group::{Delivery, GroupError, PeerNumber, SendCustomError, SendPrivateMessageError};
use toxcore::{GroupEvent, MessageKind};

use crate::circle::{Circle, seconds};

#[test]
fn messages_arrive_once_and_in_order() {
    let mut circle = Circle::new(1, 3, |at| at == 2).joined();
    let long = vec![b'x'; 1372];
    for number in 0..50_u8 {
        let sent = if number % 10 == 0 { circle.say(0, &long) } else { circle.say(0, &[number]) };
        assert_eq!(sent, 2);
    }
    circle.world.run(seconds(5));
    let expected: Vec<Vec<u8>> = (0..50).map(|n| if n % 10 == 0 { long.clone() } else { vec![n] }).collect();
    for at in [1, 2] {
        let founder = circle.peer(at, 0);
        let texts = circle.texts(at);
        assert!(texts.iter().all(|(peer, _)| *peer == founder));
        assert_eq!(texts.into_iter().map(|(_, text)| text).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn what_is_for_one_is_told_to_one() {
    let mut circle = Circle::new(2, 3, |_| false).joined();
    let (group, to) = (circle.group(0), circle.peer(0, 2));
    let sent = circle
        .call(0, |tox, now| tox.group_send_private_message(now, group, to, MessageKind::Action, b"whispers"))
        .unwrap();
    circle
        .call(0, |tox, now| tox.group_send_custom_private_packet(now, group, to, Delivery::Lossless, b"for you"))
        .unwrap();
    circle.world.run(seconds(2));
    let founder = circle.peer(2, 0);
    assert_eq!(
        circle.told(2, |event| {
            matches!(event, GroupEvent::PrivateMessage { peer, kind: MessageKind::Action, id, text }
                if peer.number == founder && *id == sent.id && **text == *b"whispers")
        }),
        1
    );
    let packet =
        |event: &GroupEvent| matches!(event, GroupEvent::CustomPrivatePacket { data, .. } if **data == *b"for you");
    assert_eq!((circle.told(2, packet), circle.told(1, packet)), (1, 0));
    assert_eq!(circle.told(1, |event| matches!(event, GroupEvent::PrivateMessage { .. })), 0);

    circle.call(0, |tox, now| {
        for nobody in [PeerNumber::OWN, PeerNumber(77)] {
            let said = tox.group_send_private_message(now, group, nobody, MessageKind::Normal, b"hm");
            assert_eq!(said, Err(GroupError::Refused(SendPrivateMessageError::UnknownMember)));
            let long = tox.group_send_private_message(now, group, nobody, MessageKind::Normal, &[b'x'; 2_000]);
            assert_eq!(long, Err(GroupError::Refused(SendPrivateMessageError::TooLong(2_000))));
            let sent = tox.group_send_custom_private_packet(now, group, nobody, Delivery::Lossy, b"hm");
            assert_eq!(sent, Err(SendCustomError::UnknownMember));
        }
    });
}

#[test]
fn custom_packets_reach_all() {
    let mut circle = Circle::new(3, 3, |at| at == 1).joined();
    let group = circle.group(0);
    for delivery in [Delivery::Lossless, Delivery::Lossy] {
        for len in [1, 500, 501, 1373] {
            let data = vec![len as u8; len];
            let sent = circle.call(0, |tox, now| tox.group_send_custom_packet(now, group, delivery, &data));
            assert_eq!(sent, Ok(2));
        }
    }
    circle.world.run(seconds(3));
    for at in [1, 2] {
        for wanted in [Delivery::Lossless, Delivery::Lossy] {
            let came = circle.told(at, |event| {
                matches!(event, GroupEvent::CustomPacket { delivery, data, .. } if *delivery == wanted && data.iter().all(|byte| *byte == data.len() as u8))
            });
            assert_eq!(came, 4, "{wanted:?} at {at}");
        }
    }
}

#[test]
fn names_and_statuses_are_told() {
    let mut circle = Circle::new(4, 2, |_| false).joined();
    let group = circle.group(1);
    circle.call(1, |tox, now| {
        assert_eq!(tox.group_self_set_name(now, group, b"another"), Ok(1));
        assert_eq!(tox.group_self_set_status(now, group, toxcore::UserStatus::Busy), Ok(1));
    });
    circle.until_told(0, 5, |event| matches!(event, GroupEvent::PeerStatus { status: toxcore::UserStatus::Busy, .. }));
    assert_eq!(circle.told(0, |event| matches!(event, GroupEvent::PeerName { name, .. } if **name == *b"another")), 1);
    let (group, peer) = (circle.group(0), circle.peer(0, 1));
    assert_eq!(circle.tox(0).group_peer_name(group, peer), Ok(&b"another"[..]));
    assert_eq!(circle.tox(0).group_peer_status(group, peer), Ok(toxcore::UserStatus::Busy));
}

/// Whoever is told of somebody who is gone by now can still ask what it was called.
#[test]
fn who_left_has_its_name_until_that_is_polled() {
    let mut circle = Circle::new(5, 2, |_| false).joined();
    let (group, peer) = (circle.group(0), circle.peer(0, 1));
    let left = circle.group(1);
    circle.call(1, |tox, now| tox.group_leave(now, left, b"bye")).unwrap();
    circle.until_told(0, 5, |event| {
        matches!(event, GroupEvent::PeerExit { name, part_message, .. } if **name == *b"member 1" && **part_message == *b"bye")
    });
    assert_eq!(circle.tox(1).group_list().count(), 0);
    assert!(circle.tox(0).group_peer_name(group, peer).is_err());
    assert!(circle.tox(0).group_peer_public_key(group, peer).is_ok());
}
