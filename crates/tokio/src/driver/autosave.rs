use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::task::JoinHandle;
use toxcore::Instant;

use super::Core;
use crate::{ProfileFile, ShutdownError};

/// Writes the profile some time after it changed, off the task, and once at the end.
pub(crate) struct Autosave {
    /// None for a profile that lives in memory only.
    file: Option<Arc<ProfileFile>>,
    due: Option<Instant>,
    job: Option<JoinHandle<Result<(), ShutdownError>>>,
    last: Result<(), ShutdownError>,
}

impl fmt::Debug for Autosave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, due, job, last } = self;
        let (saves, running) = (file.is_some(), job.is_some());
        f.debug_struct("Autosave")
            .field("saves", &saves)
            .field("due", due)
            .field("running", &running)
            .field("last", last)
            .finish()
    }
}

impl Autosave {
    pub(crate) fn new(file: Option<ProfileFile>) -> Self {
        Self { file: file.map(Arc::new), due: None, job: None, last: Ok(()) }
    }

    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        self.due.filter(|_| self.job.is_none())
    }

    /// Notes a change, and saves when it is time.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, core: &mut Core) {
        if self.file.is_none() {
            return;
        }
        let changes = [(&mut core.changed, DELAY), (&mut core.aged, PATIENCE)];
        for delay in changes.into_iter().filter_map(|(change, delay)| std::mem::take(change).then_some(delay)) {
            let due = core.now + delay;
            self.due = Some(self.due.map_or(due, |before| before.min(due)));
        }
        // What it brought is in `last`.
        let _ = self.poll_saved(cx);
        if self.poll_timeout().is_some_and(|due| due <= core.now) {
            self.start(core);
            let _ = self.poll_saved(cx);
        }
    }

    /// Saves without delay, after a save that is under way.
    pub(super) fn save_now(&mut self, core: &mut Core) {
        (core.changed, core.aged) = (false, false);
        self.start(core);
    }

    fn start(&mut self, core: &Core) {
        let Some(file) = self.file.clone() else { return };
        self.due = None;
        let (saved, before) = (core.tox.savedata(), self.job.take());
        self.job = Some(tokio::spawn(async move {
            if let Some(before) = before {
                // Superseded by this one.
                let _ = before.await;
            }
            tokio::task::spawn_blocking(move || file.write(&saved)).await.map_err(interrupted)?.map_err(Into::into)
        }));
    }

    /// Ready when no save is under way: whether the last one went well.
    pub(super) fn poll_saved(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ShutdownError>> {
        if let Some(job) = &mut self.job {
            let Poll::Ready(result) = Pin::new(job).poll(cx) else { return Poll::Pending };
            self.job = None;
            self.last = result.map_err(interrupted).flatten();
            if let Err(error) = &self.last {
                tracing::error!(%error, "the profile is not saved");
            }
        }
        Poll::Ready(self.last.clone())
    }

    /// Lets go of the profile: another one may use it when the end is told.
    pub(super) fn close(&mut self) {
        self.file = None;
    }

    /// Saves on this thread, if something is not saved yet: for an end that did not come by a shutdown.
    pub(super) fn save_blocking(&mut self, core: &Core) {
        let unsaved = self.due.take().is_some() || core.changed || core.aged || self.job.is_some();
        if let (Some(file), true) = (&self.file, unsaved)
            && let Err(error) = file.write(&core.tox.savedata())
        {
            tracing::error!(%error, "the profile is not saved");
        }
    }
}

fn interrupted(_: tokio::task::JoinError) -> ShutdownError {
    ShutdownError::Interrupted
}

/// From a change by the user to its save. Our choice: several changes at once are one save, and whoever kills the process
/// by hand comes later.
const DELAY: Duration = Duration::from_millis(100);
/// From other changes to their save. Our choice: names and nodes are told again, and a disk should rest.
const PATIENCE: Duration = Duration::from_secs(10);
