//! Several members go at once, each in its own way, while all talk.

use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::Groups;
use toxcore_group::rules::{Departure, Event, Phase};
use toxcore_sim::{Link, run_seeds};
use toxcore_wire::group::Role;

use crate::world::{World, lossy, millis, seconds};

/// Member 0 founded the group, 1 is a moderator.
const STAYING: [usize; 4] = [0, 1, 2, 3];
/// 4 leaves for good, 5 goes out, 0 tells 6 to go, 1 tells 7, 8 and 9 fall silent.
const GOING: [(usize, Departure); 6] = [
    (4, Departure::Quit),
    (5, Departure::Quit),
    (6, Departure::Kicked),
    (7, Departure::Kicked),
    (8, Departure::TimedOut),
    (9, Departure::TimedOut),
];
const FAREWELL: &[u8] = b"farewell";
/// A moment in which many packets are under way.
const MOMENT: Duration = millis(7);
/// Longer than a silent member is waited for.
const LATER: u64 = 70;

/// Of whose going a member is told: not of whom it told to go.
fn told_to(who: usize) -> Vec<(usize, Departure)> {
    let told = [6, 7].get(who);
    GOING.into_iter().filter(|(gone, _)| told != Some(gone)).collect()
}

struct Story {
    world: World,
    keys: Vec<EphemeralPublicKey>,
    said: Vec<Vec<u8>>,
}

impl Story {
    fn new(seed: u64, link: Link) -> Self {
        let mut world = World::joined(10, seed, link);
        let keys: Vec<_> = (0..10).map(|who| world.key(who)).collect();
        let moderator = |groups: &mut Groups, now, number| groups.set_role(now, number, &keys[1], Role::Moderator);
        world.act(0, moderator).unwrap();
        world.run(seconds(5));
        for who in 0..10 {
            world.events(who);
            world.with(who, |person, _| person.farewell = Some(FAREWELL));
        }
        Self { world, keys, said: Vec::new() }
    }

    /// Each of those says the same, before anything else happens.
    fn talk(&mut self, who: impl Iterator<Item = usize>) {
        let text = self.said.len().to_string().into_bytes();
        who.for_each(|who| _ = self.world.say(who, &text));
        self.said.push(text);
    }

    /// All go in one moment, in which all have just spoken, between each other's packets.
    fn part(&mut self) {
        let Self { world, keys, .. } = self;
        world.act(0, |groups, now, number| groups.kick(now, number, &keys[6])).unwrap();
        world.act(4, |groups, now, number| groups.leave(now, number, b"bye")).unwrap();
        world.vanish(8);
        world.act(1, |groups, now, number| groups.kick(now, number, &keys[7])).unwrap();
        world.act(5, |groups, now, number| groups.disconnect(now, number)).unwrap();
        world.vanish(9);
    }

    /// What a member was told of those who left: each once, and why.
    fn departures(&mut self, who: usize) -> Vec<(usize, Departure)> {
        let place = |key: &EphemeralPublicKey| self.keys.iter().position(|other| other == key).unwrap();
        let events = self.world.events(who);
        let departures = events.iter().filter_map(|event| match event {
            Event::MemberLeft { member, departure, .. } => Some((place(member), *departure)),
            _ => None,
        });
        let mut departures: Vec<_> = departures.collect();
        departures.sort_by_key(|(who, _)| *who);
        departures
    }

    fn heard(&self, who: usize, by: usize) -> Vec<&[u8]> {
        let texts = self.world.person(who).texts.iter().filter(|(from, _)| *from == self.keys[by]);
        texts.map(|(_, text)| &text[..]).collect()
    }

    /// Those who stay hear each other, whatever gets lost.
    fn check_texts(&self) {
        for (who, by) in STAYING.into_iter().flat_map(|who| STAYING.map(|by| (who, by))).filter(|(who, by)| who != by) {
            let texts = self.heard(who, by).into_iter().filter(|text| *text != FAREWELL);
            assert_eq!(texts.collect::<Vec<_>>(), self.said, "{who} of {by}");
        }
    }

    /// Everybody is told of each who goes, once and why, and has said something about it.
    fn check_departures(&mut self) {
        for who in STAYING {
            assert_eq!(self.departures(who), told_to(who), "told {who}");
            for by in STAYING.into_iter().filter(|by| *by != who) {
                let farewells = self.heard(who, by).into_iter().filter(|text| *text == FAREWELL).count();
                assert_eq!(farewells, told_to(by).len(), "{who} of {by}");
            }
        }
        for who in [5, 6, 7] {
            let all_others = self.keys.len() - 1;
            assert_eq!((self.world.phase(who), self.departures(who).len()), (Phase::Disconnected, all_others), "{who}");
        }
    }

    /// A kick or a farewell may get lost behind so much else. Nobody who stays is taken for gone.
    fn check_who_is_left(&mut self) {
        for who in STAYING {
            let departures = self.departures(who);
            assert!(departures.iter().all(|(gone, _)| GOING.iter().any(|(going, _)| going == gone)), "{departures:?}");
            assert!(told_to(who).iter().all(|(going, _)| departures.iter().any(|(gone, _)| going == gone)), "{who}");
        }
    }

    /// Datagrams that those who stay send in a minute.
    fn minute(&mut self) -> u64 {
        let sent = |world: &World| STAYING.iter().map(|who| world.sim.traffic(world.people[*who]).sent).sum::<u64>();
        let before = sent(&self.world);
        self.world.run(seconds(60));
        sent(&self.world) - before
    }
}

/// Past defect 27.
#[test]
fn members_go_in_every_way_while_all_talk() {
    run_seeds(0..8, |seed| {
        let mut story = Story::new(seed, if seed < 4 { Link::default() } else { lossy() });
        for _ in 0..5 {
            story.talk(0..10);
            story.world.run(MOMENT);
        }
        story.talk(0..10);
        story.part();
        for _ in 0..20 {
            story.talk(STAYING.into_iter());
            story.world.run(MOMENT);
        }
        for _ in 0..LATER {
            story.talk(STAYING.into_iter());
            story.world.run(seconds(1));
        }
        story.world.run(seconds(5));
        story.check_texts();
        if seed < 4 {
            story.check_departures();
        } else {
            story.check_who_is_left();
        }
        // Three others get a ping every 12 s, and those who fell silent are looked for now and then.
        let sent = story.minute();
        assert!(sent < 400, "{sent} datagrams in a minute");
    });
}
