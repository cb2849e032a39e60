//! Finding out that members know different things, and making up for it. Protocol: groups, Synchronisation.

use toxcore_crypto::{EphemeralPublicKey, ExtendedPublicKey};
use toxcore_sansio::Instant;
use toxcore_wire::group::{
    GroupPing, LosslessKind, Role, SanctionsPacket, SignedTopic, SyncFlags, SyncRequest, SyncResponse,
};

use super::limits::{
    HEAL_INTERVAL, NAMED_ABOVE_LIMIT, SYNC_ANSWER_INTERVAL, SYNC_GROUP_INTERVAL, SYNC_MEMBER_INTERVAL, TOPIC_GUARD,
};
use super::topic::TopicDiffers;
use super::{Effect, Event, Outgoing, Phase, Refusal, Rules};

impl Rules {
    /// What we know, in numbers, for the ping to each confirmed member: the same for all but for the address that its owner
    /// adds. Not before we know what was decided. Members also ping who are looking for the group again: otherwise a founder
    /// who comes back alone is taken for dead by whoever joins.
    #[must_use]
    pub fn ping(&self) -> Option<GroupPing> {
        let state = self.state()?;
        self.enter().ok()?;
        let (sanctions_version, sanctions_checksum) = self.moderation.sanctions_version(&state.founder);
        let (topic_version, topic_checksum) = self.with_topic_law(|topic, law| topic.version(law))?;
        let sums = self.members.sums();
        Some(GroupPing {
            peers_checksum: sums.peers,
            confirmed_peers: sums.confirmed,
            state_version: state.version,
            sanctions_version,
            moderation_checksum: sums.roles.wrapping_add(sanctions_checksum),
            topic_version,
            topic_checksum,
            addr: None,
        })
    }

    /// Asks for what the ping of a member shows to be missing here, and gives what it shows to be missing there.
    pub(super) fn compare(&mut self, now: Instant, from: &EphemeralPublicKey, ping: &GroupPing) -> Result<(), Refusal> {
        let role = self.members.confirmed(from)?.role;
        let Some(ours) = self.ping() else { return Ok(()) };
        let mut flags = SyncFlags::NONE;
        if ping.peers_checksum != ours.peers_checksum && ping.confirmed_peers >= ours.confirmed_peers {
            flags = flags | SyncFlags::PEERS;
        }
        if self.needs_state(ping, &ours) {
            flags = flags | SyncFlags::STATE;
        }
        match self.topic_differs(now, from, role, ping) {
            TopicDiffers::Ask => flags = flags | SyncFlags::TOPIC,
            // Whoever knows less of what was decided would not take it.
            TopicDiffers::Tell if ping.state_version >= ours.state_version => self.tell_topic(now, from),
            TopicDiffers::Tell | TopicDiffers::No => {}
        }
        if flags.is_empty() || self.phase == Phase::Joining {
            return Ok(());
        }
        // Over a limit it is asked after the next ping.
        let _ = self.ask_later(now, from, flags);
        Ok(())
    }

    /// What a ping calls for. Observers are not asked for topics, which nobody takes from them, but told ours, now and then.
    fn topic_differs(&mut self, now: Instant, from: &EphemeralPublicKey, role: Role, ping: &GroupPing) -> TopicDiffers {
        let told = self.members.contact(from).ok().and_then(|contact| contact.topic_told);
        let told_topic = told.map(|(signature, _)| signature);
        let differs = self.with_topic_law(|topic, law| topic.compare(now, ping, told_topic.as_ref(), law));
        let differs = differs.unwrap_or(TopicDiffers::No);
        if role != Role::Observer || self.own_role == Role::Observer || differs != TopicDiffers::Ask {
            return differs;
        }
        if told.is_some_and(|(_, at)| now < at + TOPIC_GUARD) { TopicDiffers::No } else { TopicDiffers::Tell }
    }

    fn needs_state(&self, theirs: &GroupPing, ours: &GroupPing) -> bool {
        if theirs.state_version == 0 || theirs.state_version < ours.state_version {
            return false;
        }
        let has_list = self.state().is_some_and(|state| self.has_moderators_of(&state.moderators_hash));
        theirs.state_version > ours.state_version || !has_list || self.needs_sanctions(theirs, ours)
    }

    /// Whether a member knows other observers, or other roles. Nobody is asked again for a list that counts for nothing.
    fn needs_sanctions(&self, theirs: &GroupPing, ours: &GroupPing) -> bool {
        let checksum = theirs.moderation_checksum.wrapping_sub(self.members.sums().roles);
        let is_useless = |founder| self.moderation.is_useless((theirs.sanctions_version, checksum), &founder);
        if self.founder().is_some_and(is_useless) {
            return false;
        }
        let is_same = theirs.sanctions_version == ours.sanctions_version;
        theirs.sanctions_version > ours.sanctions_version
            || is_same && theirs.moderation_checksum != ours.moderation_checksum
            || self.moderation.is_unproven() && !is_same
    }

    pub(super) fn has_moderators_of(&self, hash: &[u8; 32]) -> bool {
        self.moderation.moderators().hash_in_order() == *hash
    }

    /// Asks a member, if nobody was asked a moment ago.
    pub(super) fn ask_later(&mut self, now: Instant, to: &EphemeralPublicKey, flags: SyncFlags) -> Result<(), Refusal> {
        if self.asked.is_some_and(|at| now < at + SYNC_GROUP_INTERVAL) {
            return Err(Refusal::Limited);
        }
        self.ask(now, to, flags)
    }

    /// Asks a member, if it was not asked a short while ago.
    pub(super) fn ask(&mut self, now: Instant, to: &EphemeralPublicKey, flags: SyncFlags) -> Result<(), Refusal> {
        let password = self.password_for(to)?;
        let contact = self.members.contact(to)?;
        if contact.asked.is_some_and(|asked| now < asked.at + SYNC_MEMBER_INTERVAL) {
            return Err(Refusal::Limited);
        }
        contact.ask(now, flags);
        self.asked = Some(now);
        self.send(to, Outgoing::new(SyncRequest::KIND, &SyncRequest { flags, password }));
        Ok(())
    }

    /// Answers a request, with everything in the order in which it can be understood.
    pub(super) fn answer_sync(
        &mut self,
        now: Instant,
        from: &ExtendedPublicKey,
        request: &SyncRequest,
    ) -> Result<(), Refusal> {
        if self.decided.is_none() {
            return Err(Refusal::NotJoined);
        }
        self.may_be_in(from, request.password.as_ref())?;
        let to = from.encryption;
        let contact = self.members.contact(&to)?;
        if contact.answered.is_some_and(|at| now < at + SYNC_ANSWER_INTERVAL) || !self.answers.take(now) {
            return Err(Refusal::Limited);
        }
        contact.answered = Some(now);
        contact.let_in = contact.let_in.map(|_| now);
        self.showed_password(&to);
        let state = request.flags.contains(SyncFlags::STATE).then(|| self.state_packets());
        let topic = request.flags.contains(SyncFlags::TOPIC).then(|| self.topic_packet());
        for packet in state.into_iter().flatten().chain(topic.flatten()) {
            self.send(&to, packet);
        }
        if request.flags.contains(SyncFlags::PEERS) {
            self.members.told_of_others(&to)?;
            self.do_next(Effect::Introduce { to });
        }
        // A founder who comes back to an empty group is in it with the first who asks.
        if self.group_keys.is_some() && self.phase == Phase::Joining {
            self.enter_group(now);
        }
        Ok(())
    }

    /// A member is named, or there is none left: we are in.
    pub(super) fn synchronised(
        &mut self,
        now: Instant,
        from: &EphemeralPublicKey,
        response: &SyncResponse,
    ) -> Result<(), Refusal> {
        if !self.members.contact(from)?.awaits(now, SyncFlags::PEERS) {
            return Err(Refusal::Unsolicited);
        }
        if self.decided.is_none() {
            return Err(Refusal::NotJoined);
        }
        if !self.may_be_told(from) {
            // Members show the password with the state.
            return Err(Refusal::NotConfirmed);
        }
        let most = self.state().map_or(0, |state| usize::from(state.peer_limit)).saturating_add(NAMED_ABOVE_LIMIT);
        if response.announce.is_some() && !self.members.contact(from)?.name(most) {
            return Err(Refusal::Limited);
        }
        if self.phase == Phase::Joining {
            self.enter_group(now);
            // Others who were outside when they met us do not ask again.
            for contact in self.members.unconfirmed() {
                self.introduce_us_once(now, &contact);
            }
        }
        self.introduce_us_once(now, from);
        if let Some(announce) = response.announce
            && !self.is_us(&announce.member)
            && self.members.get(&announce.member).is_none()
        {
            self.named.add(announce.member);
            // It may have a handshake already, and have refused what we told it: for another password, or before it was in.
            self.introduce_us_again(now, &announce.member);
            self.do_next(Effect::Meet { by: *from, announce });
        }
        Ok(())
    }

    fn enter_group(&mut self, now: Instant) {
        self.phase = Phase::Joined { since: now };
        self.is_told_of_password = false;
        self.password = toxcore_wire::group::GroupPassword::NONE;
        self.tell(Event::Joined);
    }

    /// Shared state and both lists, as far as others can take them.
    fn state_packets(&self) -> Vec<Outgoing> {
        let Some(decided) = &self.decided else { return Vec::new() };
        let hash = &decided.state.moderators_hash;
        let moderators = self.moderation.moderators().arranged_for(hash);
        let sanctions = self.moderation.sound_list(&decided.state.founder);
        let moderators = moderators.map(|list| Outgoing::new(LosslessKind::ModeratorList, &list));
        let sanctions = sanctions.map(|list| Outgoing::new(SanctionsPacket::KIND, list));
        [Some(self.state_packet(decided)), moderators, sanctions].into_iter().flatten().collect()
    }

    pub(super) fn topic_packet(&self) -> Option<Outgoing> {
        self.topic.current().map(|topic| Outgoing::new(SignedTopic::KIND, &topic.to_signed()))
    }

    /// Gives a member our topic, which replaced the one that it has.
    fn tell_topic(&mut self, now: Instant, to: &EphemeralPublicKey) {
        let signature = self.with_topic_law(|topic, law| topic.sound(law).map(|topic| topic.signature)).flatten();
        let (Some(signature), Some(packet)) = (signature, self.topic_packet()) else { return };
        if let Ok(contact) = self.members.contact(to) {
            contact.topic_told = Some((signature, now));
        }
        self.send(to, packet);
    }

    /// Whether it is time again to correct what others hold.
    pub(super) fn may_heal(&mut self, now: Instant) -> bool {
        let may = self.healed.is_none_or(|at| now >= at + HEAL_INTERVAL);
        if may {
            self.healed = Some(now);
        }
        may
    }
}
