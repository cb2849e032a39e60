use std::io;
use std::os::fd::AsRawFd;

use mio::unix::SourceFd;
use mio::{Interest, Registry};
use toxcore_net::{Room, TcpStream};
use toxcore_sansio::StreamId;

use crate::driver::tokens::Source;

/// All open streams, by the index of the id that the machine gave them.
#[derive(Debug, Default)]
pub(super) struct Table {
    places: Vec<Option<Stream>>,
    len: usize,
}

/// An open stream and what is known about it.
#[derive(Debug)]
pub(super) struct Stream {
    pub(super) id: StreamId,
    pub(super) stream: TcpStream,
    /// There may be bytes to read.
    pub(super) readable: bool,
    /// The other end finished: read on until that is seen.
    pub(super) ending: bool,
    /// The machine does not want to hear of it for now.
    pub(super) paused: bool,
    /// It is in the queue of streams to read.
    pub(super) queued: bool,
    /// It takes bytes.
    pub(super) writable: bool,
    /// What its other end takes.
    pub(super) room: Room,
    /// It is looked at again because its other end took nothing.
    pub(super) looking: bool,
}

impl Table {
    /// Streams in the table.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The stream with this id, unless it is gone and another has its index.
    pub(super) fn get(&mut self, id: StreamId) -> Option<&mut Stream> {
        self.at(index_of(id)).filter(|stream| stream.id == id)
    }

    /// The stream with this index.
    pub(super) fn at(&mut self, index: usize) -> Option<&mut Stream> {
        self.places.get_mut(index)?.as_mut()
    }

    /// Watches `stream` and keeps it. One that has the same index has been given up by the machine and is closed.
    ///
    /// # Errors
    /// If the index is out of bounds or the system does not let the stream be watched.
    pub(super) fn insert(&mut self, id: StreamId, stream: TcpStream, registry: &Registry) -> io::Result<()> {
        let index = index_of(id);
        if index >= MAX_STREAMS {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let (token, interest) = (Source::Stream(index).token(), Interest::READABLE | Interest::WRITABLE);
        registry.register(&mut SourceFd(&stream.as_raw_fd()), token, interest)?;
        if self.places.len() <= index {
            self.places.resize_with(index + 1, || None);
        }
        let stream = Stream {
            id,
            stream,
            readable: false,
            ending: false,
            paused: false,
            queued: false,
            writable: true,
            room: Room::default(),
            looking: false,
        };
        if let Some(place) = self.places.get_mut(index) {
            self.len += usize::from(place.replace(stream).is_none());
        }
        Ok(())
    }

    /// Closes the stream with this id, which also ends watching it.
    pub(super) fn remove(&mut self, id: StreamId) {
        if self.get(id).is_some()
            && let Some(place) = self.places.get_mut(index_of(id))
        {
            *place = None;
            self.len = self.len.saturating_sub(1);
        }
    }
}

fn index_of(id: StreamId) -> usize {
    id.index as usize
}

/// Streams that the table can hold: far more than descriptors.
const MAX_STREAMS: usize = 1 << 20;
