//! The machine: all conferences of one long-term key.

mod facts;
mod queries;
mod verbs;

use std::collections::{BTreeMap, BTreeSet};

use toxcore_sansio::{Content, Instant, Rng, Seed, UnixTime};
use toxcore_wire::conference::{ConferenceId, ConferenceIdentifier, ConferenceType, MAX_NAME_LEN, MAX_TITLE_LEN};
use toxcore_wire::savedata::SavedConference;

use crate::conference::{Conference, Shared};
use crate::config::MAX_CONFERENCES;
use crate::{ConferenceNumber, Config, Context, Output, RestoreError};

/// All conferences of one long-term key.
///
/// Every verb and every input may send over the links of its [`Context`], so the owner polls connections afterwards; and
/// outputs of this machine before its next input. See the crate text for how to drive it.
pub struct Conferences {
    slots: Vec<Slot>,
    free: BTreeSet<u16>,
    by_identifier: BTreeMap<ConferenceIdentifier, u16>,
    deadlines: BTreeSet<(Instant, u16)>,
    shared: Shared,
}

#[derive(Debug, Default)]
struct Slot {
    generation: u32,
    conference: Option<Box<Conference>>,
}

/// Numbers only: what is inside says who talks to whom.
impl std::fmt::Debug for Conferences {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Conferences").field("conferences", &self.by_identifier.len()).finish_non_exhaustive()
    }
}

impl Conferences {
    /// No conferences.
    #[must_use]
    pub fn new(config: Config, seed: &Seed) -> Self {
        let rng = Rng::new(&seed.derive("conference"));
        let Config { own_key, own_dht_key, name } = config;
        let name = name.get(..MAX_NAME_LEN).map(Content::from).unwrap_or(name);
        Self {
            slots: Vec::new(),
            free: BTreeSet::new(),
            by_identifier: BTreeMap::new(),
            deadlines: BTreeSet::new(),
            shared: Shared::new((own_key, own_dht_key), name, rng),
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next; any input and any verb may change it.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.deadlines.first().map(|(at, _)| *at)
    }

    /// Does everything that is due.
    pub fn handle_timeout(&mut self, cx: &mut Context<'_>) {
        // Each conference once: what it sets anew lies ahead, and what nobody takes is tried again with the next call.
        let due: Vec<u16> =
            self.deadlines.iter().take_while(|(at, _)| *at <= cx.now).map(|(_, index)| *index).collect();
        for index in due {
            self.change(cx, index, |conference, cx, shared| conference.handle_timeout(cx, shared));
        }
    }

    /// Facts and wishes, in the order in which they arose. Call until `None` after each call that changes something.
    pub fn poll_output(&mut self) -> Option<Output> {
        let output = self.shared.outputs.pop_front()?;
        tracing::trace!(target: "toxcore_conference", ?output);
        Some(output)
    }

    /// What the save file says of conferences: those that we are in.
    #[must_use]
    pub fn save(&self, now: Instant, unix_time: UnixTime) -> Vec<SavedConference> {
        self.iter().filter_map(|conference| conference.save(now, unix_time)).collect()
    }

    /// Takes in a conference out of a save file: its members are out of sight until they are found. Members that cannot be
    /// are left out: with a name that is too long, or with number or key of another.
    ///
    /// # Errors
    /// [`RestoreError`]; the file is as before then, so what it says may be kept.
    pub fn restore(&mut self, cx: &mut Context<'_>, saved: &SavedConference) -> Result<ConferenceNumber, RestoreError> {
        let kind = ConferenceType::from_number(saved.kind).ok_or(RestoreError::UnknownType(saved.kind))?;
        if saved.title.len() > MAX_TITLE_LEN {
            return Err(RestoreError::TitleTooLong(saved.title.len()));
        }
        let identifier = ConferenceIdentifier { kind, id: ConferenceId::from_bytes(saved.id) };
        if self.by_identifier.contains_key(&identifier) {
            return Err(RestoreError::Duplicate);
        }
        let number = self.next_number().ok_or(RestoreError::Full)?;
        let conference = Conference::restore(cx.now, number, identifier, saved, &mut self.shared);
        self.insert(conference);
        self.change(cx, number.index, |conference, cx, shared| conference.ask_all_back(cx, shared));
        Ok(number)
    }

    fn iter(&self) -> impl Iterator<Item = &Conference> {
        self.slots.iter().filter_map(|slot| slot.conference.as_deref())
    }

    fn get(&self, number: ConferenceNumber) -> Option<&Conference> {
        let slot = self.slots.get(usize::from(number.index))?;
        slot.conference.as_deref().filter(|conference| conference.number == number)
    }

    /// The conference at this index.
    fn at(&mut self, index: u16) -> Option<&mut Conference> {
        self.slots.get_mut(usize::from(index))?.conference.as_deref_mut()
    }

    /// The number that the next conference gets.
    fn next_number(&self) -> Option<ConferenceNumber> {
        let len = self.slots.len();
        let index = match self.free.first() {
            Some(index) => *index,
            None => u16::try_from(len).ok().filter(|_| len < MAX_CONFERENCES)?,
        };
        let generation = self.slots.get(usize::from(index)).map_or(0, |slot| slot.generation);
        Some(ConferenceNumber { index, generation })
    }

    /// Puts in a conference with the next number.
    fn insert(&mut self, conference: Conference) {
        let index = conference.number.index;
        self.by_identifier.insert(conference.identifier, index);
        if !self.free.remove(&index) {
            self.slots.push(Slot::default());
        }
        if let Some(slot) = self.slots.get_mut(usize::from(index)) {
            slot.conference = Some(Box::new(conference));
        }
    }

    /// Takes out a conference.
    fn remove(&mut self, index: u16) {
        let Some(slot) = self.slots.get_mut(usize::from(index)) else { return };
        let Some(conference) = slot.conference.take() else { return };
        slot.generation = slot.generation.wrapping_add(1);
        self.free.insert(index);
        self.by_identifier.remove(&conference.identifier);
        if let Some(at) = conference.scheduled {
            self.deadlines.remove(&(at, index));
        }
    }

    /// Changes one conference, and does what follows from it. `None` if there is no such conference.
    fn change<T>(
        &mut self,
        cx: &mut Context<'_>,
        index: u16,
        f: impl FnOnce(&mut Conference, &mut Context<'_>, &mut Shared) -> T,
    ) -> Option<T> {
        let conference = self.slots.get_mut(usize::from(index))?.conference.as_deref_mut()?;
        let result = f(conference, cx, &mut self.shared);
        conference.settle(cx, &mut self.shared);
        let next = conference.next_deadline();
        if next != conference.scheduled {
            if let Some(at) = std::mem::replace(&mut conference.scheduled, next) {
                self.deadlines.remove(&(at, index));
            }
            if let Some(at) = next {
                self.deadlines.insert((at, index));
            }
        }
        self.shared.holds.tell(&mut self.shared.outputs);
        Some(result)
    }
}
