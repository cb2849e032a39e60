use std::array;
use std::iter::Flatten;
use std::slice;

/// At most `MAX` values, kept in place: parsing a list takes nothing from the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BoundedList<T, const MAX: usize> {
    // The used slots come first.
    slots: [Option<T>; MAX],
}

impl<T: Copy, const MAX: usize> BoundedList<T, MAX> {
    /// Highest number of values.
    pub const MAX: usize = MAX;

    /// An empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self { slots: [None; MAX] }
    }

    /// Appends a value; gives it back if the list is full.
    ///
    /// # Errors
    /// The value itself.
    pub fn push(&mut self, value: T) -> Result<(), T> {
        match self.slots.iter_mut().find(|slot| slot.is_none()) {
            Some(slot) => {
                *slot = Some(value);
                Ok(())
            }
            None => Err(value),
        }
    }

    /// The first `MAX` of these values.
    pub fn from_first(values: impl IntoIterator<Item = T>) -> Self {
        let mut list = Self::new();
        for (slot, value) in list.slots.iter_mut().zip(values) {
            *slot = Some(value);
        }
        list
    }

    /// Number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// Whether no other value fits.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.len() == MAX
    }

    /// The first value.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// The slots, to be filled from the first on without a gap.
    pub(crate) fn slots_mut(&mut self) -> &mut [Option<T>; MAX] {
        &mut self.slots
    }

    /// The values in order.
    pub fn iter(&self) -> Flatten<slice::Iter<'_, Option<T>>> {
        self.slots.iter().flatten()
    }
}

impl<T: Copy, const MAX: usize> Default for BoundedList<T, MAX> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a, T: Copy, const MAX: usize> IntoIterator for &'a BoundedList<T, MAX> {
    type Item = &'a T;
    type IntoIter = Flatten<slice::Iter<'a, Option<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Copy, const MAX: usize> IntoIterator for BoundedList<T, MAX> {
    type Item = T;
    type IntoIter = Flatten<array::IntoIter<Option<T>, MAX>>;

    fn into_iter(self) -> Self::IntoIter {
        self.slots.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::BoundedList;

    #[test]
    fn a_full_list_gives_the_value_back() {
        let mut list = BoundedList::<u8, 2>::new();
        assert!(list.is_empty());
        assert_eq!([list.push(7), list.push(8), list.push(9)], [Ok(()), Ok(()), Err(9)]);
        assert!(list.is_full());
        assert_eq!(list.into_iter().collect::<Vec<_>>(), [7, 8]);
        assert_eq!(list, BoundedList::from_first([7, 8, 9]));
    }
}
