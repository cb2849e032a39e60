use std::net::SocketAddr;

/// A slot of the [`Pool`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PacketId(u32);

/// A datagram on its way, or a piece of a stream.
#[derive(Debug)]
pub(crate) struct Packet {
    /// Sender as the receiver will see it.
    pub(crate) from: SocketAddr,
    pub(crate) to: SocketAddr,
    /// The LAN in which `to` is meant, `None` for the public network.
    pub(crate) lan: Option<u32>,
    pub(crate) bytes: Vec<u8>,
}

/// Packet buffers, used again and again so that a packet costs no allocation.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    slots: Vec<Option<Packet>>,
    free: Vec<u32>,
    spare: Vec<Vec<u8>>,
}

impl Pool {
    /// Keeps a copy of `bytes`.
    pub(crate) fn put(&mut self, from: SocketAddr, to: SocketAddr, lan: Option<u32>, bytes: &[u8]) -> PacketId {
        let mut buffer = self.buffer();
        buffer.extend_from_slice(bytes);
        let packet = Packet { from, to, lan, bytes: buffer };
        if let Some(index) = self.free.pop()
            && let Some(slot) = self.slots.get_mut(index as usize)
        {
            *slot = Some(packet);
            return PacketId(index);
        }
        self.slots.push(Some(packet));
        PacketId(u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX))
    }

    /// An empty buffer. Give it back with [`Pool::recycle`].
    pub(crate) fn buffer(&mut self) -> Vec<u8> {
        self.spare.pop().unwrap_or_default()
    }

    /// Takes the packet out. Give its buffer back with [`Pool::recycle`].
    pub(crate) fn take(&mut self, id: PacketId) -> Option<Packet> {
        let packet = self.slots.get_mut(id.0 as usize)?.take()?;
        self.free.push(id.0);
        Some(packet)
    }

    pub(crate) fn get(&self, id: PacketId) -> Option<&Packet> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, id: PacketId) -> Option<&mut Packet> {
        self.slots.get_mut(id.0 as usize)?.as_mut()
    }

    pub(crate) fn recycle(&mut self, mut buffer: Vec<u8>) {
        if buffer.capacity() <= KEEP_BYTES {
            buffer.clear();
            self.spare.push(buffer);
        }
    }

    pub(crate) fn drop_packet(&mut self, id: PacketId) {
        if let Some(packet) = self.take(id) {
            self.recycle(packet.bytes);
        }
    }
}

/// Larger buffers (of streams) are not kept.
const KEEP_BYTES: usize = 4096;
