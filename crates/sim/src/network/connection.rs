//! TCP connections as data.

use std::collections::VecDeque;
use std::net::SocketAddr;

use toxcore_sansio::StreamId;

use crate::host::ConnectError;
use crate::queue::Side;

/// Into which pieces arriving stream bytes are cut before a host gets them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Splits {
    /// As they arrived in half of the cases, else cut anywhere.
    #[default]
    Random,
    /// Everything there is at once.
    Whole,
    /// Byte by byte.
    Bytes,
}

/// All connections; a free slot is used again once no event names it.
#[derive(Debug, Default)]
pub(crate) struct Connections {
    slots: Vec<Option<Connection>>,
    free: Vec<u32>,
}

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) client: End,
    pub(super) server: End,
    /// Where the client connects to.
    pub(super) to: SocketAddr,
    pub(super) answer: Result<(), ConnectError>,
    /// Whether the client knows that it is connected.
    pub(super) established: bool,
    /// One way.
    pub(super) latency: u64,
    /// Part of the segments that has to be sent twice.
    pub(super) loss: f64,
    /// Events in the queue that name this connection.
    pub(super) pending: u32,
}

/// One end of a connection.
#[derive(Debug)]
pub(super) struct End {
    pub(super) host: u32,
    pub(super) id: StreamId,
    /// The address that the other end sees.
    pub(super) address: SocketAddr,
    /// Whether the host has it.
    pub(super) open: bool,
    /// Bytes sent by this end that the other has not read.
    pub(super) outstanding: usize,
    /// Whether the host has more to write than there was room for.
    pub(super) blocked: bool,
    /// When the last byte sent to this end arrives.
    pub(super) arrival: u64,
    /// Pieces on the way to this end.
    pub(super) wire: VecDeque<Vec<u8>>,
    /// Bytes that arrived and were not read.
    pub(super) unread: Vec<u8>,
    /// Whether all that the other end will ever send has arrived.
    pub(super) finished: bool,
}

impl End {
    pub(super) fn new(host: u32, id: StreamId, address: SocketAddr, open: bool) -> Self {
        Self {
            host,
            id,
            address,
            open,
            outstanding: 0,
            blocked: false,
            arrival: 0,
            wire: VecDeque::new(),
            unread: Vec::new(),
            finished: false,
        }
    }
}

impl Connection {
    pub(super) fn end(&mut self, side: Side) -> &mut End {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }
}

impl Connections {
    pub(super) fn get(&mut self, index: u32) -> Option<&mut Connection> {
        self.slots.get_mut(index as usize)?.as_mut()
    }

    pub(super) fn insert(&mut self, connection: Connection) -> u32 {
        if let Some(index) = self.free.pop()
            && let Some(slot) = self.slots.get_mut(index as usize)
        {
            *slot = Some(connection);
            return index;
        }
        self.slots.push(Some(connection));
        super::number(self.slots.len() - 1)
    }

    /// Frees the slot if both hosts are done with it and no event will come.
    pub(super) fn release(&mut self, index: u32) {
        if let Some(c) = self.get(index)
            && !c.client.open
            && !c.server.open
            && c.pending == 0
        {
            self.slots[index as usize] = None;
            self.free.push(index);
        }
    }
}
