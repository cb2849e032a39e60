//! An evening of a group whose members come and go, with and without a word.

use std::collections::BTreeMap;
use std::time::Duration;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_sim::run_seeds;
use toxcore_wire::savedata::SavedGroup;

use crate::world::{World, lossy, millis, seconds};

/// How often everything is looked at.
const STEP: Duration = millis(250);
/// A message must have arrived after this time.
const PATIENCE: Duration = seconds(15);
/// Who leaves without a word so soon after a message takes it along.
const LAST_WORDS: Duration = seconds(5);

/// What a member is doing.
enum State {
    /// It does not see everybody yet, since then.
    Arriving(Instant),
    /// It is seen by all and sees all.
    Here,
    /// It said good bye; its program runs.
    Out,
    /// Its program does not run.
    Gone(Box<SavedGroup>),
}

/// A message under way.
struct Sent {
    number: u64,
    from: usize,
    key: EphemeralPublicKey,
    at: Instant,
    to: Vec<usize>,
}

struct Evening {
    world: World,
    states: Vec<State>,
    sent: Vec<Sent>,
    last: u64,
    /// How long members took to see and be seen.
    arrivals: Vec<Duration>,
    arrived: u64,
    lost: Vec<String>,
}

impl Evening {
    fn new(members: usize, seed: u64) -> Self {
        let mut world = World::joining(members, seed, lossy(), millis(100));
        world.run_until(seconds(30), World::all_see_all);
        let states = (0..members).map(|_| State::Here).collect();
        Self { world, states, sent: Vec::new(), last: 0, arrivals: Vec::new(), arrived: 0, lost: Vec::new() }
    }

    /// One step of time. The chances are those of one member in one step; the founder stays, so that there is somebody to find.
    fn step(&mut self, leaves: f64, returns: f64) {
        for who in 1..self.states.len() {
            let chance = match &self.states[who] {
                State::Here | State::Arriving(_) => leaves,
                State::Out | State::Gone(_) => returns,
            };
            if self.world.sim.rng().chance(chance) {
                self.turn(who);
            }
        }
        self.speak();
        self.world.run(STEP);
        self.look();
    }

    /// Who is here leaves, and who is not comes.
    fn turn(&mut self, who: usize) {
        let now = self.world.sim.now();
        let is_polite = self.world.sim.rng().chance(0.5);
        let old = std::mem::replace(&mut self.states[who], State::Out);
        self.states[who] = match old {
            State::Here | State::Arriving(_) if is_polite => {
                self.forget(who);
                self.world.act(who, |groups, now, number| groups.disconnect(now, number)).unwrap();
                State::Out
            }
            State::Here | State::Arriving(_) => {
                self.forget(who);
                State::Gone(Box::new(self.world.vanish(who)))
            }
            State::Out => {
                self.world.act(who, |groups, now, number| groups.reconnect(now, number, None)).unwrap();
                State::Arriving(now)
            }
            State::Gone(saved) => {
                self.world.come_back(who, *saved);
                State::Arriving(now)
            }
        };
    }

    /// Who leaves need not hear any more, and takes along what it said last.
    fn forget(&mut self, who: usize) {
        self.check_order(who);
        let now = self.world.sim.now();
        self.sent.retain(|sent| sent.from != who || now - sent.at > LAST_WORDS);
        for sent in &mut self.sent {
            sent.to.retain(|other| *other != who);
        }
    }

    fn speak(&mut self) {
        let here: Vec<usize> = (0..self.states.len()).filter(|who| matches!(self.states[*who], State::Here)).collect();
        if here.is_empty() {
            return;
        }
        let from = here[self.world.sim.rng().index(here.len())];
        self.last += 1;
        self.world.say(from, self.last.to_string().as_bytes());
        let to = here.into_iter().filter(|who| *who != from).collect();
        let key = self.world.key(from);
        self.sent.push(Sent { number: self.last, from, key, at: self.world.sim.now(), to });
    }

    /// Who has arrived, and what has not.
    fn look(&mut self) {
        let now = self.world.sim.now();
        for who in 0..self.states.len() {
            if let State::Arriving(since) = self.states[who]
                && self.sees_and_is_seen(who)
            {
                self.arrivals.push(now - since);
                self.states[who] = State::Here;
            }
        }
        let (due, sent): (Vec<Sent>, Vec<Sent>) =
            std::mem::take(&mut self.sent).into_iter().partition(|sent| now - sent.at >= PATIENCE);
        self.sent = sent;
        for Sent { number, from, key, at, to } in due {
            let text = number.to_string();
            for who in to {
                if self.world.person(who).texts.iter().any(|(by, heard)| *by == key && *heard == text.as_bytes()) {
                    self.arrived += 1;
                } else {
                    self.lost.push(format!("{number} of {from} for {who}, said at {at:?}"));
                }
            }
        }
    }

    fn sees_and_is_seen(&self, who: usize) -> bool {
        let here = (0..self.states.len()).filter(|other| matches!(self.states[*other], State::Here));
        let mut here = here.filter(|other| *other != who);
        self.world.is_in(who) && here.all(|other| self.world.sees(who, other) && self.world.sees(other, who))
    }

    /// What a member heard of each other is in order, and nothing is in it twice.
    fn check_order(&self, who: usize) {
        let mut last: BTreeMap<EphemeralPublicKey, u64> = BTreeMap::new();
        for (by, text) in &self.world.person(who).texts {
            let number: u64 = String::from_utf8(text.clone()).unwrap().parse().unwrap();
            let before = last.insert(*by, number);
            assert!(before.is_none_or(|before| before < number), "{who} heard {number} after {before:?}");
        }
    }

    fn end(&self) {
        (0..self.states.len()).for_each(|who| self.check_order(who));
        assert!(self.lost.is_empty(), "{} arrived, lost: {:?}", self.arrived, self.lost);
    }
}

#[test]
fn members_who_come_and_go_miss_nothing_while_they_are_here() {
    let (mut arrivals, mut arrived) = (Vec::new(), 0);
    run_seeds(0..20, |seed| {
        let mut evening = Evening::new(8, seed);
        for _ in 0..1_200 {
            // Each is here for 100 s, and away for 25.
            evening.step(0.002_5, 0.01);
        }
        evening.end();
        arrivals.append(&mut evening.arrivals);
        arrived += evening.arrived;
    });
    arrivals.sort();
    let (half, most) = (arrivals[arrivals.len() / 2], arrivals[arrivals.len() * 99 / 100]);
    println!("{} arrivals: half within {half:?}, 99 % within {most:?}; {arrived} deliveries", arrivals.len());
    assert!(half <= seconds(3) && most <= seconds(15), "{half:?} {most:?}");
}
