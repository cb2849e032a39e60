//! Work for the disk, which is done on other threads, and the journal.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::task::JoinSet;
use toxcore::files::resume::ResumeBook;

use super::TransferId;
use super::disk::Stored;
use super::upload::Fetched;
use crate::storage::{ProfileFileError, StoredFile};

/// What a thread brought back.
#[derive(Debug)]
pub(crate) enum Done {
    /// For a file that is sent.
    Fetched(TransferId, Fetched),
    /// For a file that is received.
    Stored(TransferId, Stored),
    /// The journal was written, or not.
    Journal(Result<(), ProfileFileError>),
    /// Nobody waits for it.
    Nothing,
}

/// Work for the disk, and the journal of transfers that are to go on after a restart.
pub(crate) struct Desk {
    jobs: JoinSet<Done>,
    book: ResumeBook,
    /// None for a profile that lives in memory only.
    journal: Option<Arc<StoredFile>>,
    changed: bool,
    writing: bool,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("jobs", &self.jobs.len()).field("unfinished", &self.book.len()).finish()
    }
}

impl Desk {
    pub(crate) fn new(book: ResumeBook, journal: Option<StoredFile>) -> Self {
        let journal = journal.map(Arc::new);
        Self { jobs: JoinSet::new(), book, journal, changed: false, writing: false }
    }

    /// Lets a thread do something. Each transfer has one job at a time.
    pub(crate) fn start(&mut self, job: impl FnOnce() -> Done + Send + 'static) {
        self.jobs.spawn_blocking(job);
    }

    /// What is ready. The journal is written when it has changed and no older one is being written.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Option<Done> {
        loop {
            self.write_journal();
            match self.jobs.poll_join_next(cx) {
                Poll::Ready(Some(Ok(Done::Journal(result)))) => self.note_journal(result),
                Poll::Ready(Some(Ok(done))) => return Some(done),
                // It panicked, which is our mistake; its transfer stands still.
                Poll::Ready(Some(Err(error))) => tracing::error!(%error, "work for the disk was lost"),
                Poll::Ready(None) | Poll::Pending => return None,
            }
        }
    }

    /// Whether no thread works, and the journal is written.
    pub(crate) fn is_idle(&self) -> bool {
        self.jobs.is_empty() && !self.writing && (!self.changed || self.journal.is_none())
    }

    pub(crate) const fn book(&self) -> &ResumeBook {
        &self.book
    }

    /// Changes the book, which is written soon.
    pub(crate) fn change_book(&mut self, change: impl FnOnce(&mut ResumeBook)) {
        change(&mut self.book);
        self.changed = true;
    }

    /// Writes the journal on this thread, if it has changed.
    pub(crate) fn save_blocking(&self) {
        if let (Some(journal), true) = (&self.journal, self.changed)
            && let Err(error) = journal.write(&self.book.to_bytes())
        {
            tracing::warn!(%error, "unfinished file transfers are not saved");
        }
    }

    fn write_journal(&mut self) {
        let Some(journal) = self.journal.as_ref().filter(|_| self.changed && !self.writing) else { return };
        let (journal, bytes) = (Arc::clone(journal), self.book.to_bytes());
        self.jobs.spawn_blocking(move || Done::Journal(journal.write(&bytes)));
        (self.changed, self.writing) = (false, true);
    }

    fn note_journal(&mut self, result: Result<(), ProfileFileError>) {
        self.writing = false;
        if let Err(error) = result {
            tracing::warn!(%error, "unfinished file transfers are not saved");
        }
    }
}
