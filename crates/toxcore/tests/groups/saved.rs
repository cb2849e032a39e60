//! Groups that come back after a restart.

use toxcore::group::{ChatId, GroupPrivacy};
use toxcore::savedata::Savedata;
use toxcore::{GroupEvent, Instant, Options, Profile, Seed, Tox, UnixTime};
use toxcore_wire::Encode as _;

use crate::circle::{Circle, nick, seconds};

#[test]
fn a_member_who_restarts_is_back_with_all_that_was_known() {
    let mut circle = Circle::new(1, 3, |at| at == 2).joined();
    let group = circle.group(0);
    circle.call(0, |tox, now| tox.group_set_topic(now, group, b"kept")).unwrap();
    circle.world.run(seconds(2));
    let key = circle.tox(1).group_self_public_key(circle.group(1));
    circle.restart(1, Options::default());
    let (tox, group) = (circle.tox(1), circle.group(1));
    assert_eq!((tox.group_name(group), tox.group_topic(group)), (Some(&b"readers"[..]), Some(&b"kept"[..])));
    assert_eq!((tox.group_self_name(group), tox.group_self_public_key(group)), (Some(&*nick(1)), key));
    let took = circle.until_all_see_all();
    assert!(took < seconds(30), "{took:?}");
    circle.until_told(1, 1, |event| *event == GroupEvent::SelfJoin);
    assert_eq!(circle.say(1, b"back"), 2);
    circle.world.run(seconds(2));
    assert_eq!(circle.texts(0), [(circle.peer(0, 1), b"back".to_vec())]);
}

#[test]
fn everybody_restarts_and_all_are_back() {
    for (seed, privacy) in [(2, GroupPrivacy::Public), (3, GroupPrivacy::Private)] {
        let mut circle = Circle::new(seed, 3, |at| at == 1).joined();
        let group = circle.group(0);
        circle.call(0, |tox, now| tox.group_set_privacy_state(now, group, privacy)).unwrap();
        circle.world.run(seconds(5));
        let saved: Vec<_> = (0..3).map(|at| circle.tox(at).savedata()).collect();
        for member in circle.members.clone() {
            circle.world.sim.remove(member, toxcore_sim::Departure::Vanish);
        }
        circle.members = saved.into_iter().map(|saved| circle.world.add_saved(saved)).collect();
        let took = circle.until_all_see_all();
        assert!(took < seconds(60), "{privacy:?}: {took:?}");
        assert_eq!(circle.say(2, b"here"), 2);
        circle.world.run(seconds(2));
        assert_eq!(circle.texts(0), [(circle.peer(0, 2), b"here".to_vec())]);
    }
}

fn start(saved: Vec<u8>, groups_persistence_enabled: bool) -> Tox {
    let profile = if saved.is_empty() { Profile::New } else { Profile::Savedata(saved) };
    let options = Options { profile, groups_persistence_enabled, ..Options::default() };
    Tox::new(options, &Seed::from_number(9), Instant::ZERO, UnixTime(1_800_000_000)).unwrap()
}

fn section(tox: &Tox) -> Option<Vec<u8>> {
    Savedata::load(&tox.savedata()).unwrap().0.groups
}

#[test]
fn whoever_goes_out_stays_out_after_a_restart() {
    let mut circle = Circle::new(4, 2, |_| false).joined();
    let group = circle.group(1);
    circle.call(1, |tox, now| tox.group_disconnect(now, group)).unwrap();
    let tox = start(circle.tox(1).savedata(), true);
    assert_eq!(tox.group_is_connected(tox.group_list().next().unwrap()), Some(false));
}

/// Past defects 18 and 22: what is not understood or not wanted is not lost.
#[test]
fn groups_that_cannot_be_gone_on_with_stay_in_the_file() {
    let mut circle = Circle::new(5, 2, |_| false).joined();
    circle.world.run(seconds(1));
    let tox = circle.tox(1);
    let before = section(tox);
    assert!(before.is_some());
    // Without persistence the section stays as it is.
    let without = start(tox.savedata(), false);
    assert_eq!(without.group_list().count(), 0);
    assert_eq!(section(&without), before);

    // A group whose state nobody signed.
    let (mut saved, _) = Savedata::load(&tox.savedata()).unwrap();
    let mut groups = saved.saved_groups();
    let mut forged = groups.take().pop().unwrap();
    forged.state.peer_limit = 7;
    groups.push(forged);
    saved.set_saved_groups(&groups);
    let section_before = saved.groups.clone();
    let options = Options { profile: Profile::Loaded(Box::new(saved)), ..Options::default() };
    let mut tox = Tox::new(options, &Seed::from_number(9), Instant::ZERO, UnixTime(1_800_000_000)).unwrap();
    assert_eq!(tox.group_list().count(), 0);
    assert_eq!(section(&tox), section_before);
    // And it stays beside others.
    tox.group_new(Instant::ZERO, GroupPrivacy::Private, b"another", b"nick").unwrap();
    let (again, _) = Savedata::load(&tox.savedata()).unwrap();
    assert_eq!(again.saved_groups().iter().count(), 2);
}

/// The reference makes a second group of an invitation to one that it is in, and saves both.
#[test]
fn of_two_saved_groups_that_are_one_the_first_goes_on_until_it_is_left() {
    let circle = Circle::new(7, 2, |_| false).joined();
    let saved_by = |at: usize| Savedata::load(&circle.tox(at).savedata()).unwrap().0;
    let mut saved = saved_by(0);
    let mut groups = saved.saved_groups();
    groups.push(saved_by(1).saved_groups().take().remove(0));
    saved.set_saved_groups(&groups);
    let own_key = |tox: &Tox| tox.group_self_public_key(tox.group_list().next().unwrap());
    let key = own_key(circle.tox(0));
    let mut file = saved.to_vec();
    for _ in 0..3 {
        let tox = start(file, true);
        assert_eq!((tox.group_list().count(), own_key(&tox)), (1, key));
        file = tox.savedata();
    }
    let mut tox = start(file, true);
    let group = tox.group_list().next().unwrap();
    tox.group_leave(Instant::ZERO, group, b"").unwrap();
    assert_eq!(section(&tox), None);
}

/// While a newcomer knows nothing of a group, it is in no section that the reference reads.
#[test]
fn a_group_that_was_not_found_yet_is_looked_for_after_a_restart() {
    let mut circle = Circle::new(6, 2, |_| false);
    let chat_id = circle.found(GroupPrivacy::Private);
    circle.join(1, chat_id, b"");
    assert_eq!(section(circle.tox(1)), None);
    assert!(section(circle.tox(0)).is_some());
    circle.restart(1, Options::default());
    let group = circle.group(1);
    assert_eq!(circle.tox(1).group_self_name(group), Some(&*nick(1)));
    circle.world.run(seconds(20));
    assert_eq!(circle.told(1, |event| *event == GroupEvent::SelfJoin), 0, "nobody finds a private group");
    let group = circle.group(0);
    circle.call(0, |tox, now| tox.group_set_privacy_state(now, group, GroupPrivacy::Public)).unwrap();
    circle.until_told(1, 60, |event| *event == GroupEvent::SelfJoin);
    let (saved, _) = Savedata::load(&circle.tox(1).savedata()).unwrap();
    assert!(saved.joins.is_empty() && saved.groups.is_some());
}

#[test]
fn what_is_looked_for_is_saved_only_with_the_groups() {
    let mut circle = Circle::new(8, 1, |_| false);
    let chat_id: ChatId = circle.found(GroupPrivacy::Private);
    let mut tox = start(Vec::new(), true);
    tox.group_join(Instant::ZERO, chat_id, b"nick", b"sesame").unwrap();
    let file = tox.savedata();
    let joins = |file: &[u8]| Savedata::load(file).unwrap().0.joins.len();
    assert_eq!(joins(&file), 1);
    let without = start(file.clone(), false);
    assert_eq!((without.group_list().count(), joins(&without.savedata())), (0, 1), "it stays where it was");
    let mut again = start(file, true);
    let group = again.group_list().next().unwrap();
    assert_eq!(again.group_password(group), Some(&b"sesame"[..]));
    again.shut_down(Instant::ZERO);
    assert_eq!(joins(&again.savedata()), 1, "and after the end");
    let mut again = start(again.savedata(), true);
    let group = again.group_list().next().unwrap();
    again.group_leave(Instant::ZERO, group, b"").unwrap();
    assert_eq!(joins(&again.savedata()), 0);
}
