use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, LowOrderKey};
use toxcore_sansio::{Instant, Rng};
use toxcore_wire::group_announce::{ChatId, GroupAnnounce, PublicGroupAnnounce};
use toxcore_wire::{Encode, NodeInfo};

use super::closest::{ClosestNodes, Listed};
use super::compact::CompactNode;
use super::output::GroupSearchStatus;

mod pace;
mod told;

use self::pace::Pace;
pub(crate) use self::told::Told;

/// What we know of where one public group is announced.
///
/// Two kinds of nodes are asked. Those *near* the chat id, where all clients like ours meet. And *wide* ones, anywhere: the reference
/// asks nodes near a random key of its own, so that only chance leads to where it is announced, and more nodes are more chances.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) number: u32,
    pub(crate) chat_id: ChatId,
    /// For all requests about this group: nodes can link these with each other, and with nothing else of ours. Made at the
    /// first use.
    keys: Option<EphemeralKeyPair>,
    /// What nodes keep, encoded, and whose it is; without it nothing is sent, because whoever searches announces.
    announce: Option<(EphemeralPublicKey, Vec<u8>)>,
    /// Members that the owner is connected with.
    members: usize,
    pub(crate) near: ClosestNodes<AskedNode, MAX_NEAR>,
    pub(crate) wide: Vec<AskedNode>,
    /// Wide nodes that may still be asked for the first time until the next look.
    wide_left: usize,
    /// When the search began anew.
    since: Instant,
    /// When other nodes are looked for.
    look_at: Instant,
    looks: u32,
    last_response: Option<Instant>,
    pub(crate) told: Told,
    /// Where the group stands in the order of what is due.
    pub(crate) queued: Option<Instant>,
}

/// Why a node is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    Near,
    Wide,
}

/// A node that answered.
#[derive(Debug)]
pub(crate) struct AskedNode {
    pub(crate) node: CompactNode,
    /// Combined key of the group's key pair with the node.
    key: CombinedKey,
    unanswered: u8,
    /// When it is asked next.
    next: Instant,
}

impl Listed for AskedNode {
    fn key(&self) -> &DhtPublicKey {
        &self.node.key
    }
}

impl Group {
    pub(crate) fn new(number: u32, chat_id: ChatId, now: Instant) -> Self {
        Self {
            number,
            chat_id,
            keys: None,
            announce: None,
            members: 0,
            near: ClosestNodes::new(),
            wide: Vec::new(),
            wide_left: 0,
            since: now,
            look_at: now,
            looks: 0,
            last_response: None,
            told: Told::default(),
            queued: None,
        }
    }

    /// Announces this from now on, or nothing. What is new is told to all nodes at once.
    pub(crate) fn set_announce(&mut self, now: Instant, announce: Option<GroupAnnounce>) {
        let new = announce.map(|announce| {
            let public = PublicGroupAnnounce { chat_id: self.chat_id, announce };
            (announce.member, public.to_vec())
        });
        if new == self.announce {
            return;
        }
        if self.announce.is_none() {
            self.since = now;
        }
        self.announce = new;
        self.ask_all(now);
        self.look(now);
    }

    /// How many members are known. Alone, the search goes on wide; among many, each asks less often.
    pub(crate) fn set_members(&mut self, now: Instant, members: usize) {
        let were = std::mem::replace(&mut self.members, members);
        if were > 0 && members == 0 {
            self.restart(now);
        }
        self.shrink(now);
    }

    /// Begins anew. Nodes that are known stay and are asked first.
    pub(crate) fn restart(&mut self, now: Instant) {
        self.since = now;
        self.ask_all(now);
        self.look(now);
    }

    /// Looks for other nodes at once.
    pub(crate) fn look(&mut self, now: Instant) {
        self.looks = 0;
        self.look_at = now;
    }

    fn ask_all(&mut self, now: Instant) {
        for entry in self.near.iter_mut().chain(&mut self.wide) {
            entry.unanswered = 0;
            entry.next = now;
        }
    }

    /// Gives back what only a wide search needs.
    pub(crate) fn shrink(&mut self, now: Instant) {
        let most = self.pace(now).wide;
        if self.wide.len() > most {
            self.wide.truncate(most);
            self.wide.shrink_to_fit();
        }
    }

    pub(crate) fn pace(&self, now: Instant) -> Pace {
        Pace::of(now.saturating_since(self.since), self.members)
    }

    /// When something is due for this group.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.announce.as_ref()?;
        let nodes = self.near.iter().take(self.near_asked()).chain(&self.wide).map(|entry| entry.next);
        Some(nodes.fold(self.look_at, Instant::min))
    }

    /// How many of the near nodes are asked.
    fn near_asked(&self) -> usize {
        if self.members == 0 { MAX_NEAR } else { NEAR_OF_MEMBERS }
    }

    /// Nodes that are to be asked now.
    pub(crate) fn due_nodes(&self, now: Instant) -> Vec<(Spot, NodeInfo)> {
        let near = self.near.iter().take(self.near_asked()).map(|entry| (Spot::Near, entry));
        let wide = self.wide.iter().map(|entry| (Spot::Wide, entry));
        let due = near.chain(wide).filter(|(_, entry)| entry.next <= now);
        due.map(|(spot, entry)| (spot, entry.node.node())).collect()
    }

    /// Forgets nodes that left `patience` requests unanswered; whether there were any.
    pub(crate) fn drop_silent(&mut self, now: Instant, patience: u32) -> bool {
        let stays = |entry: &AskedNode| u32::from(entry.unanswered) < patience || now < entry.next;
        let before = self.wide.len();
        self.wide.retain(stays);
        self.near.retain(stays) || self.wide.len() < before
    }

    pub(crate) fn is_look_due(&self, now: Instant) -> bool {
        self.look_at <= now
    }

    /// Begins a look for other nodes: whether also for wide ones, which leave the near ones time to answer.
    pub(crate) fn begin_look(&mut self, now: Instant) -> bool {
        let is_hard = self.near.len() == 0 && self.pace(now).is_wide();
        let longest = if is_hard { LOOK_HARD_MAX } else { LOOK_MAX };
        let pause = LOOK_FIRST.saturating_mul(1 << (self.looks / 2).min(16)).min(longest);
        self.look_at = now + pause;
        self.looks = self.looks.saturating_add(1);
        self.shrink(now);
        let missing = self.pace(now).wide.saturating_sub(self.wide.len());
        self.wide_left = if self.near.len() == 0 || now < self.since + WIDE_AFTER { 0 } else { missing };
        self.wide_left > 0
    }

    /// Whether the node would be asked as a near one if it answered.
    pub(crate) fn wants_near(&self, node: &DhtPublicKey) -> bool {
        self.near.wants(self.chat_id.as_bytes(), node)
    }

    /// Whether a node that is not near is worth a request.
    pub(crate) fn wants_wide(&self, node: &DhtPublicKey) -> bool {
        self.wide_left > 0 && self.near.get(node).is_none() && self.wide.iter().all(|entry| entry.node.key != *node)
    }

    /// The key pair of this group's requests: the public half, the combined key with a node.
    pub(crate) fn keys_with(
        &mut self,
        rng: &mut Rng,
        node: &NodeInfo,
    ) -> Result<(EphemeralPublicKey, CombinedKey), LowOrderKey> {
        let known = self.near.get(&node.key).or_else(|| self.wide.iter().find(|entry| entry.node.key == node.key));
        let known = known.map(|entry| entry.key.clone());
        let keys = self.keys.get_or_insert_with(|| EphemeralKeyPair::from_secret_bytes(rng.secret_bytes()));
        let key = known.map_or_else(|| CombinedKey::new(&keys.secret, &node.key), Ok)?;
        Ok((keys.public, key))
    }

    /// What nodes keep.
    pub(crate) fn announced(&self) -> Option<&[u8]> {
        Some(&self.announce.as_ref()?.1)
    }

    /// Whether this is our own key in the group.
    pub(crate) fn is_own(&self, member: &EphemeralPublicKey) -> bool {
        self.announce.as_ref().is_some_and(|(own, _)| own == member)
    }

    /// A request to the node left, or could not; until an answer comes, it is repeated after `retry`.
    pub(crate) fn note_asked(&mut self, now: Instant, spot: Spot, node: &DhtPublicKey, sent: bool, retry: Duration) {
        match self.entry_mut(node) {
            Some(entry) => {
                entry.unanswered = entry.unanswered.saturating_add(u8::from(sent));
                entry.next = now + retry.saturating_mul(u32::from(entry.unanswered).clamp(1, RETRY_STEPS));
            }
            None if spot == Spot::Wide && sent => self.wide_left = self.wide_left.saturating_sub(1),
            None => {}
        }
    }

    /// A node answered; it is asked again after `pause`.
    pub(crate) fn note_answer(&mut self, now: Instant, spot: Spot, node: NodeInfo, key: &CombinedKey, pause: Duration) {
        self.last_response = Some(now);
        if self.entry_mut(&node.key).is_none() || (spot == Spot::Near && self.wants_near(&node.key)) {
            self.enter(now, spot, &node, key);
        }
        if let Some(entry) = self.entry_mut(&node.key) {
            entry.node = node.into();
            entry.unanswered = 0;
            entry.next = now + pause;
        }
    }

    /// Gives a node a place, if there is one.
    fn enter(&mut self, now: Instant, spot: Spot, node: &NodeInfo, key: &CombinedKey) {
        let entry = AskedNode { node: (*node).into(), key: key.clone(), unanswered: 0, next: now };
        match spot {
            Spot::Near => {
                if self.near.insert(self.chat_id.as_bytes(), entry).is_some() {
                    self.wide.retain(|entry| entry.node.key != node.key);
                    self.looks = 0;
                    self.look_at = self.look_at.min(now + LOOK_FIRST);
                }
            }
            Spot::Wide => {
                if self.wide.len() < self.pace(now).wide {
                    self.wide.push(entry);
                }
            }
        }
    }

    fn entry_mut(&mut self, node: &DhtPublicKey) -> Option<&mut AskedNode> {
        let wide = &mut self.wide;
        self.near.get_mut(node).or_else(|| wide.iter_mut().find(|entry| entry.node.key == *node))
    }

    pub(crate) fn status(&self, connected: bool) -> GroupSearchStatus {
        GroupSearchStatus {
            near: self.near.len(),
            wide: self.wide.len(),
            last_response: self.last_response,
            next_try: self.due().filter(|_| connected),
        }
    }
}

/// Nodes near the chat id that are asked while we are alone. Our choice, as for friends.
pub(crate) const MAX_NEAR: usize = 8;
/// Nodes near the chat id at which members stay announced. Our choice: who is alone asks twice as many, so some of these are
/// among them even if both know different nodes.
const NEAR_OF_MEMBERS: usize = 4;
/// First pause between two looks for other nodes; every second one doubles it while no nearer node turns up. Our choice.
const LOOK_FIRST: Duration = Duration::from_millis(500);
/// Longest such pause. Our choice: the DHT tells at once which of its nodes are nearest, so this costs little.
const LOOK_MAX: Duration = Duration::from_secs(60);
/// The same while none answers: nodes before 0.2.19 do not, and perhaps most are so old. Our choice: 2 requests a second.
const LOOK_HARD_MAX: Duration = Duration::from_secs(4);
/// The first time of a search, in which only nodes near the chat id are asked. Our choice: most groups are found by then.
const WIDE_AFTER: Duration = Duration::from_secs(1);
/// Steps by which the pause before an unanswered request is repeated grows. Our choice, as for our own announcement.
const RETRY_STEPS: u32 = 3;

#[cfg(test)]
mod tests;
