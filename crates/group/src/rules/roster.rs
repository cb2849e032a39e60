//! Members that were ever seen. Protocol: groups, Roster.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{Content, Instant};
use toxcore_wire::savedata::{MAX_SAVED_GROUP_PEERS, SavedGroupPeer};
use toxcore_wire::{Redacted, RelayInfo};

use super::limits::MAX_ROSTER;

/// A member that is there or was once.
#[derive(Clone, PartialEq, Eq)]
pub struct RosterEntry {
    /// How it called itself last; empty if only a save file knows it.
    pub nick: Content,
    /// Whether it is there.
    pub is_present: bool,
    /// When it was last there; `None` if not since we started.
    pub last_seen: Option<Instant>,
    /// Whether the user does not want to hear what it says.
    pub is_ignored: bool,
    /// Where it was last.
    pub addr: Option<SocketAddr>,
    /// A relay at which it was last.
    pub relay: Option<RelayInfo>,
    /// Whether it knows the password, as far as we can tell: it was here since the password changed, and was not told to leave.
    knows_password: bool,
}

/// Members that were ever seen, at most [`MAX_ROSTER`].
#[derive(Clone, Debug, Default)]
pub struct Roster(BTreeMap<EphemeralPublicKey, RosterEntry>);

impl Roster {
    /// Of the members of a save file.
    pub(crate) fn restore(peers: &[SavedGroupPeer]) -> Self {
        let entry = |peer: &SavedGroupPeer| {
            let SavedGroupPeer { addr, relay, .. } = *peer;
            RosterEntry { addr, relay, ..RosterEntry::new() }
        };
        Self(peers.iter().take(MAX_ROSTER).map(|peer| (peer.key, entry(peer))).collect())
    }

    /// What is known of a member.
    #[must_use]
    pub fn get(&self, member: &EphemeralPublicKey) -> Option<&RosterEntry> {
        self.0.get(member)
    }

    /// All of them, by key.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&EphemeralPublicKey, &RosterEntry)> {
        self.0.iter()
    }

    /// A member is there.
    pub(crate) fn arrived(&mut self, now: Instant, member: EphemeralPublicKey, nick: &[u8]) {
        if !self.0.contains_key(&member) && self.0.len() >= MAX_ROSTER {
            self.forget_one();
        }
        let entry = self.0.entry(member).or_insert_with(RosterEntry::new);
        entry.nick = nick.into();
        entry.is_present = true;
        entry.knows_password = true;
        entry.last_seen = Some(now);
    }

    /// A member is there no longer.
    pub(crate) fn left(&mut self, now: Instant, member: &EphemeralPublicKey) {
        if let Some(entry) = self.0.get_mut(member) {
            entry.is_present = false;
            entry.last_seen = Some(now);
        }
    }

    pub(crate) fn all_left(&mut self, now: Instant) {
        for entry in self.0.values_mut().filter(|entry| entry.is_present) {
            entry.is_present = false;
            entry.last_seen = Some(now);
        }
    }

    /// A member was told to leave: we do not look for it again. What the user thinks of it stays.
    pub(crate) fn kicked(&mut self, now: Instant, member: &EphemeralPublicKey) {
        self.left(now, member);
        if let Some(entry) = self.0.get_mut(member) {
            (entry.addr, entry.relay, entry.knows_password) = (None, None, false);
        }
    }

    pub(crate) fn knows_password(&self, member: &EphemeralPublicKey) -> bool {
        self.0.get(member).is_some_and(|entry| entry.knows_password)
    }

    /// A member gave another password than ours.
    pub(crate) fn mistook_password(&mut self, member: &EphemeralPublicKey) {
        if let Some(entry) = self.0.get_mut(member) {
            entry.knows_password = false;
        }
    }

    /// The password changed, which those who are away have not heard. `is_open`: there is none any more.
    pub(crate) fn password_changed(&mut self, is_open: bool) {
        self.0.values_mut().filter(|entry| !entry.is_present).for_each(|entry| entry.knows_password = is_open);
    }

    /// Notes where a member is; what is not known stays as it was.
    pub(crate) fn located(&mut self, member: &EphemeralPublicKey, addr: Option<SocketAddr>, relay: Option<RelayInfo>) {
        if let Some(entry) = self.0.get_mut(member) {
            (entry.addr, entry.relay) = (addr.or(entry.addr), relay.or(entry.relay));
        }
    }

    /// Whether the member is in the roster, and so can be ignored.
    pub(crate) fn set_ignored(&mut self, member: &EphemeralPublicKey, is_ignored: bool) -> bool {
        self.0.get_mut(member).map(|entry| entry.is_ignored = is_ignored).is_some()
    }

    pub(crate) fn is_ignored(&self, member: &EphemeralPublicKey) -> bool {
        self.0.get(member).is_some_and(|entry| entry.is_ignored)
    }

    /// Members to begin with next time, those first that were there last. Those who do not know the password cannot let us in.
    pub(crate) fn to_saved(&self) -> Vec<SavedGroupPeer> {
        let mut entries: Vec<_> = self
            .0
            .iter()
            .filter(|(_, entry)| entry.knows_password && (entry.addr.is_some() || entry.relay.is_some()))
            .collect();
        entries.sort_by_key(|(key, entry)| (!entry.is_present, std::cmp::Reverse(entry.last_seen), **key));
        let peer = |(key, entry): (&EphemeralPublicKey, &RosterEntry)| SavedGroupPeer {
            key: *key,
            addr: entry.addr,
            relay: entry.relay,
        };
        entries.into_iter().take(MAX_SAVED_GROUP_PEERS).map(peer).collect()
    }

    /// Makes room: the member goes that was not seen for the longest time, of those away; an ignored one last.
    fn forget_one(&mut self) {
        let oldest = self.0.iter().min_by_key(|(_, entry)| (entry.is_present, entry.is_ignored, entry.last_seen));
        if let Some(key) = oldest.map(|(key, _)| *key) {
            self.0.remove(&key);
        }
    }
}

impl RosterEntry {
    fn new() -> Self {
        Self {
            nick: Content::new(),
            is_present: false,
            last_seen: None,
            is_ignored: false,
            addr: None,
            relay: None,
            knows_password: true,
        }
    }
}

/// Without the address.
impl fmt::Debug for RosterEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RosterEntry")
            .field("nick", &self.nick)
            .field("is_present", &self.is_present)
            .field("last_seen", &self.last_seen)
            .field("is_ignored", &self.is_ignored)
            .field("addr", &Redacted(self.addr))
            .field("relay", &self.relay)
            .field("knows_password", &self.knows_password)
            .finish()
    }
}
