use super::*;
use crate::files::{FileControl, FileEvent, NewFile};

/// What a program may do with an output in its hand.
type Reaction = fn(&mut Messenger, &mut Recorder, &Output);

const REACTIONS: [Reaction; 9] = [
    |messenger, links, _| messenger.remove_friend(links, ALICE),
    |messenger, links, _| {
        messenger.remove_friend(links, ALICE);
        messenger.add_friend(ALICE);
        messenger.connected(NOW, links, ALICE, LinkPath::Tcp);
    },
    |messenger, _, _| messenger.disconnected(NOW, ALICE),
    |messenger, links, _| messenger.connected(NOW, links, ALICE, LinkPath::Tcp),
    |messenger, links, _| _ = messenger.send_message(NOW, links, ALICE, MessageKind::Normal, b"answer"),
    |messenger, links, _| _ = messenger.send_custom_lossless(links, ALICE, &[160]),
    |messenger, links, _| messenger.set_name(NOW, links, b"other").unwrap(),
    |messenger, links, _| {
        let file = NewFile { kind: toxcore_wire::messenger::FileKind::Data, size: 9, id: None, name: b"" };
        let _ = messenger.send_file(links, ALICE, file);
    },
    |messenger, links, output| {
        if let Output::File(FileEvent { file, .. }) = output {
            let _ = messenger.control_file(links, ALICE, *file, FileControl::Cancel);
        }
    },
];

/// Everything that a friend can cause, one after the other.
fn feed(
    messenger: &mut Messenger,
    links: &mut Recorder,
    mut react: impl FnMut(&mut Messenger, &mut Recorder, &Output),
) {
    let offer = [&[0x50, 0][..], &[0; 10], &[9, 0], &[7; 32], b"name"].concat();
    let data = [&[0x52, 0][..], &[1; 1371]].concat();
    let packets: [&[u8]; 13] = [
        &[0x18],
        b"\x30Alice",
        b"\x31text",
        &[0x32, 1],
        &[0x33, 1],
        b"\x40hi",
        &offer,
        &data,
        &[0x51, 0, 0, 2],
        &[0x51, 1, 0, 0],
        &[170, 1],
        &[201, 1],
        &[0x19],
    ];
    for packet in packets {
        let _ = messenger.send_message(NOW, links, ALICE, MessageKind::Normal, b"x");
        let _ = messenger.handle_data(NOW, links, ALICE, packet);
        let up_to = links.counts[0] / 2;
        messenger.delivered(NOW, links, ALICE, SendClass::Priority, up_to);
        while let Some(output) = messenger.poll_output() {
            react(messenger, links, &output);
        }
    }
}

#[test]
fn whatever_a_program_does_at_any_output_is_survived() {
    let count = |reaction: Option<(usize, Reaction)>| {
        let (mut messenger, mut links) = new();
        messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
        let mut seen = 0;
        feed(&mut messenger, &mut links, |messenger, links, output| {
            if let Some((_, react)) = reaction.filter(|(at, _)| *at == seen) {
                react(messenger, links, output);
            }
            seen += 1;
            assert!(seen < 1_000, "one output causes another without end");
        });
        // The messenger is as good as new for the next connection.
        messenger.add_friend(ALICE);
        messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
        messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
        outputs(&mut messenger);
        messenger.handle_data(NOW, &mut links, ALICE, b"\x40still here").unwrap();
        assert_eq!(outputs(&mut messenger).len(), 1);
        seen
    };
    let outputs = count(None);
    assert!(outputs > 15);
    for at in 0..outputs {
        for reaction in REACTIONS {
            count(Some((at, reaction)));
        }
    }
}
