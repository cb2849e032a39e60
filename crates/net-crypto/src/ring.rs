//! A buffer of [`WINDOW_PACKETS`] numbered slots that takes memory as they fill.

use std::collections::VecDeque;

use crate::WINDOW_PACKETS;

/// Slots by packet number, all of them in one window. The caller keeps start and end.
#[derive(Debug)]
pub(crate) struct Ring<T> {
    /// From the first chunk with a filled slot to the last one.
    chunks: VecDeque<Option<Box<Chunk<T>>>>,
    /// Which chunk is at the front.
    first: u32,
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
        Self { chunks: VecDeque::new(), first: 0, spare: None, used: 0 }
    }

    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.chunks.get(self.position(number))?.as_ref()?.slots.get(place(number))?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        let position = self.position(number);
        self.chunks.get_mut(position)?.as_mut()?.slots.get_mut(place(number))?.as_mut()
    }

    /// Fills the slot of `number`. The value that was there, if any, is lost; callers look first.
    pub(crate) fn insert(&mut self, number: u32, value: T) {
        let spare = &mut self.spare;
        let Some(entry) = entry(&mut self.chunks, &mut self.first, number) else { return };
        let chunk = entry.get_or_insert_with(|| spare.take().unwrap_or_else(|| Box::new(Chunk::new())));
        let Some(slot) = chunk.slots.get_mut(place(number)) else { return };
        if slot.replace(value).is_none() {
            chunk.used += 1;
            self.used += 1;
        }
    }

    /// Empties the slot of `number`.
    pub(crate) fn take(&mut self, number: u32) -> Option<T> {
        let position = self.position(number);
        let entry = self.chunks.get_mut(position)?;
        let chunk = entry.as_mut()?;
        let value = chunk.slots.get_mut(place(number))?.take()?;
        chunk.used -= 1;
        self.used -= 1;
        if chunk.used == 0 {
            self.spare = entry.take();
            self.trim();
        }
        Some(value)
    }

    /// Filled slots.
    pub(crate) fn len(&self) -> usize {
        self.used
    }

    fn position(&self, number: u32) -> usize {
        distance(self.first, chunk_of(number))
    }

    /// Forgets empty chunks at both ends.
    fn trim(&mut self) {
        while let Some(None) = self.chunks.front() {
            self.chunks.pop_front();
            self.first = (self.first + 1) % CHUNK_NUMBERS;
        }
        while let Some(None) = self.chunks.back() {
            self.chunks.pop_back();
        }
        if self.chunks.is_empty() {
            self.chunks.shrink_to(KEEP_CHUNKS);
        }
    }
}

/// The place of the chunk that has the slot of `number`, made if it lies before or behind those that are there.
fn entry<'a, T>(chunks: &'a mut VecDeque<Option<T>>, first: &mut u32, number: u32) -> Option<&'a mut Option<T>> {
    let chunk = chunk_of(number);
    if chunks.is_empty() {
        *first = chunk;
    }
    let before = distance(chunk, *first);
    if before > 0 && before + chunks.len() <= MAX_CHUNKS {
        (0..before).for_each(|_| chunks.push_front(None));
        *first = chunk;
    }
    let position = distance(*first, chunk);
    if position >= MAX_CHUNKS {
        return None;
    }
    if position >= chunks.len() {
        chunks.resize_with(position + 1, || None);
    }
    chunks.get_mut(position)
}

impl<T> Chunk<T> {
    fn new() -> Self {
        Self { used: 0, slots: [const { None }; CHUNK] }
    }
}

/// Which chunk has the slot of a number; they go round like the numbers.
fn chunk_of(number: u32) -> u32 {
    number / CHUNK as u32
}

/// How many chunks later the second is.
fn distance(from: u32, to: u32) -> usize {
    (to.wrapping_sub(from) % CHUNK_NUMBERS) as usize
}

fn place(number: u32) -> usize {
    number as usize % CHUNK
}

/// Slots that are allocated together. Our choice: a connection on which now and then a message goes keeps one chunk, of some
/// 600 bytes, and one in use follows the other without allocation.
const CHUNK: usize = 8;
/// Different numbers of chunks.
const CHUNK_NUMBERS: u32 = 1 << (32 - CHUNK.trailing_zeros());
/// Chunks that a window touches at most.
const MAX_CHUNKS: usize = WINDOW_PACKETS as usize / CHUNK + 1;
/// Places for chunks that an empty ring keeps.
const KEEP_CHUNKS: usize = 16;

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
        assert_eq!((ring.len(), ring.chunks.len()), (0, 0));
        assert!(ring.spare.is_some());
    }

    #[test]
    fn slots_come_in_any_order() {
        for start in [0_u32, 5, u32::MAX - 70] {
            let numbers: Vec<u32> = (0..200).map(|n| start.wrapping_add((n * 77) % 200)).collect();
            let mut ring = Ring::new();
            numbers.iter().for_each(|n| ring.insert(*n, *n));
            assert!(numbers.iter().all(|n| ring.get(*n) == Some(n) && ring.get_mut(*n).is_some()));
            assert_eq!(ring.get(start.wrapping_sub(1)), None);
            assert!(numbers.iter().rev().all(|n| ring.take(*n) == Some(*n)));
            assert_eq!((ring.len(), ring.chunks.len()), (0, 0));
        }
    }

    #[test]
    fn a_far_slot_takes_one_chunk_and_an_empty_ring_little_memory() {
        let mut ring = Ring::new();
        ring.insert(5, 1);
        ring.insert(5 + WINDOW_PACKETS - 1, 2);
        assert_eq!((ring.chunks.iter().flatten().count(), ring.len()), (2, 2));
        assert_eq!((ring.take(5), ring.chunks.len()), (Some(1), 1));
        ring.insert(6, 1);
        assert_eq!((ring.chunks.len(), ring.get(6)), (MAX_CHUNKS, Some(&1)));
        assert_eq!((ring.take(6), ring.take(4 + WINDOW_PACKETS)), (Some(1), Some(2)));
        assert!(ring.chunks.capacity() <= KEEP_CHUNKS);
    }

    #[test]
    fn what_lies_outside_every_window_is_lost() {
        let mut ring = Ring::new();
        ring.insert(0, 1);
        ring.insert(3 * WINDOW_PACKETS, 2);
        ring.insert(0_u32.wrapping_sub(3 * WINDOW_PACKETS), 3);
        assert_eq!((ring.len(), ring.chunks.len()), (1, 1));
    }
}
