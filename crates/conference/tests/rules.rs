//! What programs may do, what members may say, and what is refused.

mod world;

use std::time::Duration;

use toxcore_conference::{
    Departure, InviteError, JoinError, MAX_PEERS, Output, SendMessageError, SetNameError, SetTitleError,
};
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_wire::Encode;
use toxcore_wire::conference::{
    Accept, ConferenceId, ConferenceIdentifier, ConferenceType, DirectContent, DirectPacket, GroupMessage, Invite,
    InviteCookie, MessageContent, PeerEntries, PeerEntry, PeerOnline, Rejoin,
};
use toxcore_wire::messenger::MessageKind;
use world::{World, friend};

const SECOND: Duration = Duration::from_secs(1);

/// A message to all, as its author or somebody in his name says it. All conferences of these tests have the number 0.
fn message(peer_number: u16, message_number: u32, content: MessageContent<'_>) -> Vec<u8> {
    let data = content.to_vec();
    GroupMessage { conference_number: 0, peer_number, message_number, id: content.id(), data: &data }.to_vec()
}

fn own_number(world: &World, who: usize) -> u16 {
    let machine = world.members[who].machine.as_ref().expect("a member that runs");
    machine.own_number(world.number(who)).expect("a member that is in").0
}

fn stranger(number: u16) -> (LongTermPublicKey, DhtPublicKey) {
    let mut key = [0x77; 32];
    key[..2].copy_from_slice(&number.to_be_bytes());
    (LongTermPublicKey::from_bytes(key), DhtPublicKey::from_bytes(key))
}

fn new_peer(number: u16) -> MessageContent<'static> {
    let (key, dht_key) = stranger(number);
    MessageContent::NewPeer { peer_number: number, key, dht_key }
}

#[test]
fn verbs_fail_in_the_order_of_their_cases() {
    let mut world = World::chain(2, 1);
    let number = world.number(0);
    let send = |world: &mut World, number, text: &[u8]| {
        let text = text.to_vec();
        world.with(0, move |machine, cx| machine.send_message(cx, number, MessageKind::Normal, &text))
    };
    assert_eq!(send(&mut world, number, &[b'x'; 1364]), Err(SendMessageError::TooLong(1364)));
    assert_eq!(send(&mut world, number, b""), Err(SendMessageError::Empty));
    assert_eq!(send(&mut world, number, &[b'x'; 1363]), Ok(()));
    let title = |world: &mut World, number, len: usize| {
        world.with(0, |machine, cx| machine.set_title(cx, number, &vec![b't'; len]))
    };
    assert_eq!(title(&mut world, number, 0), Err(SetTitleError::InvalidLength(0)));
    assert_eq!(title(&mut world, number, 129), Err(SetTitleError::InvalidLength(129)));
    assert_eq!(title(&mut world, number, 257), Err(SetTitleError::InvalidLength(257)), "no length is cut to a byte");
    assert_eq!(title(&mut world, number, 128), Ok(()));
    assert_eq!(world.with(0, |machine, cx| machine.set_name(cx, &[b'n'; 129])), Err(SetNameError::TooLong(129)));
    let invite =
        |world: &mut World, number, whom| world.with(0, |machine, cx| machine.invite(cx, number, friend(whom)));
    assert_eq!(invite(&mut world, number, 9), Err(InviteError::NotSent));
    let identifier = world.members[0].machine.as_ref().unwrap().identifier(number).unwrap();
    let cookie = InviteCookie { inviter_number: 0, identifier };
    let other = InviteCookie {
        identifier: ConferenceIdentifier { id: ConferenceId::from_bytes([9; 32]), ..identifier },
        ..cookie
    };
    let join = |world: &mut World, whom, cookie| world.with(0, |machine, cx| machine.join(cx, friend(whom), cookie));
    assert_eq!(join(&mut world, 9, &cookie), Err(JoinError::Duplicate), "whoever invites");
    assert_eq!(join(&mut world, 9, &other), Err(JoinError::NotSent));
    let lonely = world.with(0, |machine, cx| machine.create(cx, ConferenceType::Audio)).unwrap();
    assert_eq!((lonely.index, send(&mut world, lonely, b"x")), (1, Err(SendMessageError::NotConnected)));
    assert_eq!(title(&mut world, lonely, 5), Ok(()), "alone it is only kept");
    world.with(0, |machine, cx| machine.leave(cx, number)).unwrap();
    assert_eq!(send(&mut world, number, &[b'x'; 1364]), Err(SendMessageError::ConferenceNotFound));
    assert_eq!(title(&mut world, number, 0), Err(SetTitleError::ConferenceNotFound));
    assert_eq!(invite(&mut world, number, 1), Err(InviteError::ConferenceNotFound));
    assert!(world.with(0, |machine, cx| machine.leave(cx, number)).is_err());
    let again = world.with(0, |machine, cx| machine.create(cx, ConferenceType::Text)).unwrap();
    assert_eq!((again.index, again.generation), (0, 1));
    assert_eq!(
        send(&mut world, number, b"x"),
        Err(SendMessageError::ConferenceNotFound),
        "the old number is not the new one"
    );
}

/// Past defect 15: lengths at their limits arrive.
#[test]
fn longest_texts_names_and_titles_arrive() {
    let mut world = World::chain(3, 1);
    let number = world.number(0);
    world.with(0, |machine, cx| machine.set_name(cx, &[b'n'; 128])).unwrap();
    world.with(0, |machine, cx| machine.set_title(cx, number, &[b't'; 128])).unwrap();
    assert!(world.say(0, &"x".repeat(1363)));
    world.run(2 * SECOND);
    for who in [1, 2] {
        let machine = world.members[who].machine.as_ref().unwrap();
        let number = world.number(who);
        let names = (0..3).filter(|index| machine.peer(number, *index).unwrap().name == [b'n'; 128]).count();
        assert_eq!((names, machine.title(number)), (1, Some(&[b't'; 128][..])));
        assert_eq!(world.heard(who, 0, &"x".repeat(1363)), 1);
    }
}

#[test]
fn members_learn_names_title_and_renaming() {
    let mut world = World::chain(3, 2);
    let number = world.number(1);
    world.with(1, |machine, cx| machine.set_title(cx, number, b"first")).unwrap();
    world.run(SECOND);
    world.with(1, |machine, cx| machine.set_title(cx, number, b"second")).unwrap();
    world.with(1, |machine, cx| machine.set_name(cx, b"bob")).unwrap();
    world.run(SECOND);
    for who in 0..3 {
        let machine = world.members[who].machine.as_ref().unwrap();
        let number = world.number(who);
        assert_eq!(machine.title(number), Some(&b"second"[..]));
        let mut names: Vec<_> = (0..3).map(|index| machine.peer(number, index).unwrap().name.to_vec()).collect();
        names.sort();
        assert_eq!(names, [&b"bob"[..], b"member 0", b"member 2"]);
        let titles = world.members[who].events.iter().filter(|event| matches!(event, Output::Title { .. })).count();
        assert_eq!(titles, if who == 1 { 0 } else { 2 }, "{who} is told what others did");
    }
}

/// Past defect 34, as it concerns conferences: a late title or name does not undo a newer one.
#[test]
fn late_titles_and_names_change_nothing() {
    let mut world = World::chain(3, 3);
    let author = own_number(&world, 1);
    for (number, title) in [(1_000, &b"new"[..]), (999, b"late"), (1_000, b"new")] {
        world.hand_over(1, 0, &message(author, number, MessageContent::Title(title)));
        world.hand_over(1, 0, &message(author, number + 5, MessageContent::Name(title)));
    }
    let stale = DirectPacket { conference_number: 0, content: DirectContent::Title(b"told to newcomers") }.to_vec();
    world.hand_over(1, 0, &stale);
    let machine = world.members[0].machine.as_ref().unwrap();
    assert_eq!(machine.title(world.number(0)), Some(&b"new"[..]));
    let named = (0..3).filter(|index| machine.peer(world.number(0), *index).unwrap().name == b"new").count();
    assert_eq!(named, 1);
}

#[test]
fn the_title_of_an_inviter_is_that_of_whoever_comes() {
    let mut world = World::new(2, 1);
    world.create(0);
    let number = world.number(0);
    world.with(0, |machine, cx| machine.set_title(cx, number, b"before")).unwrap();
    world.befriend(0, 1);
    world.run(5 * SECOND);
    world.invite(0, 1);
    world.run(SECOND);
    assert!(
        world.members[1]
            .events
            .iter()
            .any(|event| matches!(event, Output::Title { peer: None, title, .. } if **title == *b"before"))
    );
    let order: Vec<_> = world.members[1].events.iter().map(std::mem::discriminant).collect();
    assert!(order.len() > 4);
}

/// Past defect 28: a second invitation and a second answer make no second member, and nobody leaves twice.
#[test]
fn invitations_and_answers_that_come_twice_make_one_member_and_one_departure() {
    let mut world = World::chain(3, 1);
    let identifier = world.members[0].machine.as_ref().unwrap().identifier(world.number(0)).unwrap();
    let invite = Invite { cookie: InviteCookie { inviter_number: 0, identifier } }.to_vec();
    for _ in 0..3 {
        world.hand_over(0, 1, &invite);
    }
    world.run(5 * SECOND);
    assert!(world.all_see_each_other(&[0, 1, 2]));
    let accept = Accept { sender_number: 0, inviter_number: 0, identifier }.to_vec();
    for _ in 0..3 {
        world.hand_over(1, 0, &accept);
        world.run(2 * SECOND);
    }
    assert!(world.run_until(30 * SECOND, |world| world.all_see_each_other(&[0, 1, 2])).is_some());
    assert!(world.say(1, "still me"));
    world.run(SECOND);
    assert_eq!((world.heard(0, 1, "still me"), world.heard(2, 1, "still me")), (1, 1));
    let (number, key) = (world.number(1), world.key(1));
    world.members.iter_mut().for_each(|member| member.events.clear());
    world.with(1, |machine, cx| machine.leave(cx, number)).unwrap();
    world.run(90 * SECOND);
    for who in [0, 2] {
        let left = world.members[who]
            .events
            .iter()
            .filter(|event| matches!(event, Output::PeerLeft { peer, why: Departure::Left, .. } if peer.key == key));
        assert_eq!(left.count(), 1);
        assert!(world.sees(who).len() == 1);
    }
}

/// Past defect 27: a member is removed while his own farewell is passed on, whichever place he has in the lists.
#[test]
fn members_may_leave_in_any_order_while_others_speak() {
    for seed in 0..60 {
        let mut world = World::chain(10, seed);
        let mut left: Vec<usize> = (0..10).collect();
        while left.len() > 2 {
            let who = left.remove(world.below(left.len()));
            left.iter().for_each(|other| assert!(world.say(*other, &format!("while {who} leaves"))));
            let number = world.number(who);
            if world.below(2) == 0 {
                world.with(who, |machine, cx| machine.leave(cx, number)).unwrap();
            } else {
                world.stop(who, true);
            }
            // While connections are made anew a farewell may miss somebody, who sees the silence.
            let met = world.run_until(90 * SECOND, |world| world.all_see_each_other(&left));
            assert!(
                met.is_some(),
                "seed {seed}: {left:?} see {:?}",
                left.iter().map(|who| world.sees(*who)).collect::<Vec<_>>()
            );
        }
        world.nothing_came_twice();
    }
}

#[test]
fn nobody_leaves_in_the_name_of_another_number() {
    let mut world = World::chain(3, 1);
    let (author, victim) = (own_number(&world, 1), own_number(&world, 2));
    world.hand_over(1, 0, &message(author, 500, MessageContent::KillPeer(victim)));
    world.hand_over(1, 0, &message(author, 501, MessageContent::FreezePeer(victim)));
    assert_eq!(world.discards.get("forbidden"), Some(&2));
    assert_eq!(world.sees(0).len(), 2);
}

#[test]
fn nobody_speaks_for_us_what_we_have_not_said() {
    let mut world = World::chain(3, 1);
    let own = own_number(&world, 0);
    let text = MessageContent::Text { kind: MessageKind::Normal, text: b"I owe you" };
    world.hand_over(1, 0, &message(own, 5_000, text));
    assert_eq!((world.heard(0, 0, "I owe you"), world.discards.get("forbidden")), (0, Some(&1)));
    world.hand_over(1, 0, &message(own, 1, MessageContent::KillPeer(own)));
    assert_eq!(own_number(&world, 0), own);
    assert!(world.say(0, "mine"));
    world.run(SECOND);
    assert_eq!(world.heard(0, 0, "mine"), 1);
}

#[test]
fn a_number_or_key_that_is_taken_is_refused() {
    let mut world = World::chain(3, 1);
    let (author, other, own) = (own_number(&world, 1), own_number(&world, 2), own_number(&world, 0));
    let (key, dht_key) = stranger(1);
    for (at, peer_number) in [(1, other), (2, own), (3, author)] {
        world.hand_over(1, 0, &message(author, 100 + at, MessageContent::NewPeer { peer_number, key, dht_key }));
    }
    assert_eq!(world.discards.get("forbidden"), Some(&3));
    assert_eq!(world.sees(0).len(), 2);
}

#[test]
fn one_bad_entry_in_a_list_does_not_hide_those_behind_it() {
    let mut world = World::chain(3, 1);
    let own = own_number(&world, 0);
    let mut entries = Vec::new();
    for (peer_number, who) in [(own, 1), (7, 2), (8, 3)] {
        let (key, dht_key) = stranger(who);
        PeerEntry { peer_number, key, dht_key, name: b"n" }.encode(&mut entries);
    }
    entries.extend_from_slice(&[0; 30]);
    let content = DirectContent::PeerResponse(PeerEntries::from_encoded(&entries));
    world.hand_over(1, 0, &DirectPacket { conference_number: 0, content }.to_vec());
    let machine = world.members[0].machine.as_ref().unwrap();
    assert_eq!(machine.peer_count(world.number(0)), Some(5));
}

#[test]
fn one_member_cannot_add_more_than_the_limit_and_others_go_on() {
    let mut world = World::chain(3, 1);
    let author = own_number(&world, 1);
    for number in 0..3_000_u16 {
        world.hand_over(1, 0, &message(author, 10_000 + u32::from(number), new_peer(number + 60)));
    }
    let machine = world.members[0].machine.as_ref().unwrap();
    assert_eq!(machine.peer_count(world.number(0)), Some(MAX_PEERS));
    let (all, online) = machine.connection_counts(world.number(0)).unwrap();
    assert!(all <= 14 && online >= 1, "{all} connections, {online} online");
    assert!(world.say(0, "still here"));
    world.run(SECOND);
    assert_eq!(world.heard(1, 0, "still here"), 1);
    world.run(200 * SECOND);
    let machine = world.members[0].machine.as_ref().unwrap();
    assert_eq!(machine.peer_count(world.number(0)), Some(3), "who never says a word is out of sight");
    assert!(machine.offline_peer_count(world.number(0)) <= Some(128));
}

#[test]
fn questions_are_answered_as_often_as_they_are_honest() {
    let mut world = World::chain(2, 1);
    let query = DirectPacket { conference_number: 0, content: DirectContent::PeerQuery }.to_vec();
    for _ in 0..100 {
        world.hand_over(1, 0, &query);
    }
    assert!(world.discards.get("limited") >= Some(&91));
    world.run(10 * SECOND);
    let before = world.discards.get("limited").copied();
    world.hand_over(1, 0, &query);
    assert_eq!(world.discards.get("limited").copied(), before);
}

#[test]
fn greetings_are_not_answered_for_ever() {
    let mut world = World::chain(2, 1);
    let identifier = world.members[0].machine.as_ref().unwrap().identifier(world.number(0)).unwrap();
    world.run(60 * SECOND);
    let before = world.delivered;
    for _ in 0..50 {
        world.hand_over(1, 0, &PeerOnline { sender_number: 0, identifier }.to_vec());
        world.hand_over(0, 1, &PeerOnline { sender_number: 0, identifier }.to_vec());
        world.hand_over(1, 0, &Rejoin { identifier }.to_vec());
    }
    world.run(10 * SECOND);
    // Each rejoin is greeted once, and little comes of it.
    assert!(world.delivered - before < 150 + 50 * 4, "{} packets", world.delivered - before);
    assert!(world.all_see_each_other(&[0, 1]));
}

#[test]
fn packets_without_connection_or_conference_are_refused() {
    let mut world = World::chain(3, 1);
    let number = world.number(0);
    let identifier = world.members[0].machine.as_ref().unwrap().identifier(number).unwrap();
    let author = own_number(&world, 1);
    let mut elsewhere = message(author, 50, MessageContent::Ping);
    elsewhere[2] = 9;
    world.hand_over(1, 0, &elsewhere);
    assert_eq!(world.discards.get("unknown_addressee"), Some(&1));
    // An invite of somebody who is no friend.
    let invite = Invite { cookie: InviteCookie { inviter_number: 0, identifier } }.to_vec();
    world.hand_over(2, 0, &invite);
    assert_eq!(world.discards.get("forbidden_source"), Some(&1));
    world.hand_over(1, 0, &[0xc7, 0, 0, 0, 0, 0, 0, 0xc0]);
    assert_eq!(world.discards.get("unsupported"), Some(&1), "sound is not here yet");
}

#[test]
fn a_join_whose_answer_was_lost_is_tried_again() {
    for cut_after in [0, 30, 60, 100, 150, 200, 300] {
        let mut world = World::new(2, 7);
        world.create(0);
        world.befriend(0, 1);
        world.run(5 * SECOND);
        world.invite(0, 1);
        world.run(Duration::from_millis(60 + cut_after));
        world.cut(0, 1);
        let is_in = |world: &World| world.members[1].machine.as_ref().unwrap().numbers().next().is_some();
        world.run(20 * SECOND);
        if is_in(&world) {
            assert!(world.all_see_each_other(&[0, 1]), "cut after {cut_after} ms");
        }
    }
}

#[test]
fn late_copies_do_not_bring_back_who_left() {
    let mut world = World::chain(3, 1);
    let author = own_number(&world, 2);
    let text = message(author, 700, MessageContent::Text { kind: MessageKind::Normal, text: b"one" });
    world.hand_over(1, 0, &text);
    world.hand_over(1, 0, &message(author, 701, MessageContent::FreezePeer(author)));
    assert_eq!(world.sees(0).len(), 1);
    world.hand_over(1, 0, &text);
    world.hand_over(1, 0, &message(author, 701, MessageContent::FreezePeer(author)));
    assert_eq!(world.sees(0).len(), 1);
    world.hand_over(1, 0, &message(author, 702, MessageContent::Ping));
    assert_eq!(world.sees(0).len(), 2);
}

#[test]
fn two_who_are_in_are_one_conference_when_one_invites_the_other() {
    let mut world = World::chain(6, 4);
    world.run(60 * SECOND);
    world.unfriend(2, 3);
    world.partition(|who| u32::from(who >= 3));
    world.run(120 * SECOND);
    // Those out of sight are forgotten, so that nothing but the invitation joins the halves.
    for who in 0..6 {
        let number = world.number(who);
        world.with(who, |machine, cx| machine.set_max_offline(cx, number, 0)).unwrap();
    }
    world.partition(|_| 0);
    world.run(60 * SECOND);
    assert!(world.all_see_each_other(&[0, 1, 2]) && world.all_see_each_other(&[3, 4, 5]));
    world.befriend(0, 5);
    world.run(5 * SECOND);
    world.invite(0, 5);
    assert!(world.run_until(60 * SECOND, |world| world.all_see_each_other(&[0, 1, 2, 3, 4, 5])).is_some());
}

/// Nobody gets from us what came from him, too, before we passed it on; but authors hear their own messages back.
#[test]
fn who_brought_a_copy_is_sent_none() {
    let sent = |copies_from: &[usize]| {
        let mut world = World::chain(3, 4);
        world.run(SECOND);
        let author = own_number(&world, 1);
        let text = MessageContent::Text { kind: MessageKind::Normal, text: b"hello" };
        copies_from.iter().for_each(|from| world.hand_over(*from, 0, &message(author, 1_000, text)));
        let before = world.delivered;
        world.run(Duration::from_millis(130));
        world.delivered - before
    };
    assert_eq!(sent(&[1]), 2, "back to the author, and on to the third");
    assert_eq!(sent(&[1, 2]), 1, "back to the author");
    assert_eq!(sent(&[1, 2, 2, 1]), 1);
    assert_eq!(sent(&[2]), 1, "on to the author");
    assert_eq!(sent(&[2, 1]), 1, "on to the author all the same");
}

/// The author hears its message back from those who passed it on first, and from no others.
#[test]
fn two_copies_tell_that_the_author_has_heard_its_message_back() {
    let sent_back = |copies_from: &[usize]| {
        let mut world = World::chain(4, 5);
        world.run(SECOND);
        let author = own_number(&world, 1);
        let text = MessageContent::Text { kind: MessageKind::Normal, text: b"hello" };
        // Only the author is there to hear anything.
        world.stop(2, false);
        world.stop(3, false);
        copies_from.iter().for_each(|from| world.hand_over(*from, 0, &message(author, 1_000, text)));
        let before = world.delivered;
        world.run(Duration::from_millis(130));
        world.delivered - before
    };
    assert_eq!(sent_back(&[1]), 1);
    assert_eq!(sent_back(&[1, 2]), 1);
    assert_eq!(sent_back(&[1, 2, 2]), 1, "one brought it twice");
    assert_eq!(sent_back(&[1, 2, 3]), 0);
    assert_eq!(sent_back(&[2]), 1);
    assert_eq!(sent_back(&[2, 3]), 0, "it came from others alone, who passed it on to the author as well");
}

/// What waits to be passed on leaves before what we say.
#[test]
fn answers_do_not_overtake_what_they_answer() {
    let mut world = World::chain(3, 4);
    world.run(SECOND);
    let author = own_number(&world, 1);
    let text = MessageContent::Text { kind: MessageKind::Normal, text: b"a question" };
    world.hand_over(1, 0, &message(author, 1_000, text));
    assert!(world.say(0, "an answer"));
    world.run(SECOND);
    let texts: Vec<_> = world.members[2].texts.iter().map(|(_, text, _)| text.clone()).collect();
    assert_eq!(texts, [b"a question".to_vec(), b"an answer".to_vec()]);
}
