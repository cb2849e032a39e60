//! Members of a group.

use toxcore_tokio::{
    ChatId, Delivery, Event, Group, GroupError, GroupEvent, GroupPeer, GroupPrivacy, Hearing, ProfileSource, Role,
};

use crate::profile::Folder;
use crate::support::{Peer, befriend, builder, node, start};

impl Peer {
    /// The first event of a group that `pick` takes.
    async fn expect_in<T>(&mut self, group: &Group, what: &str, pick: impl Fn(&GroupEvent) -> Option<T>) -> T {
        self.expect(what, |event| match event {
            Event::Group { group: other, event } if other == group => pick(event),
            _ => None,
        })
        .await
    }

    async fn joins(&mut self, group: &Group) {
        self.expect_in(group, "joining", |event| matches!(event, GroupEvent::SelfJoin).then_some(())).await;
    }

    /// The next member who is there.
    async fn peer(&mut self, group: &Group) -> GroupPeer {
        self.expect_in(group, "member", |event| match event {
            GroupEvent::PeerJoin { peer } => Some(*peer),
            _ => None,
        })
        .await
    }

    async fn hears(&mut self, group: &Group, said: &[u8]) -> GroupPeer {
        self.expect_in(group, "message", |event| match event {
            GroupEvent::Message { peer, text, .. } if **text == *said => Some(*peer),
            _ => None,
        })
        .await
    }
}

#[tokio::test]
async fn who_knows_the_chat_id_joins_talks_and_returns_with_its_profile() {
    let folder = Folder::new("group");
    let profile = folder.profile();
    let node = node().await;
    let mut alice = start(builder(ProfileSource::Temporary)).await;
    let mut bob = start(builder(profile.clone())).await;
    alice.join(&node).await;
    bob.join(&node).await;

    let founded = alice.tox.new_group(GroupPrivacy::Public, "readers", "alice").await.expect("the first");
    let sent = founded.send("alone").await.expect("it is no error that nobody hears it");
    assert_eq!(sent.reached, 0);
    let chat_id = ChatId::from_hex(&founded.chat_id().to_hex()).expect("its own digits");
    assert_eq!(bob.tox.group(chat_id).await, Ok(None));
    let joined = bob.tox.join_group(chat_id, "bob", "").await.expect("a chat id");
    assert_eq!(bob.tox.group(chat_id).await, Ok(Some(joined.clone())));
    bob.joins(&joined).await;
    let (at_alice, at_bob) = (alice.peer(&founded).await, bob.peer(&joined).await);

    let sent = founded.send("hello").await.expect("in it");
    assert_eq!(sent.reached, 1);
    assert_eq!(bob.hears(&joined, b"hello").await, at_bob);
    joined.send_private(at_bob, "psst").await.expect("there");
    alice
        .expect_in(&founded, "private message", |event| match event {
            GroupEvent::PrivateMessage { text, .. } => (**text == *b"psst").then_some(()),
            _ => None,
        })
        .await;
    assert_eq!(joined.send_packet(Delivery::Lossless, [1, 2]).await, Ok(1));
    alice
        .expect_in(&founded, "packet", |event| match event {
            GroupEvent::CustomPacket { data, .. } => (**data == [1, 2]).then_some(()),
            _ => None,
        })
        .await;
    founded.set_topic("books").await.expect("the founder");
    founded.set_role(at_alice, Role::Observer).await.expect("the founder");
    bob.expect_in(&joined, "role", |event| matches!(event, GroupEvent::Moderation { .. }).then_some(())).await;
    let info = joined.info().await.expect("in it");
    assert_eq!((&info.name[..], &info.topic[..], info.own.role), (&b"readers"[..], &b"books"[..], Role::Observer));
    assert_eq!(
        info.peers.iter().map(|member| (member.peer, &member.nick[..])).collect::<Vec<_>>(),
        [(at_bob, &b"alice"[..])]
    );
    assert!(joined.send("hush").await.is_err(), "observers only read");
    founded.set_role(at_alice, Role::User).await.expect("the founder");
    bob.expect_in(&joined, "role", |event| matches!(event, GroupEvent::Moderation { .. }).then_some(())).await;

    // With the profile comes the group, with the same key.
    bob.tox.shutdown().await.expect("saved");
    alice.expect_in(&founded, "leaving", |event| matches!(event, GroupEvent::PeerExit { .. }).then_some(())).await;
    let roster = founded.roster().await.expect("in it");
    assert_eq!(roster.len(), 1);
    assert_eq!((roster[0].key, &roster[0].nick[..], roster[0].is_present), (at_alice.key, &b"bob"[..], false));
    assert!(roster[0].last_seen.is_some());
    let mut bob = start(builder(profile)).await;
    bob.join(&node).await;
    let back = bob.tox.groups().await.expect("runs");
    assert_eq!(back.iter().map(Group::chat_id).collect::<Vec<_>>(), [chat_id]);
    bob.joins(&back[0]).await;
    assert_eq!(alice.peer(&founded).await, at_alice, "number and key stay");
    assert!(founded.roster().await.expect("in it")[0].is_present);

    founded.set_hearing(at_alice, Hearing::Ignored).await.expect("known");
    let own = founded.info().await.expect("in it").own.peer;
    assert_eq!(founded.set_hearing(own, Hearing::Ignored).await, Err(GroupError::NoSuchMember));
    founded.set_hearing(at_alice, Hearing::Heard).await.expect("known");
    back[0].send("back").await.expect("in it");
    assert_eq!(alice.hears(&founded, b"back").await, at_alice);
    back[0].leave("good night").await.expect("in it");
    assert_eq!(back[0].info().await, Err(GroupError::Left));
    alice
        .expect_in(&founded, "last words", |event| match event {
            GroupEvent::PeerExit { part_message, .. } => (**part_message == *b"good night").then_some(()),
            _ => None,
        })
        .await;
}

#[tokio::test]
async fn friends_bring_friends_into_private_groups_with_a_password() {
    let node = node().await;
    let mut alice = start(builder(ProfileSource::Temporary).name("Alice")).await;
    let mut bob = start(builder(ProfileSource::Temporary).name("Bob")).await;
    alice.join(&node).await;
    bob.join(&node).await;
    let (to_bob, _) = befriend(&mut alice, &mut bob).await;
    let founded = alice.tox.new_group(GroupPrivacy::Private, "readers", "alice").await.expect("the first");
    founded.set_password("secret").await.expect("the founder");
    founded.invite(&to_bob).await.expect("online");
    let invite = bob
        .expect("invitation", |event| match event {
            Event::GroupInvite(invite) => Some(invite.clone()),
            _ => None,
        })
        .await;
    assert_eq!((&invite.name()[..], invite.chat_id()), (&b"readers"[..], founded.chat_id()));
    assert!(invite.accept("", "secret").await.is_err(), "everybody has a nick");
    let joined = invite.accept("bob", "secret").await.expect("a friend");
    bob.peer(&joined).await;
    alice.peer(&founded).await;
    joined.disconnect().await.expect("in it");
    assert!(joined.disconnect().await.is_err());
    assert!(!joined.info().await.expect("kept").is_connected);
    alice.expect_in(&founded, "leaving", |event| matches!(event, GroupEvent::PeerExit { .. }).then_some(())).await;
    joined.reconnect().await.expect("kept");
    let peer = alice.peer(&founded).await;
    founded.kick(peer).await.expect("the founder");
    bob.expect_in(&joined, "kick", |event| matches!(event, GroupEvent::Moderation { .. }).then_some(())).await;
    assert!(!joined.info().await.expect("kept").is_connected);
}
