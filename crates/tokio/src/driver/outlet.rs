use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::sync::mpsc::error::{SendError, TrySendError};
use tokio::sync::mpsc::{OwnedPermit, Sender};

use crate::Event;

/// Where events leave. They wait here while the reader is slow; nobody throws one away as long as there is a reader.
pub(crate) struct Outlet {
    sender: Sender<Event>,
    waiting: VecDeque<Event>,
    /// The wait for room in the channel.
    room: Option<Room>,
}

type Room = Pin<Box<dyn Future<Output = Result<OwnedPermit<Event>, SendError<()>>> + Send>>;

impl fmt::Debug for Outlet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outlet").field("waiting", &self.waiting.len()).finish_non_exhaustive()
    }
}

impl Outlet {
    pub(crate) fn new(sender: Sender<Event>) -> Self {
        Self { sender, waiting: VecDeque::new(), room: None }
    }

    pub(crate) fn push(&mut self, event: Event) {
        self.waiting.push_back(event);
    }

    /// Whether the reader is so far behind that no more should be caused.
    pub(crate) fn is_full(&self) -> bool {
        self.waiting.len() >= MAX_WAITING
    }

    /// Hands over what the reader has room for. The task is woken when there is more room.
    pub(crate) fn deliver(&mut self, cx: &mut Context<'_>) {
        while let Some(event) = self.waiting.pop_front() {
            if let Some(room) = &mut self.room {
                match room.as_mut().poll(cx) {
                    Poll::Pending => return self.waiting.push_front(event),
                    Poll::Ready(Ok(permit)) => {
                        self.room = None;
                        permit.send(event);
                        continue;
                    }
                    Poll::Ready(Err(_)) => return self.nobody_reads(),
                }
            }
            match self.sender.try_send(event) {
                Ok(()) => {}
                Err(TrySendError::Full(event)) => {
                    self.waiting.push_front(event);
                    self.room = Some(Box::pin(self.sender.clone().reserve_owned()));
                }
                Err(TrySendError::Closed(_)) => return self.nobody_reads(),
            }
        }
    }

    /// The stream of events was dropped, which is as much as saying that they are not wanted.
    fn nobody_reads(&mut self) {
        self.waiting.clear();
        self.room = None;
    }
}

/// Events that wait before sockets are not read any more. Our choice: a batch of datagrams can cause some hundred, and a
/// reader that is further behind should not get ever more to do.
const MAX_WAITING: usize = 256;
