mod files;
mod hostile;
mod online;
mod profile;
mod receipts;
mod reentry;

use std::collections::VecDeque;

use toxcore_sansio::{Content, FriendId, Instant, LinkError, Links, Seed, SendClass};
use toxcore_wire::friend::UserStatus;
use toxcore_wire::messenger::MessageKind;

use crate::{Config, FriendState, LinkPath, MessageId, Messenger, Output, OwnProfile};

const ALICE: FriendId = FriendId { index: 0, generation: 1 };
const BOB: FriendId = FriendId { index: 1, generation: 1 };
const NOW: Instant = Instant::ZERO;

/// Connections that record what they get.
#[derive(Debug)]
struct Recorder {
    packets: VecDeque<(FriendId, SendClass, Vec<u8>)>,
    lossy: Vec<Vec<u8>>,
    counts: [u64; 2],
    /// Packets of each class that still fit.
    room: [usize; 2],
}

impl Default for Recorder {
    fn default() -> Self {
        Self { packets: VecDeque::new(), lossy: Vec::new(), counts: [0; 2], room: [usize::MAX; 2] }
    }
}

impl Recorder {
    /// Takes out what was sent, as whole packets.
    fn sent(&mut self) -> Vec<Vec<u8>> {
        self.packets.drain(..).map(|(_, _, packet)| packet).collect()
    }
}

impl Links for Recorder {
    fn send(&mut self, friend: FriendId, class: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        let class_index = usize::from(class == SendClass::Bulk);
        if self.room[class_index] == 0 {
            return Err(LinkError::Full);
        }
        self.room[class_index] -= 1;
        self.counts[class_index] += 1;
        self.packets.push_back((friend, class, data.to_vec()));
        Ok(self.counts[class_index])
    }

    fn send_lossy(&mut self, _friend: FriendId, data: &[u8]) -> Result<(), LinkError> {
        self.lossy.push(data.to_vec());
        Ok(())
    }

    fn space(&mut self, _friend: FriendId, class: SendClass) -> usize {
        self.room[usize::from(class == SendClass::Bulk)]
    }
}

fn new() -> (Messenger, Recorder) {
    let profile =
        OwnProfile { name: Content::from(b"me"), status_message: Content::from(b"here"), status: UserStatus::Away };
    let mut messenger = Messenger::new(Config { profile }, &Seed::from_number(1));
    messenger.add_friend(ALICE);
    messenger.add_friend(BOB);
    (messenger, Recorder::default())
}

/// A messenger with Alice online; nothing left to be read.
fn online() -> (Messenger, Recorder) {
    let (mut messenger, mut links) = new();
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
    messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
    outputs(&mut messenger);
    links.packets.clear();
    (messenger, links)
}

fn outputs(messenger: &mut Messenger) -> Vec<Output> {
    std::iter::from_fn(|| messenger.poll_output()).collect()
}

fn send(messenger: &mut Messenger, links: &mut Recorder, text: &[u8]) -> u32 {
    messenger.send_message(NOW, links, ALICE, MessageKind::Normal, text).unwrap().get()
}

fn delivered(id: u32) -> Output {
    Output::MessageDelivered { friend: ALICE, id: MessageId::from_u32(id).unwrap() }
}

fn undelivered(id: u32) -> Output {
    Output::MessageUndelivered { friend: ALICE, id: MessageId::from_u32(id).unwrap() }
}

fn connection(path: Option<LinkPath>) -> Output {
    Output::Connection { friend: ALICE, path }
}
