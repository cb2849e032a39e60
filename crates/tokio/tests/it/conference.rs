//! Two friends in a conference.

use toxcore_tokio::{
    ConferenceError, ConferenceMessage, ConferenceSendError, ConferenceType, Departure, Event, JoinConferenceError,
    MessageKind, ProfileSource,
};

use crate::profile::Folder;
use crate::support::{Peer, befriend, builder, node, start};

impl Peer {
    async fn conference_message(&mut self) -> ConferenceMessage {
        self.expect("message", |event| match event {
            Event::ConferenceMessage(message) if !message.own => Some(message.clone()),
            _ => None,
        })
        .await
    }
}

#[tokio::test]
async fn friends_meet_in_a_conference_and_one_returns_with_its_profile() {
    let folder = Folder::new("conference");
    let profile = folder.profile();
    let node = node().await;
    let mut alice = start(builder(ProfileSource::Temporary).name("Alice")).await;
    let mut bob = start(builder(profile.clone()).name("Bob")).await;
    alice.join(&node).await;
    bob.join(&node).await;
    let (to_bob, _) = befriend(&mut alice, &mut bob).await;

    let founded = alice.tox.new_conference().await.expect("the first");
    founded.set_title("title").await.expect("alone it is only kept");
    assert!(matches!(founded.send("alone").await, Err(ConferenceSendError::Refused(_))));
    founded.invite(&to_bob).await.expect("online");
    let invite = bob.expect("invitation", |event| match event {
        Event::ConferenceInvite(invite) => Some(invite.clone()),
        _ => None,
    });
    let invite = invite.await;
    assert_eq!((invite.kind(), invite.id()), (ConferenceType::Text, founded.id()));
    let joined = invite.accept().await.expect("online");
    assert!(matches!(invite.accept().await, Err(JoinConferenceError::Refused(_))), "already in");
    bob.expect("joining", |event| matches!(event, Event::ConferenceJoined(which) if *which == joined).then_some(()))
        .await;
    bob.expect("title", |event| match event {
        Event::ConferenceTitle { title, peer: None, .. } => (**title == *b"title").then_some(()),
        _ => None,
    })
    .await;
    joined.send_action("waves").await.expect("connected");
    let heard = alice.conference_message().await;
    assert_eq!((heard.kind, &*heard.text(), &heard.conference), (MessageKind::Action, "waves", &founded));
    assert_eq!(heard.peer.public_key, bob.tox.public_key());
    // The name came before.
    let names: Vec<_> = founded.info().await.expect("in it").peers.into_iter().map(|(_, name)| name.to_vec()).collect();
    assert_eq!(names, [b"Alice".to_vec(), b"Bob".to_vec()]);
    assert_eq!(alice.tox.conferences().await.expect("runs").first(), Some(&founded));

    bob.tox.shutdown().await.expect("saved");
    alice
        .expect("leaving", |event| match event {
            Event::ConferencePeerLeft { why: Departure::Frozen, name, .. } => (**name == *b"Bob").then_some(()),
            _ => None,
        })
        .await;
    let info = founded.info().await.expect("in it");
    assert_eq!((info.peers.len(), info.offline.len()), (1, 1));
    let mut bob = start(builder(profile.clone())).await;
    bob.join(&node).await;
    let back = bob.tox.conferences().await.expect("runs");
    assert_eq!(back.iter().map(|conference| conference.id()).collect::<Vec<_>>(), [founded.id()]);
    bob.expect("the others", |event| {
        matches!(event, Event::ConferencePeerJoined { peer, .. } if peer.public_key == alice.tox.public_key())
            .then_some(())
    })
    .await;
    founded.send("welcome back").await.expect("connected");
    assert_eq!(bob.conference_message().await.text(), "welcome back");
    back[0].leave().await.expect("in it");
    assert_eq!(back[0].info().await, Err(ConferenceError::Left));
    alice
        .expect("leaving", |event| match event {
            Event::ConferencePeerLeft { why: Departure::Left, .. } => Some(()),
            _ => None,
        })
        .await;
}
