//! Members who are friends of the next one only, all in one conference.

use std::time::Duration;

use toxcore::conference::{ConferenceNumber, ConferenceType};
use toxcore::{ConnectionStatus, Event, FriendId, MessageKind, Options};
use toxcore_sim::{HostConfig, HostId, Link, Sim};

use crate::support::{ToxHost, World};

/// Members, each a friend of the next one.
pub(crate) struct Chain {
    pub(crate) world: World,
    pub(crate) members: Vec<HostId>,
    /// The next one, as each calls him.
    pub(crate) next: Vec<FriendId>,
}

impl Chain {
    /// Friends who are online; those of whom `is_relayed` says so have no UDP.
    pub(crate) fn new(seed: u64, len: usize, is_relayed: impl Fn(usize) -> bool) -> Self {
        let mut world = World::new(seed, 8);
        let members: Vec<HostId> = (0..len)
            .map(|at| {
                let options = Options { udp_enabled: !is_relayed(at), ..Options::default() };
                let user = world.add(options, HostConfig::default().with_link(Link::default()));
                for node in world.nodes.clone() {
                    world.bootstrap(user, node);
                    world.add_relay(user, node);
                }
                user
            })
            .collect();
        let next = members.windows(2).map(|pair| world.make_friends(pair[0], pair[1]).0).collect();
        for (at, member) in members.iter().enumerate() {
            let name = format!("member {at}").into_bytes();
            world.call(*member, |tox, now| tox.set_name(now, &name)).unwrap();
            world.sim.call(*member, |host, _| host.reaction = Some(Box::new(follow)));
        }
        let mut chain = Self { world, members, next };
        chain.until_friends_are_online();
        chain
    }

    pub(crate) fn until_friends_are_online(&mut self) {
        let (members, next) = (self.members.clone(), self.next.clone());
        self.world.run_until(Duration::from_secs(90), |sim| {
            members
                .iter()
                .zip(&next)
                .all(|(user, friend)| sim[*user].tox.friend_connection_status(*friend) != Ok(ConnectionStatus::None))
        });
        self.world.run(Duration::from_secs(1));
    }

    /// The first one founds a conference, and each invites the next.
    pub(crate) fn joined(mut self) -> Self {
        self.world.call(self.members[0], |tox, now| tox.conference_new(now, ConferenceType::Text)).unwrap();
        for at in 0..self.next.len() {
            let (conference, friend) = (self.conference(at), self.next[at]);
            self.world.call(self.members[at], |tox, now| tox.conference_invite(now, conference, friend)).unwrap();
            let joined = self.members[at + 1];
            self.world.run_until(Duration::from_secs(10), |sim| {
                sim[joined].saw(|event| matches!(event, Event::ConferenceConnected { .. }))
            });
        }
        self.until_all_are_in_sight();
        self
    }

    pub(crate) fn until_all_are_in_sight(&mut self) -> Duration {
        let members = self.members.clone();
        self.world.run_until(Duration::from_secs(180), |sim| {
            members.iter().all(|member| count(sim, *member) == Some(members.len()))
        })
    }

    pub(crate) fn conference(&self, at: usize) -> ConferenceNumber {
        self.world.sim[self.members[at]].tox.conferences().numbers().next().unwrap()
    }

    pub(crate) fn say(&mut self, at: usize, text: &[u8]) {
        let conference = self.conference(at);
        let said = self
            .world
            .call(self.members[at], |tox, now| tox.conference_send_message(now, conference, MessageKind::Normal, text));
        said.unwrap();
    }

    /// Texts that a member was told, in order.
    pub(crate) fn texts(&self, at: usize) -> Vec<Vec<u8>> {
        let events = self.world.sim[self.members[at]].events.iter();
        let texts = events.filter_map(|(_, event)| match event {
            Event::ConferenceMessage { text, .. } => Some(text.to_vec()),
            _ => None,
        });
        texts.collect()
    }
}

/// How many a member sees in its first conference.
pub(crate) fn count(sim: &Sim<ToxHost>, member: HostId) -> Option<usize> {
    let conferences = sim[member].tox.conferences();
    conferences.peer_count(conferences.numbers().next()?)
}

/// Whoever is invited comes.
pub(crate) fn follow(tox: &mut toxcore::Tox, now: toxcore::Instant, event: &Event) {
    if let Event::ConferenceInvite { friend, cookie } = event {
        let _ = tox.conference_join(now, *friend, cookie);
    }
}
