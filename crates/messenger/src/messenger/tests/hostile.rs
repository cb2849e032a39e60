use proptest::prelude::*;
use toxcore_sansio::Discard;

use super::*;

#[test]
fn all_256_ids_of_every_length_are_survived() {
    let (mut messenger, mut links) = online();
    for id in (0..=u8::MAX).filter(|id| *id != 0x19) {
        for len in (1..64).chain([127, 128, 129, 130, 301, 302, 1007, 1008, 1009, 1372, 1373, 1374, 2048]) {
            for fill in [0, 1, 0xff] {
                let mut packet = vec![fill; len];
                packet[0] = id;
                let result = messenger.handle_data(NOW, &mut links, ALICE, &packet);
                let told = outputs(&mut messenger).len();
                assert!(told <= 2 && (result.is_ok() || told == 0), "id {id}, {len} bytes: {told} outputs");
            }
        }
    }
    assert_eq!(
        messenger.handle_data(NOW, &mut links, ALICE, &[]),
        Err(Discard::Malformed(toxcore_wire::ParseError::Truncated))
    );
    assert_eq!(messenger.state(ALICE), FriendState::Online, "the session survives");
}

#[test]
fn ids_of_other_machines_and_of_nobody_are_named() {
    let (mut messenger, mut links) = online();
    for id in [16, 17, 18, 69, 95, 96, 97, 98, 99, 100, 101, 150, 159, 192, 193, 194, 196, 199, 255] {
        assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &[id, 1, 2]), Err(Discard::Unsupported(id)));
    }
}

#[test]
fn packets_of_calls_are_passed_on_to_who_wants_them() {
    let (mut messenger, mut links) = online();
    messenger.set_telling_calls(true);
    for id in [69, 192, 199] {
        messenger.handle_data(NOW, &mut links, ALICE, &[id, 1, 2]).unwrap();
        let (friend, packet) = (ALICE, Content::from(&[id, 1, 2]));
        let told = match id {
            69 => Output::CustomLossless { friend, packet },
            _ => Output::CustomLossy { friend, packet },
        };
        assert_eq!(outputs(&mut messenger), [told]);
    }
    for id in [68, 70, 191 - 32, 255] {
        assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &[id, 1, 2]), Err(Discard::Unsupported(id)));
    }
    messenger.handle_data(NOW, &mut links, ALICE, &[0x19]).unwrap();
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &[69, 1]), Err(Discard::Forbidden));
}

#[test]
fn changing_presence_again_and_again_leaves_nothing_behind() {
    let (mut messenger, mut links) = online();
    for round in 0..10_000_u32 {
        assert_eq!(send(&mut messenger, &mut links, b"hi"), round + 1);
        messenger.handle_data(NOW, &mut links, ALICE, &[0x19]).unwrap();
        messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
        assert_eq!(outputs(&mut messenger).len(), 3);
        assert!(links.sent().len() <= 6);
    }
    assert!(messenger.outputs.capacity() < 64 && messenger.waiting.is_empty());
}

#[test]
fn an_offline_friend_is_small() {
    assert!(size_of::<Option<crate::friend::Friend>>() <= 96);
}

proptest! {
    #[test]
    fn any_packets_in_any_order_are_survived(packets in prop::collection::vec((any::<u8>(), prop::collection::vec(any::<u8>(), 0..80)), 0..60)) {
        let (mut messenger, mut links) = new();
        messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
        let mut is_online = false;
        for (id, body) in packets {
            let packet = [&[id][..], &body].concat();
            let _ = messenger.handle_data(NOW, &mut links, ALICE, &packet);
            for output in outputs(&mut messenger) {
                if let Output::Connection { path, .. } = output {
                    prop_assert!(path.is_some() != is_online, "told twice");
                    is_online = path.is_some();
                }
            }
            prop_assert_eq!(messenger.state(ALICE) == FriendState::Online, is_online);
        }
    }
}
