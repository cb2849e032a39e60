use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::net_crypto::PacketRequest;

use super::*;
use crate::congestion::{Congestion, Feedback};

struct Sender {
    stream: SendStream,
    pool: BufferPool,
    congestion: Congestion,
    now: Instant,
}

impl Sender {
    fn new(first: u32) -> Self {
        let now = Instant::ZERO;
        Self {
            stream: SendStream::new(first),
            pool: BufferPool::default(),
            congestion: Congestion::new(now, None),
            now,
        }
    }

    fn push(&mut self, class: SendClass, count: u32) {
        (0..count).for_each(|_| self.push_data(class, 160));
    }

    fn push_data(&mut self, class: SendClass, id: u8) {
        self.stream.push(class, &[id], &mut self.pool).unwrap();
    }

    /// Sends all that waits; returns the numbers.
    fn send(&mut self) -> Vec<u32> {
        let mut numbers = Vec::new();
        while let Some((next, _)) = self.stream.next() {
            let stamp = self.congestion.sent(self.now, self.stream.in_flight());
            numbers.push(self.stream.take(next, stamp).unwrap().number);
        }
        numbers
    }

    fn request(&mut self, from: u32, steps: &[u8]) -> Feedback {
        let data = [&[1], steps].concat();
        let mut feedback = Feedback::default();
        let request = PacketRequest::parse(&data).unwrap();
        self.stream.apply_request(self.now, [Duration::from_millis(100); 2], (from, request), &mut feedback);
        feedback
    }

    fn confirm(&mut self, number: u32) -> Feedback {
        let mut feedback = Feedback::default();
        self.stream.confirm_to(number, &mut feedback, &mut self.pool);
        feedback
    }
}

#[test]
fn messages_overtake_bulk_that_was_not_sent_yet() {
    let mut sender = Sender::new(0);
    sender.push(SendClass::Bulk, 2);
    sender.push(SendClass::Priority, 1);
    assert_eq!(sender.stream.next(), Some((Next::New(SendClass::Priority), 1)));
    assert_eq!(sender.send(), [0, 1, 2]);
    assert_eq!(sender.confirm(1).delivered, 1);
    assert_eq!((sender.stream.delivered(SendClass::Priority), sender.stream.delivered(SendClass::Bulk)), (1, 0));
}

#[test]
fn requests_confirm_and_repeat() {
    for first in [0, u32::MAX - 3] {
        let number = |n: u32| first.wrapping_add(n);
        let mut sender = Sender::new(first);
        sender.push(SendClass::Bulk, 10);
        assert_eq!(sender.send().len(), 10);
        // Too early to repeat anything: it may still be on the way.
        let early = sender.request(first, &[1, 3]);
        assert_eq!((early.delivered, early.lost), (2, 0));
        sender.now += Duration::from_millis(100);
        assert_eq!(sender.request(first, &[1, 3]).lost, 2);
        assert_eq!(sender.send(), [first, number(3)]);
        assert_eq!(sender.confirm(number(3)).delivered, 1, "1 and 2 were confirmed before");
        assert_eq!(sender.confirm(number(10)).delivered, 7);
        assert_eq!(sender.stream.in_flight(), 0);
    }
}

#[test]
fn nonsense_is_refused_or_ignored() {
    let mut sender = Sender::new(5);
    sender.push(SendClass::Bulk, 10);
    sender.send();
    sender.now += Duration::from_secs(1);
    assert!(sender.stream.check_start(15).is_ok());
    assert!(sender.stream.check_start(16).is_err());
    assert!(sender.stream.check_start(4).is_ok(), "old news of a reordered packet");
    assert!(sender.stream.check_start(5_u32.wrapping_sub(WINDOW_PACKETS + 1)).is_err());
    assert!(sender.confirm(4).is_empty());
    assert!(sender.confirm(16).is_empty());
    assert_eq!(sender.request(5, &[0; 1000]).delivered, 0);
    assert_eq!(sender.request(5, &[200]), Feedback::default(), "a number never sent");
    assert_eq!(sender.request(0, &[1, 1, 1, 1, 1]), Feedback::default(), "old news");
    assert_eq!(sender.stream.in_flight(), 10);
}

#[test]
fn old_losses_do_not_come_back_as_others() {
    let mut sender = Sender::new(0);
    sender.push(SendClass::Bulk, 1);
    sender.send();
    sender.now += Duration::from_secs(1);
    sender.request(0, &[1]);
    sender.confirm(1);
    assert_eq!(sender.stream.next(), None);
}

#[test]
fn the_window_is_32768_packets() {
    let mut sender = Sender::new(u32::MAX);
    let mut sent = 0;
    while sent < WINDOW_PACKETS as usize {
        sender.push(SendClass::Bulk, 512);
        sent += sender.send().len();
    }
    sender.push(SendClass::Priority, 1);
    assert_eq!((sent, sender.stream.next(), sender.stream.next_urgent()), (32_768, None, None));
    sender.confirm(0);
    assert_eq!(sender.send(), [u32::MAX.wrapping_add(WINDOW_PACKETS)]);
}

#[test]
fn silence_repeats_what_is_old_enough() {
    let mut sender = Sender::new(0);
    sender.push(SendClass::Bulk, 2);
    sender.send();
    sender.now += Duration::from_millis(150);
    sender.push(SendClass::Bulk, 1);
    sender.send();
    let mut feedback = Feedback::default();
    let after = Duration::from_millis(200);
    let timeouts = Timeouts { prompt: after, leisurely: after * 2 };
    assert!(!sender.stream.time_out(sender.now, timeouts, &mut feedback));
    assert_eq!(sender.stream.due(timeouts), Some((Instant::ZERO + after, after)));
    sender.now += Duration::from_millis(50);
    assert!(sender.stream.time_out(sender.now, timeouts, &mut feedback));
    assert_eq!((feedback.lost, sender.send()), (2, vec![0, 1]));
}

/// What is confirmed at leisure is waited for longer, unless something behind it is confirmed at once.
#[test]
fn what_is_confirmed_at_leisure_is_lost_later() {
    let (prompt, leisurely) = (Duration::from_millis(200), Duration::from_millis(450));
    let timeouts = Timeouts { prompt, leisurely };
    let after = |ms| Instant::ZERO + Duration::from_millis(ms);
    let mut sender = Sender::new(u32::MAX);
    sender.push_data(SendClass::Priority, 0x63);
    sender.push_data(SendClass::Priority, 0x63);
    sender.send();
    assert_eq!(sender.stream.due(timeouts), Some((after(450), leisurely)));
    sender.now = after(100);
    sender.push_data(SendClass::Priority, 0x40);
    sender.send();
    assert_eq!(
        sender.stream.due(timeouts),
        Some((after(300), prompt)),
        "the message would have been confirmed by then"
    );
    sender.now = after(300);
    let mut feedback = Feedback::default();
    assert!(sender.stream.time_out(sender.now, timeouts, &mut feedback));
    assert_eq!((feedback.lost, sender.send().len()), (3, 3));
    let feedback = sender.confirm(1);
    assert_eq!((feedback.delivered, feedback.youngest, feedback.leisurely), (2, None, None), "sent twice");
    sender.confirm(2);
    sender.now = after(400);
    sender.push_data(SendClass::Priority, 0x63);
    sender.send();
    let feedback = sender.confirm(3);
    assert_eq!((feedback.youngest, feedback.leisurely), (None, Some(after(400))), "no round trip");
}

#[test]
fn who_finds_little_room_hears_when_half_is_free() {
    let mut sender = Sender::new(0);
    let half = u32::try_from(MAX_BULK_PACKETS / 2).unwrap();
    sender.push(SendClass::Bulk, half);
    assert_eq!(sender.stream.ask_space(SendClass::Bulk), MAX_BULK_PACKETS / 2);
    assert!(!sender.stream.became_writable(), "half was free when it was asked");
    sender.push(SendClass::Bulk, 1);
    sender.stream.ask_space(SendClass::Priority);
    assert!(!sender.stream.became_writable());
    sender.stream.ask_space(SendClass::Bulk);
    assert!(!sender.stream.became_writable());
    sender.send();
    assert!(sender.stream.became_writable());
    assert!(!sender.stream.became_writable());
}
