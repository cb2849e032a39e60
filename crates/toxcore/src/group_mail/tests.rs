use toxcore_sansio::Instant;

use super::*;

/// A connection with everybody, that takes so many packets.
#[derive(Default)]
struct Queue {
    room: usize,
    sent: Vec<Vec<u8>>,
}

impl Links for Queue {
    fn send(&mut self, _: FriendId, _: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        self.room = self.room.checked_sub(1).ok_or(LinkError::Full)?;
        self.sent.push(data.to_vec());
        Ok(1)
    }

    fn send_lossy(&mut self, _: FriendId, _: &[u8]) -> Result<(), LinkError> {
        Err(LinkError::NotConnected)
    }

    fn space(&mut self, _: FriendId, _: SendClass) -> usize {
        self.room
    }

    fn last_heard(&self, _: FriendId) -> Option<Instant> {
        None
    }
}

const FRIEND: FriendId = FriendId { index: 1, generation: 1 };

fn packet(number: u8) -> Content {
    [number][..].into()
}

#[test]
fn what_finds_no_room_goes_later_in_its_order() {
    let (mut mail, mut queue) = (GroupMail::default(), Queue { room: 1, ..Queue::default() });
    for number in [1, 2, 3, 3] {
        mail.send(&mut queue, FRIEND, &packet(number));
    }
    queue.room = 1;
    mail.send(&mut queue, FRIEND, &packet(4));
    assert_eq!(queue.sent, [[1]], "others wait in front of it");
    mail.delivered(&mut queue, FRIEND);
    queue.room = 5;
    mail.delivered(&mut queue, FRIEND);
    assert_eq!(queue.sent, [[1], [2], [3], [4]]);
    mail.send(&mut queue, FRIEND, &packet(5));
    assert_eq!(queue.sent.len(), 5);
    mail.delivered(&mut queue, FRIEND);
    assert_eq!(queue.sent.len(), 5);
}

#[test]
fn what_waits_is_bounded_and_goes_with_the_friend() {
    let (mut mail, mut queue) = (GroupMail::default(), Queue::default());
    for number in 0..=u8::try_from(MAX_WAITING).unwrap() {
        mail.send(&mut queue, FRIEND, &packet(number));
    }
    assert_eq!(mail.waiting[&FRIEND].len(), MAX_WAITING);
    assert_eq!(mail.waiting[&FRIEND][0], packet(1));
    mail.forget(FRIEND);
    queue.room = 1;
    mail.delivered(&mut queue, FRIEND);
    assert!(queue.sent.is_empty());
}
