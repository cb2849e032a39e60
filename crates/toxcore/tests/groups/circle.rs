//! Members of one group, with all that a client is.

use std::time::Duration;

use toxcore::group::{ChatId, GroupNumber, GroupPrivacy, PeerNumber};
use toxcore::{Event, GroupEvent, MessageKind, Options, Tox};
use toxcore_sim::{HostConfig, HostId, Link, Sim};

use crate::support::{ToxHost, World};

/// Users who are to be members of one group. The first one founds it.
pub(crate) struct Circle {
    pub(crate) world: World,
    pub(crate) members: Vec<HostId>,
}

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) fn nick(at: usize) -> Vec<u8> {
    format!("member {at}").into_bytes()
}

impl Circle {
    /// Users in a network of eight nodes, who know all of these; those of whom `is_relayed` says so have no UDP.
    pub(crate) fn new(seed: u64, len: usize, is_relayed: impl Fn(usize) -> bool) -> Self {
        let mut world = World::new(seed, 8);
        world.run(seconds(5));
        let mut circle = Self { world, members: Vec::new() };
        for at in 0..len {
            circle.add(Options { udp_enabled: !is_relayed(at), ..Options::default() });
        }
        circle.world.run(seconds(15));
        circle
    }

    pub(crate) fn add(&mut self, options: Options) -> usize {
        let user = self.world.add(options, HostConfig::default().with_link(Link::default()));
        self.introduce(user);
        self.members.push(user);
        self.members.len() - 1
    }

    fn introduce(&mut self, user: HostId) {
        for node in self.world.nodes.clone() {
            self.world.bootstrap(user, node);
            self.world.add_relay(user, node);
        }
    }

    /// All in one public group, each of whom sees all.
    pub(crate) fn joined(mut self) -> Self {
        let chat_id = self.found(GroupPrivacy::Public);
        for at in 1..self.members.len() {
            self.join(at, chat_id, b"");
        }
        self.until_all_see_all();
        self.world.run(seconds(2));
        self
    }

    pub(crate) fn found(&mut self, privacy: GroupPrivacy) -> ChatId {
        self.call(0, |tox, now| {
            let group = tox.group_new(now, privacy, b"readers", &nick(0)).unwrap();
            tox.group_chat_id(group).unwrap()
        })
    }

    pub(crate) fn join(&mut self, at: usize, chat_id: ChatId, password: &[u8]) {
        self.call(at, |tox, now| tox.group_join(now, chat_id, &nick(at), password)).unwrap();
    }

    pub(crate) fn call<R>(&mut self, at: usize, act: impl FnOnce(&mut Tox, toxcore::Instant) -> R) -> R {
        self.world.call(self.members[at], act)
    }

    pub(crate) fn tox(&self, at: usize) -> &Tox {
        &self.world.sim[self.members[at]].tox
    }

    pub(crate) fn group(&self, at: usize) -> GroupNumber {
        group_of(self.tox(at))
    }

    /// How a member calls another.
    pub(crate) fn peer(&self, at: usize, other: usize) -> PeerNumber {
        let key = self.tox(other).group_self_public_key(self.group(other)).unwrap();
        self.tox(at).groups().peer_number(self.group(at), &key).unwrap()
    }

    pub(crate) fn until_all_see_all(&mut self) -> Duration {
        let members = self.members.clone();
        let all = move |sim: &Sim<ToxHost>| members.iter().all(|member| count(sim, *member) == Some(members.len() - 1));
        self.world.run_until(seconds(120), all)
    }

    /// Runs until a member was told something.
    pub(crate) fn until_told(&mut self, at: usize, limit: u64, what: impl Fn(&GroupEvent) -> bool) -> Duration {
        let member = self.members[at];
        self.world.run_until(seconds(limit), |sim| told(sim, member, &what) > 0)
    }

    /// How often a member was told something like that.
    pub(crate) fn told(&self, at: usize, what: impl Fn(&GroupEvent) -> bool) -> usize {
        told(&self.world.sim, self.members[at], &what)
    }

    /// What was told is forgotten.
    pub(crate) fn forget_events(&mut self) {
        for member in self.members.clone() {
            self.world.sim.call(member, |host, _| host.events.clear());
        }
    }

    /// Says something to all; to how many it went.
    pub(crate) fn say(&mut self, at: usize, text: &[u8]) -> usize {
        let group = self.group(at);
        self.call(at, |tox, now| tox.group_send_message(now, group, MessageKind::Normal, text)).unwrap().reached
    }

    /// Texts for all that a member was told, in order, with the numbers of who wrote them.
    pub(crate) fn texts(&self, at: usize) -> Vec<(PeerNumber, Vec<u8>)> {
        let events = self.world.sim[self.members[at]].events.iter();
        let texts = events.filter_map(|(_, event)| match event {
            Event::Group { event: GroupEvent::Message { peer, text, .. }, .. } => Some((peer.number, text.to_vec())),
            _ => None,
        });
        texts.collect()
    }

    /// A member ends without a word, and starts again with what it had saved. It knows the nodes out of the file.
    pub(crate) fn restart(&mut self, at: usize, options: Options) {
        let place = HostConfig::default().with_link(Link::default());
        self.members[at] = self.world.restart(self.members[at], options, place);
    }
}

/// The only group of a user.
pub(crate) fn group_of(tox: &Tox) -> GroupNumber {
    tox.group_list().next().unwrap()
}

/// How many others a user sees in the first group.
pub(crate) fn count(sim: &Sim<ToxHost>, member: HostId) -> Option<usize> {
    let tox = &sim[member].tox;
    Some(tox.group_peers(tox.group_list().next()?).count())
}

fn told(sim: &Sim<ToxHost>, member: HostId, what: &impl Fn(&GroupEvent) -> bool) -> usize {
    sim[member].count(|event| matches!(event, Event::Group { event, .. } if what(event)))
}
