//! A buffer of [`WINDOW_PACKETS`] numbered slots that takes memory as they fill.

use crate::WINDOW_PACKETS;

/// Slots by packet number, modulo the window. The caller keeps start and end.
#[derive(Debug)]
pub(crate) struct Ring<T> {
    /// Empty, or one entry for each [`CHUNK`] slots.
    chunks: Vec<Option<Box<Chunk<T>>>>,
    spare: Option<Box<Chunk<T>>>,
    used: usize,
}

#[derive(Debug)]
struct Chunk<T> {
    used: usize,
    slots: [Option<T>; CHUNK],
}

impl<T> Ring<T> {
    pub(crate) const fn new() -> Self {
        Self { chunks: Vec::new(), spare: None, used: 0 }
    }

    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.chunks.get(chunk(number))?.as_ref()?.slots.get(place(number))?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.chunks.get_mut(chunk(number))?.as_mut()?.slots.get_mut(place(number))?.as_mut()
    }

    /// Fills the slot of `number`. The value that was there, if any, is lost; callers look first.
    pub(crate) fn insert(&mut self, number: u32, value: T) {
        if self.chunks.is_empty() {
            self.chunks.resize_with(CHUNKS, || None);
        }
        let spare = &mut self.spare;
        let Some(entry) = self.chunks.get_mut(chunk(number)) else { return };
        let chunk = entry.get_or_insert_with(|| spare.take().unwrap_or_else(|| Box::new(Chunk::new())));
        let Some(slot) = chunk.slots.get_mut(place(number)) else { return };
        if slot.replace(value).is_none() {
            chunk.used += 1;
            self.used += 1;
        }
    }

    /// Empties the slot of `number`.
    pub(crate) fn take(&mut self, number: u32) -> Option<T> {
        let entry = self.chunks.get_mut(chunk(number))?;
        let chunk = entry.as_mut()?;
        let value = chunk.slots.get_mut(place(number))?.take()?;
        chunk.used -= 1;
        self.used -= 1;
        if chunk.used == 0 {
            self.spare = entry.take();
        }
        Some(value)
    }

    /// Filled slots.
    pub(crate) fn len(&self) -> usize {
        self.used
    }
}

impl<T> Chunk<T> {
    fn new() -> Self {
        Self { used: 0, slots: [const { None }; CHUNK] }
    }
}

fn chunk(number: u32) -> usize {
    (number % WINDOW_PACKETS) as usize / CHUNK
}

fn place(number: u32) -> usize {
    number as usize % CHUNK
}

/// Slots that are allocated together. Our choice: a window of one round trip is a few of them, and a lone slot wastes 2 kB.
const CHUNK: usize = 32;
const CHUNKS: usize = WINDOW_PACKETS as usize / CHUNK;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_come_and_go_across_the_wrap_and_leave_one_spare_chunk() {
        let mut ring = Ring::new();
        for n in 0..200_u32 {
            ring.insert(n.wrapping_sub(100), n);
        }
        assert_eq!((ring.len(), ring.get(u32::MAX), ring.get(0), ring.get(100)), (200, Some(&99), Some(&100), None));
        for n in 0..200_u32 {
            assert_eq!(ring.take(n.wrapping_sub(100)), Some(n));
            assert_eq!(ring.take(n.wrapping_sub(100)), None);
        }
        assert_eq!((ring.len(), ring.chunks.iter().flatten().count()), (0, 0));
        assert!(ring.spare.is_some());
    }

    #[test]
    fn a_far_slot_takes_one_chunk() {
        let mut ring = Ring::new();
        ring.insert(5, 1);
        ring.insert(5 + WINDOW_PACKETS - 1, 2);
        assert_eq!(ring.chunks.iter().flatten().count(), if CHUNK > 5 { 1 } else { 2 });
        assert_eq!(ring.len(), 2);
    }
}
