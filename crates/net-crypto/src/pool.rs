//! Buffers for packets that must be kept, used again instead of allocated anew.

/// Emptied buffers, at most [`MAX_SPARE`].
#[derive(Debug, Default)]
pub(crate) struct BufferPool(Vec<Vec<u8>>);

impl BufferPool {
    /// A buffer with these bytes.
    pub(crate) fn copy(&mut self, data: &[u8]) -> Vec<u8> {
        let mut buffer = self.0.pop().unwrap_or_default();
        buffer.clear();
        buffer.extend_from_slice(data);
        buffer
    }

    /// Takes a buffer back.
    pub(crate) fn recycle(&mut self, buffer: Vec<u8>) {
        if self.0.len() < MAX_SPARE && buffer.capacity() > 0 {
            self.0.push(buffer);
        }
    }
}

/// Buffers kept. Our choice: 1.4 MB, the packets of a fast link's round trip.
const MAX_SPARE: usize = 1024;
