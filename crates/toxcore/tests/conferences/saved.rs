//! Conferences that come back after a restart.

use std::time::Duration;

use toxcore::conference::ConferenceType;
use toxcore::savedata::Savedata;
use toxcore::{Event, Instant, Options, Profile, Seed, Tox, UnixTime};
use toxcore_sim::{HostConfig, Link};

use crate::chain::{Chain, count, follow};

#[test]
fn a_member_who_restarts_is_back_with_all_that_was_known() {
    let mut chain = Chain::new(1, 4, |at| at == 2).joined();
    let conference = chain.conference(3);
    chain.world.call(chain.members[3], |tox, now| tox.conference_set_title(now, conference, b"kept")).unwrap();
    chain.world.run(Duration::from_secs(2));
    let before = chain.members[3];
    let own = chain.world.sim[before].tox.conferences().own_number(conference);
    let place = HostConfig::default().with_link(Link::default());
    chain.members[3] = chain.world.restart(before, Options::default(), place);
    chain.world.sim.call(chain.members[3], |host, _| host.reaction = Some(Box::new(follow)));
    let tox = &chain.world.sim[chain.members[3]].tox;
    let conference = chain.conference(3);
    assert_eq!(tox.conferences().own_number(conference), own);
    assert_eq!(tox.conferences().title(conference), Some(&b"kept"[..]));
    assert_eq!(
        (tox.conferences().peer_count(conference), tox.conferences().offline_peer_count(conference)),
        (Some(1), Some(3))
    );
    let took = chain.until_all_are_in_sight();
    assert!(took < Duration::from_secs(60), "{took:?}");
    chain.say(3, b"back");
    chain.world.run(Duration::from_secs(2));
    assert_eq!(chain.texts(0), [b"back".to_vec()]);
    let connected = |event: &Event| matches!(event, Event::ConferenceConnected { .. });
    assert!(!chain.world.sim[chain.members[3]].saw(connected), "that is said of conferences that are joined");
}

/// Everybody restarts; the ends of the chain are no friends.
#[test]
fn everybody_restarts_and_all_are_back() {
    let mut chain = Chain::new(2, 3, |_| false).joined();
    chain.world.run(Duration::from_secs(5));
    let saved: Vec<_> = chain.members.iter().map(|member| chain.world.sim[*member].tox.savedata()).collect();
    for member in chain.members.clone() {
        chain.world.sim.remove(member, toxcore_sim::Departure::Vanish);
    }
    chain.members = saved.into_iter().map(|saved| chain.world.add_saved(saved)).collect();
    let took = chain.until_all_are_in_sight();
    assert!(took < Duration::from_secs(60), "{took:?}");
    chain.say(0, b"here");
    chain.world.run(Duration::from_secs(2));
    assert_eq!(chain.texts(2), [b"here".to_vec()]);
}

#[test]
fn saving_twice_changes_only_the_numbers_of_messages() {
    let mut chain = Chain::new(3, 3, |_| false).joined();
    chain.world.run(Duration::from_secs(1));
    let saved = chain.world.sim[chain.members[1]].tox.savedata();
    let (first, report) = Savedata::load(&saved).unwrap();
    assert!(!report.is_damaged() && first.conferences.len() == 1 && first.conferences[0].peers.len() == 2);
    let options = Options { profile: Profile::Savedata(saved), ..Options::default() };
    let tox = Tox::new(options, &Seed::from_number(9), Instant::ZERO, UnixTime(1_800_000_000)).unwrap();
    let (mut second, _) = Savedata::load(&tox.savedata()).unwrap();
    let leap = second.conferences[0].message_number - first.conferences[0].message_number;
    assert_eq!(leap, toxcore::savedata::MESSAGE_NUMBER_LEAP);
    second.conferences[0].message_number = first.conferences[0].message_number;
    second.conferences[0].lossy_message_number = first.conferences[0].lossy_message_number;
    assert_eq!(second.conferences, first.conferences);
}

#[test]
fn conferences_that_cannot_be_used_are_saved_again() {
    let now = Instant::ZERO;
    let mut tox = Tox::new(Options::default(), &Seed::from_number(1), now, UnixTime(1)).unwrap();
    tox.conference_new(now, ConferenceType::Text).unwrap();
    let mut saved = tox.to_save();
    let mut unknown = saved.conferences[0].clone();
    (unknown.kind, unknown.id) = (7, [7; 32]);
    let twice = saved.conferences[0].clone();
    saved.conferences.extend([unknown.clone(), twice.clone()]);
    let options = Options { profile: Profile::Loaded(Box::new(saved)), ..Options::default() };
    let tox = Tox::new(options, &Seed::from_number(2), now, UnixTime(1)).unwrap();
    assert_eq!(tox.conferences().numbers().count(), 1);
    assert_eq!(tox.to_save().conferences[1..], [unknown, twice]);
}

/// A conference for sound carries text as any other.
#[test]
fn a_conference_for_sound_comes_back_as_one() {
    let now = Instant::ZERO;
    let mut tox = Tox::new(Options::default(), &Seed::from_number(1), now, UnixTime(1)).unwrap();
    let before = tox.conference_new(now, ConferenceType::Audio).unwrap();
    let identifier = tox.conferences().identifier(before);
    let options = Options { profile: Profile::Savedata(tox.savedata()), ..Options::default() };
    let tox = Tox::new(options, &Seed::from_number(2), now, UnixTime(1)).unwrap();
    let after = tox.conferences().numbers().next().unwrap();
    assert_eq!(tox.conferences().identifier(after), identifier);
    assert_eq!(identifier.map(|identifier| identifier.kind), Some(ConferenceType::Audio));
}

#[test]
fn a_member_who_was_away_for_long_comes_back() {
    let mut chain = Chain::new(4, 3, |_| false).joined();
    let away = chain.members[2];
    let saved = chain.world.sim[away].tox.savedata();
    chain.world.sim.remove(away, toxcore_sim::Departure::Vanish);
    let first = chain.members[0];
    chain.world.run_until(Duration::from_secs(120), |sim| count(sim, first) == Some(2));
    chain.world.run(Duration::from_secs(600));
    chain.members[2] = chain.world.add_saved(saved);
    chain.until_all_are_in_sight();
}

/// Whoever comes back and leaves at once is heard.
#[test]
fn a_member_who_came_back_may_leave_for_good() {
    toxcore_sim::run_seeds(0..20, |seed| {
        let mut chain = Chain::new(seed, 2, |_| false).joined();
        let [first, before] = chain.members[..] else { panic!("two") };
        let saved = chain.world.sim[before].tox.savedata();
        chain.world.call(before, |tox, now| tox.shut_down(now));
        chain.world.run_until(Duration::from_secs(3), |sim| count(sim, first) == Some(1));
        chain.world.sim.remove(before, toxcore_sim::Departure::Exit);
        chain.members[1] = chain.world.add_saved(saved);
        let back = chain.members[1];
        chain.world.run_until(Duration::from_secs(60), |sim| count(sim, back) == Some(2));
        let (here, there) = (chain.conference(0), chain.conference(1));
        chain.world.run_until(Duration::from_secs(10), |sim| {
            sim[first].tox.conferences().connection_counts(here) == Some((1, 1))
        });
        chain.say(0, b"welcome back");
        chain.world.run_until(Duration::from_secs(10), |sim| {
            sim[back].saw(|event| matches!(event, Event::ConferenceMessage { .. }))
        });
        chain.world.call(back, |tox, now| tox.conference_delete(now, there)).unwrap();
        let took = chain.world.run_until(Duration::from_secs(100), |sim| count(sim, first) == Some(1));
        assert!(took < Duration::from_secs(2), "{took:?}");
    });
}
