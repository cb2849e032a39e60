use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::mpsc::Receiver;

use crate::{Event, Tox};

/// What happens, in order. Ends when the [`Tox`] has ended.
///
/// Events are never thrown away while this exists. When they are not taken, they wait, and after some hundred so does the
/// network: friends' messages are not received any more. So take them quickly, and do in a task of its own what takes long
/// or waits for a friend (a receipt, for instance). Dropping the stream says that events are not wanted: they are discarded
/// from then on, and everything else works as before.
#[must_use = "events that are not taken hold up the network; drop it if you do not want them"]
pub struct Events {
    receiver: Receiver<Event>,
    /// Who reads events wants the task to live.
    tox: Tox,
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("tox", &self.tox).finish_non_exhaustive()
    }
}

impl Events {
    pub(crate) fn new(receiver: Receiver<Event>, tox: Tox) -> Self {
        Self { receiver, tox }
    }

    /// The next event; `None` when the Tox has ended. Nothing is lost if the future is dropped.
    pub async fn next(&mut self) -> Option<Event> {
        poll_fn(|cx| self.receiver.poll_recv(cx)).await
    }
}

impl Stream for Events {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Event>> {
        self.receiver.poll_recv(cx)
    }
}
