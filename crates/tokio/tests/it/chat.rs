//! Two friends talk.

use toxcore_tokio::{DeliveryError, Event, FriendError, MessageKind, ProfileSource, SendError, Stopped, Tox};

use crate::support::{Peer, befriend, builder, node, start};

async fn two(udp: bool) -> (Peer, Peer, Peer) {
    let node = node().await;
    let alice = start(builder(ProfileSource::Temporary).udp(udp).name("Alice")).await;
    let bob = start(builder(ProfileSource::Temporary).udp(udp).name("Bob")).await;
    alice.join(&node).await;
    bob.join(&node).await;
    (node, alice, bob)
}

async fn talk(udp: bool) {
    let (_node, mut alice, mut bob) = two(udp).await;
    let (to_bob, to_alice) = befriend(&mut alice, &mut bob).await;
    let sent = to_bob.send("hi").await.expect("online");
    let heard = bob.message().await;
    assert_eq!((heard.kind, &*heard.text(), &heard.friend), (MessageKind::Normal, "hi", &to_alice));
    assert_eq!(sent.delivered().await, Ok(()));
    let sent = heard.friend.send_action("waves").await.expect("online");
    let heard = alice.message().await;
    assert_eq!((heard.kind, &*heard.text()), (MessageKind::Action, "waves"));
    assert_eq!(sent.delivered().await, Ok(()));
    let info = to_bob.info().await.expect("a friend");
    assert_eq!(info.name.as_bytes(), b"Bob");
    to_bob.typing(true).await.expect("a friend");
    bob.expect("typing", |event| matches!(event, Event::FriendTyping { typing: true, .. }).then_some(())).await;
    to_bob.send_lossless(vec![0xa0, 1, 2, 3]).await.expect("online");
    let packet = bob.expect("packet", |event| match event {
        Event::LosslessPacket { packet, .. } => Some(packet.clone()),
        _ => None,
    });
    assert_eq!(packet.await.as_bytes(), [0xa0, 1, 2, 3]);
}

#[tokio::test]
async fn friends_meet_and_talk_over_udp() {
    talk(true).await;
}

#[tokio::test]
async fn friends_meet_and_talk_over_a_relay_alone() {
    talk(false).await;
}

#[tokio::test]
async fn the_end_lets_messages_out_and_tells_friends() {
    let (_node, mut alice, mut bob) = two(true).await;
    let (to_bob, to_alice) = befriend(&mut alice, &mut bob).await;
    let sent: Vec<_> = futures_of(&to_bob, 100).await;
    assert_eq!(alice.tox.shutdown().await, Ok(()));
    for sent in sent {
        assert_eq!(sent.delivered().await, Ok(()));
    }
    for number in 0..100 {
        assert_eq!(bob.message().await.text(), format!("number {number}"));
    }
    bob.offline(&to_alice).await;
    assert_eq!(to_bob.send("too late").await.err(), Some(SendError::Stopped(Stopped)));
    assert_eq!(to_alice.send("gone").await.err(), Some(SendError::NotConnected));
}

async fn futures_of(friend: &toxcore_tokio::Friend, count: usize) -> Vec<toxcore_tokio::SentMessage> {
    let mut sent = Vec::new();
    for number in 0..count {
        sent.push(friend.send(format!("number {number}")).await.expect("online"));
    }
    sent
}

#[tokio::test]
async fn a_message_without_receipt_is_known_not_to_have_arrived_for_sure() {
    let (_node, mut alice, mut bob) = two(true).await;
    let (to_bob, to_alice) = befriend(&mut alice, &mut bob).await;
    to_alice.remove().await.expect("a friend");
    let sent = to_bob.send("are you there?").await;
    alice.offline(&to_bob).await;
    if let Ok(sent) = sent {
        assert_eq!(sent.delivered().await, Err(DeliveryError::WentOffline));
    }
    assert_eq!(to_alice.info().await, Err(FriendError::Removed));
    assert!(FriendError::Removed.to_string().contains("Tox::add_friend"));
}

#[tokio::test]
async fn a_slow_reader_of_events_loses_none() {
    let (_node, mut alice, mut bob) = two(true).await;
    let (to_bob, _) = befriend(&mut alice, &mut bob).await;
    // She does not want to know what was delivered; else she would be the slow one.
    drop(alice.events);
    // Far more than the channel and the task hold; all are sent before the first one is taken.
    let count = 3000;
    let sender = tokio::spawn(async move { futures_of(&to_bob, count).await.len() });
    for number in 0..count {
        assert_eq!(bob.message().await.text(), format!("number {number}"));
        if number == 0 {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!(sender.await.expect("no panic"), count);
}

#[tokio::test]
async fn without_handles_the_task_ends_and_friends_are_told() {
    let (_node, mut alice, mut bob) = two(true).await;
    let (to_bob, to_alice) = befriend(&mut alice, &mut bob).await;
    drop((alice, to_bob));
    bob.offline(&to_alice).await;
}

#[tokio::test]
async fn handles_are_cheap_to_send_and_share() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Tox>();
    shared::<toxcore_tokio::Friend>();
    assert!(std::mem::size_of::<toxcore_tokio::Friend>() <= 64);
}
