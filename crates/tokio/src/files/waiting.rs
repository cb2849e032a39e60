//! Received bytes that wait for the disk.

use std::collections::VecDeque;

/// Full blocks, and one that is being filled.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    blocks: VecDeque<Vec<u8>>,
    filling: Vec<u8>,
    /// Bytes in all of them.
    len: usize,
}

impl Waiting {
    /// Keeps what came; tells whether that made a block full.
    pub(crate) fn push(&mut self, data: &[u8]) -> bool {
        if self.filling.capacity() == 0 {
            self.filling.reserve_exact(BLOCK_LEN);
        }
        self.filling.extend_from_slice(data);
        self.len += data.len();
        // The next chunk will be as long as this one.
        let full = self.filling.len() + data.len() > BLOCK_LEN;
        if full {
            self.close_block();
        }
        full
    }

    /// What is being filled will not get fuller.
    pub(crate) fn close_block(&mut self) {
        if !self.filling.is_empty() {
            self.blocks.push_back(std::mem::take(&mut self.filling));
        }
    }

    /// Whether something can be written.
    pub(crate) fn has_blocks(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// What can be written, in order.
    pub(crate) fn take_blocks(&mut self) -> VecDeque<Vec<u8>> {
        self.len = self.filling.len();
        std::mem::take(&mut self.blocks)
    }

    /// Takes back what could not be written.
    pub(crate) fn put_back(&mut self, mut blocks: VecDeque<Vec<u8>>) {
        self.len += blocks.iter().map(Vec::len).sum::<usize>();
        blocks.append(&mut self.blocks);
        self.blocks = blocks;
    }

    /// Bytes that wait.
    pub(crate) const fn len(&self) -> usize {
        self.len
    }
}

/// Bytes that are written at once. Our choice: enough that the system call costs nothing beside the receiving.
const BLOCK_LEN: usize = 256 << 10;
