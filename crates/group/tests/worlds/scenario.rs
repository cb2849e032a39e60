//! Members, behind NATs of all kinds and without UDP, join by the chat id, talk, come and go, are cut into two parts that
//! decide differently, and come together again.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_sim::Link;
use toxcore_wire::group::Role;
use toxcore_wire::savedata::SavedGroup;

use crate::report::{Kind, Meeting, Report};
use crate::world::{Place, World, millis, seconds};

/// Members of a group.
const MEMBERS: usize = 50;
/// How often we look. Who needs less than this counts as needing this.
const STEP: Duration = millis(100);
/// Members join within this time.
const JOINS: Duration = seconds(20);
/// After all are there, members come and go for this time: as many as one in [`ONE_IN`].
const CHURN: Duration = seconds(90);
const ONE_IN: usize = 5;
/// Who goes away stays away for so long at most.
const AWAY: Duration = seconds(40);
/// After this somebody counts as never seen.
const LIMIT: Duration = seconds(120);
/// A message must have arrived after this time.
const PATIENCE: Duration = seconds(20);
/// Who leaves so soon after a message may take it along.
const LAST_WORDS: Duration = seconds(5);
/// The chance that somebody says something in one step.
const TALK: f64 = 0.05;

/// Runs `count` worlds from seed `first` on, on all cores. Returns what was measured, and the seeds that
/// failed otherwise.
pub(crate) fn run_all(first: u64, count: u64) -> (Vec<Report>, Vec<u64>) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, found) = (AtomicU64::new(first), Mutex::new((Vec::new(), Vec::new())));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        return;
                    }
                    let report = std::panic::catch_unwind(|| run(seed));
                    let (all, failed) = &mut *found.lock().unwrap();
                    match report {
                        Ok(report) => all.push(report),
                        Err(_) => failed.push(seed),
                    }
                }
            });
        }
    });
    let (mut reports, failed) = found.into_inner().unwrap();
    reports.sort_by_key(|report: &Report| report.seed);
    (reports, failed)
}

/// Runs the world of this seed.
fn run(seed: u64) -> Report {
    let mut day = Day::new(seed);
    day.join_all();
    day.come_and_go();
    day.fall_apart();
    day.end()
}

/// What a member is doing.
enum State {
    Here,
    /// It said good bye; its program runs.
    Out,
    /// Its program does not run.
    Gone(Box<SavedGroup>),
}

/// Somebody who came and has not met all yet.
struct Arrival {
    who: usize,
    kind: Kind,
    since: Instant,
    missing: Vec<usize>,
}

/// A message under way.
struct Sent {
    number: u64,
    from: usize,
    key: EphemeralPublicKey,
    at: Instant,
    to: Vec<usize>,
}

struct Day {
    world: World,
    states: Vec<State>,
    arrivals: Vec<Arrival>,
    sent: Vec<Sent>,
    last: u64,
    /// Up to where texts were read, and the last number of each sender, by member.
    read: Vec<(usize, BTreeMap<EphemeralPublicKey, u64>)>,
    /// Numbers that arrived in the last while, by member.
    heard: Vec<BTreeMap<u64, EphemeralPublicKey>>,
    is_apart: bool,
    /// Those of whom parts of the network think differently whether they may speak.
    muted: Vec<usize>,
    report: Report,
}

impl Day {
    fn new(seed: u64) -> Self {
        let link = Link::default().with_loss(0.05).with_jitter(millis(10));
        let mut world = World::with_relay(seed, link);
        world.board_pause = millis(500);
        Self {
            world,
            states: vec![State::Here],
            arrivals: Vec::new(),
            sent: Vec::new(),
            last: 0,
            read: vec![<_>::default()],
            heard: vec![<_>::default()],
            is_apart: false,
            muted: Vec::new(),
            report: Report { seed, ..Report::default() },
        }
    }

    fn now(&self) -> Instant {
        self.world.sim.now()
    }

    fn any_time(&mut self, within: Duration) -> Instant {
        self.now() + self.world.sim.rng().duration(within)
    }

    fn join_all(&mut self) {
        let mut joins: Vec<Instant> = (1..MEMBERS).map(|_| self.any_time(JOINS)).collect();
        joins.sort();
        for at in joins {
            while self.now() < at {
                self.step();
            }
            let place = Place::ALL[self.world.sim.rng().index(Place::ALL.len())];
            let who = self.world.add_at(place);
            self.states.push(State::Here);
            self.read.push(<_>::default());
            self.heard.push(<_>::default());
            self.world.join(who, b"");
            self.arrives(who, Kind::Join);
        }
        self.settle();
    }

    fn come_and_go(&mut self) {
        let mut turns: Vec<(Instant, usize)> =
            (0..MEMBERS / ONE_IN).map(|_| (self.any_time(CHURN), self.world.sim.rng().index(MEMBERS))).collect();
        while !turns.is_empty() {
            let now = self.now();
            let (due, later) = std::mem::take(&mut turns).into_iter().partition(|(at, _)| *at <= now);
            turns = later;
            let due: Vec<(Instant, usize)> = due;
            for (_, who) in due {
                if matches!(self.states[who], State::Here) {
                    self.leave(who);
                    let at = self.any_time(AWAY);
                    turns.push((at, who));
                } else {
                    self.come_back(who);
                }
            }
            self.step();
        }
        self.settle();
    }

    /// Two parts decide differently, for longer or shorter than it takes to miss somebody.
    fn fall_apart(&mut self) {
        let moderator = self.some_other(&[]);
        let [first, second, third] = [(); 3].map(|()| self.some_other(&[moderator]));
        self.muted = vec![first, second, third];
        let key = self.world.key(moderator);
        self.world.act(0, |groups, now, number| groups.set_role(now, number, &key, Role::Moderator)).unwrap();
        self.run_for(seconds(5));
        let time = [seconds(10), seconds(40), seconds(75)][self.world.sim.rng().index(3)];
        let parts: Vec<u8> = (0..MEMBERS).map(|_| u8::from(self.world.sim.rng().chance(0.5))).collect();
        let part = |who: usize| {
            if who == 0 {
                0
            } else if who == moderator {
                1
            } else {
                parts[who]
            }
        };
        self.world.split(part);
        self.is_apart = true;
        for sent in &mut self.sent {
            sent.to.retain(|who| part(*who) == part(sent.from));
        }
        self.run_for(seconds(2));
        for (who, other) in [(0, first), (moderator, second), (moderator, third)] {
            let key = self.world.key(other);
            let topic = format!("{who} rules");
            // Who is observer already, or not seen any more, stays what it is.
            self.world.act(who, |groups, now, number| {
                let _ = groups.set_topic(now, number, topic.as_bytes());
                let _ = groups.set_role(now, number, &key, Role::Observer);
            });
        }
        self.world.act(0, |groups, now, number| groups.set_peer_limit(now, number, 77)).unwrap();
        self.run_for(time);
        self.world.split(|_| 0);
        self.is_apart = false;
        let since = self.now();
        while !(self.world.all_see_all() && self.all_agree()) && self.now() - since < LIMIT {
            self.step();
        }
        let took = (self.now() - since < LIMIT).then(|| self.now() - since);
        self.report.meetings.push(Meeting { kind: Kind::Heal, place: Place::Public, took });
    }

    fn end(mut self) -> Report {
        self.run_for(PATIENCE + STEP);
        self.report
    }

    /// Anybody but the founder and these.
    fn some_other(&mut self, but: &[usize]) -> usize {
        loop {
            let who = 1 + self.world.sim.rng().index(MEMBERS - 1);
            if !but.contains(&who) {
                return who;
            }
        }
    }

    fn run_for(&mut self, time: Duration) {
        let end = self.now() + time;
        while self.now() < end {
            self.step();
        }
    }

    /// Until all who came have met all.
    fn settle(&mut self) {
        while !self.arrivals.is_empty() {
            self.step();
        }
    }

    fn step(&mut self) {
        self.speak();
        self.world.run(STEP);
        self.look();
        self.listen();
        self.count();
    }

    fn here(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.states.len()).filter(|who| matches!(self.states[*who], State::Here))
    }

    fn arrives(&mut self, who: usize, kind: Kind) {
        let missing = self.here().filter(|other| *other != who).collect();
        self.arrivals.push(Arrival { who, kind, since: self.now(), missing });
    }

    fn leave(&mut self, who: usize) {
        let now = self.now();
        self.listen();
        self.arrivals.retain(|arrival| arrival.who != who);
        self.arrivals.iter_mut().for_each(|arrival| arrival.missing.retain(|other| *other != who));
        self.sent.retain(|sent| sent.from != who || now - sent.at > LAST_WORDS);
        self.sent.iter_mut().for_each(|sent| sent.to.retain(|other| *other != who));
        self.states[who] = if self.world.sim.rng().chance(0.5) {
            self.world.act(who, |groups, now, number| groups.disconnect(now, number)).unwrap();
            State::Out
        } else {
            self.read[who] = <_>::default();
            self.heard[who].clear();
            State::Gone(Box::new(self.world.vanish(who)))
        };
    }

    fn come_back(&mut self, who: usize) {
        match std::mem::replace(&mut self.states[who], State::Here) {
            State::Gone(saved) => self.world.come_back(who, *saved),
            _ => self.world.act(who, |groups, now, number| groups.reconnect(now, number, None)).unwrap(),
        }
        self.arrives(who, Kind::Return);
    }

    /// Somebody who is here says something. Whoever sees it and is seen by it must hear that.
    fn speak(&mut self) {
        if self.is_apart || !self.world.sim.rng().chance(TALK) {
            return;
        }
        let here: Vec<usize> = self.here().collect();
        let from = here[self.world.sim.rng().index(here.len())];
        if !self.world.is_in(from) || self.muted.contains(&from) {
            return;
        }
        self.last += 1;
        self.world.say(from, self.last.to_string().as_bytes());
        let sees = |other: &usize| *other != from && self.world.sees(from, *other) && self.world.sees(*other, from);
        let to = here.into_iter().filter(sees).collect();
        self.sent.push(Sent { number: self.last, from, key: self.world.key(from), at: self.now(), to });
    }

    /// Who has met whom.
    fn look(&mut self) {
        let (now, world) = (self.now(), &self.world);
        let meetings = &mut self.report.meetings;
        self.arrivals.retain_mut(|Arrival { who, kind, since, missing }| {
            missing.retain(|other| !(world.sees(*who, *other) && world.sees(*other, *who)));
            let (met, took) = (missing.is_empty(), now - *since);
            if met || took >= LIMIT {
                meetings.push(Meeting { kind: *kind, place: world.place(*who), took: met.then_some(took) });
            }
            !met && took < LIMIT
        });
    }

    /// What members heard of each other is in order, and nothing comes twice.
    fn listen(&mut self) {
        for who in 0..self.states.len() {
            let (read, last) = &mut self.read[who];
            let texts = &self.world.person(who).texts;
            for (by, text) in &texts[*read..] {
                let number: u64 = std::str::from_utf8(text).unwrap().parse().unwrap();
                let before = last.insert(*by, number);
                assert!(before.is_none_or(|before| before < number), "{who} heard {number} after {before:?}");
                self.heard[who].insert(number, *by);
            }
            *read = texts.len();
        }
    }

    /// What should have been heard by now.
    fn count(&mut self) {
        let now = self.now();
        let (due, sent): (Vec<Sent>, Vec<Sent>) =
            std::mem::take(&mut self.sent).into_iter().partition(|sent| now - sent.at >= PATIENCE);
        self.sent = sent;
        for Sent { number, from, key, at, to } in due {
            for who in to {
                if self.heard[who].get(&number) == Some(&key) {
                    self.report.delivered += 1;
                } else {
                    self.report.lost.push(format!("{number} of {from} for {who}, said at {at:?}"));
                }
            }
        }
    }

    /// Whether all have the same state, topic and roles.
    fn all_agree(&self) -> bool {
        let (founder, number) = self.world.groups(0);
        let (state, topic) = (founder.state(number), founder.topic(number));
        let roles: Vec<_> = (0..MEMBERS)
            .map(|who| {
                let (groups, number) = self.world.groups(who);
                (self.world.key(who), groups.own_role(number))
            })
            .collect();
        (0..MEMBERS).all(|who| {
            let (groups, number) = self.world.groups(who);
            let role = |key: &EphemeralPublicKey| groups.member(number, key).map(|member| member.role);
            let agrees =
                |(key, own): &(EphemeralPublicKey, Option<Role>)| *key == self.world.key(who) || role(key) == *own;
            groups.state(number) == state && groups.topic(number) == topic && roles.iter().all(agrees)
        })
    }
}
