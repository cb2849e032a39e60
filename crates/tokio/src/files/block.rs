//! A piece of a file that was read ahead.

/// Bytes of a file, and where they are in it.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) position: u64,
    pub(crate) data: Vec<u8>,
}

impl Block {
    /// These bytes of the file, if the block has them.
    pub(crate) fn get(&self, position: u64, length: usize) -> Option<&[u8]> {
        let begin = usize::try_from(position.checked_sub(self.position)?).ok()?;
        self.data.get(begin..begin.checked_add(length)?)
    }

    pub(crate) fn ends_with(&self, position: u64, length: usize) -> bool {
        let end = self.position + u64::try_from(self.data.len()).unwrap_or(0);
        position + u64::try_from(length).unwrap_or(0) == end
    }
}
