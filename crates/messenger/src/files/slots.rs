//! The 256 slots of one direction.

use super::FileNumber;

/// Transfers by slot. Memory grows with the highest slot in use: a friend without transfers costs none.
#[derive(Debug)]
pub(crate) struct Slots<T> {
    live: Vec<Option<Live<T>>>,
    /// Slots that had a transfer on this connection: controls of the friend may still be on their way to it.
    used: SlotSet,
}

#[derive(Debug)]
struct Live<T> {
    generation: u32,
    transfer: T,
}

/// A set of slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SlotSet([u64; 4]);

impl<T> Slots<T> {
    pub(crate) const fn new() -> Self {
        Self { live: Vec::new(), used: SlotSet([0; 4]) }
    }

    /// Whatever transfer has the slot.
    pub(crate) fn get(&self, slot: u8) -> Option<&T> {
        self.live.get(usize::from(slot))?.as_ref().map(|live| &live.transfer)
    }

    /// Whatever transfer has the slot.
    pub(crate) fn get_mut(&mut self, slot: u8) -> Option<&mut T> {
        self.live.get_mut(usize::from(slot))?.as_mut().map(|live| &mut live.transfer)
    }

    /// This transfer, unless it has ended.
    pub(crate) fn get_exact(&self, file: FileNumber) -> Option<&T> {
        self.get(file.slot).filter(|_| self.generation(file.slot) == Some(file.generation))
    }

    /// This transfer, unless it has ended.
    pub(crate) fn get_exact_mut(&mut self, file: FileNumber) -> Option<&mut T> {
        let live = self.live.get_mut(usize::from(file.slot))?.as_mut();
        live.filter(|live| live.generation == file.generation).map(|live| &mut live.transfer)
    }

    /// Of the transfer that has the slot.
    pub(crate) fn generation(&self, slot: u8) -> Option<u32> {
        self.live.get(usize::from(slot))?.as_ref().map(|live| live.generation)
    }

    /// Puts a transfer where none is.
    pub(crate) fn insert(&mut self, slot: u8, generation: u32, transfer: T) {
        let index = usize::from(slot);
        if self.live.len() <= index {
            self.live.resize_with(index + 1, || None);
        }
        if let Some(place) = self.live.get_mut(index) {
            *place = Some(Live { generation, transfer });
        }
    }

    /// Ends the transfer of a slot.
    pub(crate) fn end(&mut self, slot: u8) -> Option<T> {
        let live = self.live.get_mut(usize::from(slot))?.take()?;
        self.used.insert(slot);
        Some(live.transfer)
    }

    /// Whether controls for this free slot need no answer: its transfer ended, or the friend was answered once.
    pub(crate) fn needs_no_answer(&self, slot: u8) -> bool {
        self.used.contains(slot)
    }

    /// Remembers that the friend was told that this slot is free.
    pub(crate) fn answered(&mut self, slot: u8) {
        self.used.insert(slot);
    }

    /// The lowest slot that is free and `usable`; one that was used only when there is no other.
    pub(crate) fn vacant(&self, usable: impl Fn(u8) -> bool) -> Option<u8> {
        let free = || (0..=u8::MAX).filter(|slot| self.get(*slot).is_none() && usable(*slot));
        free().find(|slot| !self.used.contains(*slot)).or_else(|| free().next())
    }

    /// Slot and generation of all transfers, by slot.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u8, u32)> {
        (0..=u8::MAX).zip(&self.live).filter_map(|(slot, live)| Some((slot, live.as_ref()?.generation)))
    }
}

impl SlotSet {
    fn insert(&mut self, slot: u8) {
        if let Some(word) = self.0.get_mut(usize::from(slot / 64)) {
            *word |= 1 << (slot % 64);
        }
    }

    fn contains(&self, slot: u8) -> bool {
        self.0.get(usize::from(slot / 64)).is_some_and(|word| word & (1 << (slot % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_slot_is_next_but_one_that_was_used_rests() {
        let mut slots = Slots::new();
        for slot in 0..3 {
            assert_eq!(slots.vacant(|_| true), Some(slot));
            slots.insert(slot, 1, slot);
        }
        assert_eq!(slots.end(1), Some(1));
        assert_eq!(slots.vacant(|_| true), Some(3));
        for slot in 3..=255 {
            slots.insert(slot, 1, slot);
        }
        assert_eq!(slots.vacant(|_| true), Some(1));
        assert_eq!(slots.vacant(|slot| slot != 1), None);
    }

    #[test]
    fn no_transfers_need_no_memory() {
        let slots = Slots::<[u8; 100]>::new();
        assert_eq!(slots.live.capacity(), 0);
        assert_eq!(slots.iter().count(), 0);
        assert!(!slots.needs_no_answer(255));
    }
}
