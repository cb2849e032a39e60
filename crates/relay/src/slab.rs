use toxcore_sansio::StreamId;

/// A table of links whose ids carry a generation, so that late input for a closed link finds nothing.
#[derive(Debug)]
pub(crate) struct Slab<T> {
    /// Number of the first slot: tables whose ids must not be mixed up have other ones.
    first: u32,
    slots: Vec<Slot<T>>,
    free: Vec<u32>,
    len: usize,
}

#[derive(Debug)]
struct Slot<T> {
    generation: u32,
    value: Option<Box<T>>,
}

impl<T> Slab<T> {
    pub(crate) const fn new() -> Self {
        Self::starting_at(0)
    }

    /// A table whose ids begin with this number.
    pub(crate) const fn starting_at(first: u32) -> Self {
        Self { first, slots: Vec::new(), free: Vec::new(), len: 0 }
    }

    /// The place of an id's slot.
    fn place(&self, id: StreamId) -> Option<usize> {
        usize::try_from(id.index.checked_sub(self.first)?).ok()
    }

    /// Stores what `make` returns for its new id.
    pub(crate) fn insert(&mut self, make: impl FnOnce(StreamId) -> T) -> StreamId {
        let place = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot { generation: 0, value: None });
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        let mut id = StreamId { index: self.first.saturating_add(place), generation: 0 };
        if let Some(slot) = self.slots.get_mut(place as usize) {
            slot.generation = slot.generation.wrapping_add(1);
            id.generation = slot.generation;
            slot.value = Some(Box::new(make(id)));
            self.len += 1;
        }
        id
    }

    pub(crate) fn get(&self, id: StreamId) -> Option<&T> {
        let slot = self.slots.get(self.place(id)?)?;
        slot.value.as_deref().filter(|_| slot.generation == id.generation)
    }

    pub(crate) fn get_mut(&mut self, id: StreamId) -> Option<&mut T> {
        let slot = self.place(id).and_then(|place| self.slots.get_mut(place))?;
        slot.value.as_deref_mut().filter(|_| slot.generation == id.generation)
    }

    pub(crate) fn remove(&mut self, id: StreamId) -> Option<Box<T>> {
        let slot = self.place(id).and_then(|place| self.slots.get_mut(place))?;
        if slot.generation != id.generation {
            return None;
        }
        let value = slot.value.take()?;
        self.free.push(id.index - self.first);
        self.len -= 1;
        Some(value)
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// The ids in use.
    pub(crate) fn ids(&self) -> impl Iterator<Item = StreamId> + '_ {
        self.slots
            .iter()
            .zip(self.first..)
            .filter(|(slot, _)| slot.value.is_some())
            .map(|(slot, index)| StreamId { index, generation: slot.generation })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_id_does_not_reach_the_next_user_of_its_slot() {
        let mut slab = Slab::new();
        let first = slab.insert(|_| 'a');
        assert_eq!(slab.remove(first).as_deref(), Some(&'a'));
        let second = slab.insert(|_| 'b');
        assert_eq!(second.index, first.index);
        assert_eq!(slab.get(first), None);
        assert_eq!(slab.remove(first), None);
        assert_eq!(slab.get(second), Some(&'b'));
        assert_eq!((slab.len(), slab.ids().collect::<Vec<_>>()), (1, vec![second]));
    }

    #[test]
    fn tables_with_other_numbers_do_not_know_each_others_ids() {
        let (mut low, mut high) = (Slab::new(), Slab::starting_at(1 << 16));
        let (a, b) = (low.insert(|_| 'a'), high.insert(|_| 'b'));
        assert_eq!(b.index, 1 << 16);
        assert_eq!((low.get(b), high.get(a)), (None, None));
        assert_eq!((low.remove(b), high.get_mut(a)), (None, None));
        assert_eq!(high.ids().collect::<Vec<_>>(), [b]);
        assert_eq!(high.remove(b).as_deref(), Some(&'b'));
        assert_eq!(high.insert(|_| 'c').index, b.index);
    }
}
