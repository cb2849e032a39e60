//! Roles, the topic, and who has to leave.

use toxcore::group::{Departure, GroupVoice, Phase, Role};
use toxcore::{GroupEvent, Moderation};

use crate::circle::{Circle, seconds};

#[test]
fn the_founder_gives_roles_and_all_are_told() {
    let mut circle = Circle::new(1, 3, |_| false).joined();
    let (group, peer) = (circle.group(0), circle.peer(0, 1));
    circle.call(0, |tox, now| tox.group_set_role(now, group, peer, Role::Moderator)).unwrap();
    let made =
        |event: &GroupEvent| matches!(event, GroupEvent::Moderation { what: Moderation::Role(Role::Moderator), .. });
    circle.until_told(1, 5, made);
    circle.until_told(2, 5, made);
    assert_eq!(circle.told(0, made), 0, "what we did ourselves is not told");
    assert_eq!(circle.tox(1).group_self_role(circle.group(1)), Some(Role::Moderator));
    assert_eq!(circle.tox(2).group_peer_role(circle.group(2), circle.peer(2, 1)), Ok(Role::Moderator));

    // The moderator makes an observer.
    let (group, peer) = (circle.group(1), circle.peer(1, 2));
    circle.call(1, |tox, now| tox.group_set_role(now, group, peer, Role::Observer)).unwrap();
    circle.until_told(2, 5, |event| {
        matches!(event, GroupEvent::Moderation { peer, what: Moderation::Role(Role::Observer), .. }
            if peer.number == toxcore::group::PeerNumber::OWN)
    });
    let group = circle.group(2);
    let said = circle.call(2, |tox, now| tox.group_send_message(now, group, toxcore::MessageKind::Normal, b"hm"));
    assert!(said.is_err());
}

#[test]
fn whoever_is_kicked_is_out() {
    let mut circle = Circle::new(2, 3, |at| at == 1).joined();
    let (group, peer) = (circle.group(0), circle.peer(0, 1));
    circle.call(0, |tox, now| tox.group_kick_peer(now, group, peer)).unwrap();
    let kick = |event: &GroupEvent| matches!(event, GroupEvent::Moderation { what: Moderation::Kick, .. });
    circle.until_told(1, 5, kick);
    circle.until_told(2, 5, kick);
    circle.until_told(2, 5, |event| matches!(event, GroupEvent::PeerExit { why: Departure::Kicked, .. }));
    assert_eq!(circle.tox(1).groups().phase(circle.group(1)), Some(Phase::Disconnected));
    circle.world.run(seconds(5));
    assert_eq!(circle.tox(0).group_peers(circle.group(0)).count(), 1);

    // Nobody is banned.
    let group = circle.group(1);
    circle.call(1, |tox, now| tox.group_reconnect(now, group)).unwrap();
    circle.until_all_see_all();
}

#[test]
fn topic_voice_and_limit_are_the_same_for_all() {
    let mut circle = Circle::new(3, 3, |_| false).joined();
    let group = circle.group(0);
    circle.call(0, |tox, now| {
        tox.group_set_topic(now, group, b"topic").unwrap();
        tox.group_set_topic_lock(now, group, false).unwrap();
        tox.group_set_voice_state(now, group, GroupVoice::Moderators).unwrap();
        tox.group_set_peer_limit(now, group, 7).unwrap();
        tox.group_set_password(now, group, b"sesame").unwrap();
    });
    for at in [1, 2] {
        circle.until_told(
            at,
            5,
            |event| matches!(event, GroupEvent::Password(password) if password.as_bytes() == b"sesame"),
        );
        let founder = circle.peer(at, 0);
        let topic = |event: &GroupEvent| matches!(event, GroupEvent::Topic { peer: Some(peer), topic } if peer.number == founder && **topic == *b"topic");
        assert_eq!(circle.told(at, topic), 1);
        for event in [GroupEvent::VoiceState(GroupVoice::Moderators), GroupEvent::PeerLimit(7)] {
            assert_eq!(circle.told(at, |told| *told == event), 1);
        }
        assert_eq!(circle.told(at, |event| matches!(event, GroupEvent::TopicLock(_))), 1);
    }
    // Topics are open now.
    let group = circle.group(2);
    circle.call(2, |tox, now| tox.group_set_topic(now, group, b"mine")).unwrap();
    circle.world.run(seconds(2));
    assert_eq!(circle.tox(0).group_topic(circle.group(0)), Some(&b"mine"[..]));
}

#[test]
fn whoever_is_ignored_is_not_heard() {
    let mut circle = Circle::new(4, 2, |_| false).joined();
    let (group, peer) = (circle.group(0), circle.peer(0, 1));
    circle.call(0, |tox, now| tox.group_set_ignore(now, group, peer, toxcore::group::Hearing::Ignored)).unwrap();
    circle.say(1, b"nobody hears me");
    circle.world.run(seconds(2));
    circle.call(0, |tox, now| tox.group_set_ignore(now, group, peer, toxcore::group::Hearing::Heard)).unwrap();
    circle.say(1, b"now");
    circle.world.run(seconds(2));
    assert_eq!(circle.texts(0), [(peer, b"now".to_vec())]);
}
