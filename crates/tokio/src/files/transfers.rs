use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::task::Context;

use tokio::sync::watch;
use toxcore::files::resume::{ResumeBook, Unfinished};
use toxcore::files::{Direction, FileControl, FileNumber, FileOffer, Phase};
use toxcore::{ConnectionStatus, Event, FriendId, Instant};

use super::desk::{Desk, Done};
use super::download::{Download, NewDownload};
use super::source::SourceFile;
use super::task::Task;
use super::upload::{NewUpload, Upload};
use super::{SaveError, TransferControlError, TransferError, TransferStatus};
use crate::storage::{ProfileFile, StoredFile};

/// Names a transfer for the life of the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TransferId(u64);

/// What a transfer needs to do something.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) tox: &'a mut toxcore::Tox,
    pub(crate) now: Instant,
    pub(crate) desk: &'a mut Desk,
}

/// Whether a transfer goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    GoesOn,
    /// It is over, and nothing of it is to go on later.
    Over,
    /// It is over, but what the journal has of it stays.
    OverForNow,
}

/// The files that are sent and saved.
pub(crate) struct Transfers {
    tasks: HashMap<TransferId, Task>,
    /// Those that the machine has a number for.
    live: HashMap<(FriendId, FileNumber), TransferId>,
    desk: Desk,
    next: u64,
}

impl fmt::Debug for Transfers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transfers").field("tasks", &self.tasks.len()).field("desk", &self.desk).finish_non_exhaustive()
    }
}

impl Transfers {
    /// What is unfinished is forgotten at the end.
    pub(crate) fn in_memory() -> Self {
        Self::new(ResumeBook::new(), None)
    }

    /// What is unfinished is noted beside the profile. A journal that cannot be read is kept, and another one begun. Blocks.
    pub(crate) fn with_journal(profile: &ProfileFile) -> Self {
        let journal = profile.companion(JOURNAL);
        match journal.read() {
            Ok(None) => Self::new(ResumeBook::new(), Some(journal)),
            Ok(Some(bytes)) => {
                let (book, damaged) = ResumeBook::parse(&bytes).unwrap_or_else(|_| (ResumeBook::new(), 1));
                if damaged > 0 {
                    tracing::warn!(damaged, "some unfinished file transfers are lost");
                    let _ = journal.keep_copy("damaged");
                }
                Self::new(book, Some(journal))
            }
            Err(error) => {
                tracing::warn!(%error, "unfinished file transfers are lost");
                let _ = journal.keep_copy("damaged");
                Self::new(ResumeBook::new(), Some(journal))
            }
        }
    }

    /// `book` is what the journal has.
    fn new(book: ResumeBook, journal: Option<StoredFile>) -> Self {
        Self { tasks: HashMap::new(), live: HashMap::new(), desk: Desk::new(book, journal), next: 0 }
    }

    /// All of them, oldest first, with whom and how far.
    pub(crate) fn list(&self) -> Vec<(TransferId, FriendId, watch::Receiver<TransferStatus>)> {
        let mut list: Vec<_> = self.tasks.iter().map(|(id, task)| (*id, task.friend(), task.watch())).collect();
        list.sort_unstable_by_key(|(id, ..)| id.0);
        list
    }

    /// Whether no thread works for us.
    pub(crate) fn is_idle(&self) -> bool {
        self.desk.is_idle()
    }

    /// Takes over the uploads of an earlier run. Those to friends that are gone are forgotten.
    pub(crate) fn restore(&mut self, tox: &toxcore::Tox) {
        let noted: Vec<Unfinished> = self.desk.book().iter().cloned().collect();
        for noted in noted {
            match (tox.friend_by_public_key(&noted.friend), noted.direction) {
                (Some(friend), Direction::Outgoing) => {
                    let id = self.next_id();
                    self.tasks.insert(id, Task::Upload(Box::new(Upload::resumed(id, friend, &noted))));
                }
                (Some(_), Direction::Incoming) => {}
                (None, direction) => self.desk.change_book(|book| {
                    book.remove(direction, &noted.friend, &noted.id);
                }),
            }
        }
    }

    /// Sends a file that was opened.
    pub(crate) fn send(
        &mut self,
        tox: &mut toxcore::Tox,
        now: Instant,
        new: NewUpload,
        source: SourceFile,
    ) -> (TransferId, watch::Receiver<TransferStatus>) {
        let id = self.next_id();
        let upload = Upload::new(id, new, source);
        let (status, note) = (upload.board.watch(), upload.note());
        self.desk.change_book(|book| book.insert(note));
        self.tasks.insert(id, Task::Upload(Box::new(upload)));
        self.run(tox, now, id, |task, call| match task {
            Task::Upload(upload) => upload.offer(call),
            Task::Download(_) => Outcome::GoesOn,
        });
        (id, status)
    }

    /// Saves an offered file. What comes back over `began` tells whether it begins.
    pub(crate) fn save(
        &mut self,
        tox: &toxcore::Tox,
        now: Instant,
        new: NewDownload,
        folder: PathBuf,
    ) -> Option<(TransferId, watch::Receiver<TransferStatus>)> {
        let (friend, number) = (new.friend, new.number);
        let open = tox.files().status(friend, number).is_some_and(|status| status.phase == Phase::NotAccepted);
        if !open || self.live.contains_key(&(friend, number)) {
            // An error: the caller has gone.
            let _ = new.began.send(Err(SaveError::Gone));
            return None;
        }
        let id = self.next_id();
        let download = Download::begin(id, new, folder, &mut self.desk, now);
        let status = download.board.watch();
        self.live.insert((friend, number), id);
        self.tasks.insert(id, Task::Download(Box::new(download)));
        Some((id, status))
    }

    /// Pauses, resumes or cancels a transfer for its handle.
    pub(crate) fn control(
        &mut self,
        tox: &mut toxcore::Tox,
        now: Instant,
        id: TransferId,
        control: FileControl,
    ) -> Result<(), TransferControlError> {
        let mut result = Err(TransferControlError::Over);
        self.run(tox, now, id, |task, call| {
            result = Ok(());
            if control == FileControl::Cancel {
                return task.give_up(call, TransferError::Cancelled);
            }
            let (outcome, done) = match task {
                Task::Upload(upload) => (Outcome::GoesOn, upload.user_control(call, control)),
                Task::Download(download) => download.user_control(call, control),
            };
            result = done.map_err(TransferControlError::Refused);
            outcome
        });
        result
    }

    /// Everything of a friend that was removed ends.
    pub(crate) fn friend_removed(&mut self, tox: &mut toxcore::Tox, now: Instant, friend: FriendId) {
        let ids: Vec<_> = self.tasks.iter().filter(|(_, task)| task.friend() == friend).map(|(id, _)| *id).collect();
        for id in ids {
            self.run(tox, now, id, |task, call| task.give_up(call, TransferError::FriendRemoved));
        }
    }

    /// Takes an event that is about one of ours; gives back what others should see.
    pub(crate) fn take(&mut self, tox: &mut toxcore::Tox, now: Instant, event: Event) -> Option<Event> {
        match &event {
            Event::FriendConnectionStatus { friend, status } if *status != ConnectionStatus::None => {
                self.friend_online(tox, now, *friend);
                Some(event)
            }
            Event::FileRecv { friend, file, offer } => {
                let Some(id) = self.find_waiting(*friend, offer) else { return Some(event) };
                self.live.insert((*friend, *file), id);
                self.run(tox, now, id, |task, call| match task {
                    Task::Download(download) => download.offered_again(call, *file),
                    Task::Upload(_) => Outcome::GoesOn,
                });
                None
            }
            Event::FileRecvControl { friend, file, .. }
            | Event::FileChunkRequest { friend, file, .. }
            | Event::FileRecvChunk { friend, file, .. }
            | Event::FileSent { friend, file, .. }
            | Event::FileReceived { friend, file, .. }
            | Event::FileBroken { friend, file } => {
                let Some(id) = self.live.get(&(*friend, *file)).copied() else { return Some(event) };
                self.run(tox, now, id, |task, call| task.handle(call, event));
                None
            }
            _ => Some(event),
        }
    }

    /// Takes what threads brought back. Returns whether there was anything.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>, tox: &mut toxcore::Tox, now: Instant) -> bool {
        let mut any = false;
        while let Some(done) = self.desk.poll(cx) {
            any = true;
            match done {
                Done::Fetched(id, fetched) => self.run(tox, now, id, |task, call| match task {
                    Task::Upload(upload) => upload.fetched(call, fetched),
                    Task::Download(_) => Outcome::GoesOn,
                }),
                Done::Stored(id, stored) => self.run(tox, now, id, |task, call| match task {
                    Task::Download(download) => download.stored(call, stored),
                    Task::Upload(_) => Outcome::GoesOn,
                }),
                Done::Journal(_) | Done::Nothing => {}
            }
        }
        any
    }

    /// We go offline: what was received goes to the disk.
    pub(crate) fn suspend(&mut self, tox: &mut toxcore::Tox, now: Instant) {
        let ids: Vec<_> = self.live.values().copied().collect();
        for id in ids {
            self.run(tox, now, id, |task, call| match task {
                Task::Upload(upload) => upload.broken(),
                Task::Download(download) => download.broken(call),
            });
        }
    }

    /// Lets go of all files: others may use them when the end is told.
    pub(crate) fn close(&mut self) {
        self.live.clear();
        self.tasks.clear();
    }

    /// Writes the journal on this thread, at the end.
    pub(crate) fn save_blocking(&self) {
        self.desk.save_blocking();
    }

    fn friend_online(&mut self, tox: &mut toxcore::Tox, now: Instant, friend: FriendId) {
        let mut ids: Vec<_> =
            self.tasks.iter().filter(|(_, task)| task.friend() == friend).map(|(id, _)| *id).collect();
        ids.sort_unstable_by_key(|id| id.0);
        for id in ids {
            self.run(tox, now, id, |task, call| {
                if let Task::Upload(upload) = task {
                    upload.begin(call.desk);
                }
                Outcome::GoesOn
            });
        }
    }

    fn find_waiting(&self, friend: FriendId, offer: &FileOffer) -> Option<TransferId> {
        let mut tasks = self.tasks.iter();
        tasks.find_map(|(id, task)| match task {
            Task::Download(download) if download.waits_for(friend, offer) => Some(*id),
            Task::Download(_) | Task::Upload(_) => None,
        })
    }

    /// Lets a transfer do something, and keeps the tables right.
    fn run(
        &mut self,
        tox: &mut toxcore::Tox,
        now: Instant,
        id: TransferId,
        run: impl FnOnce(&mut Task, &mut Call<'_>) -> Outcome,
    ) {
        let Some(task) = self.tasks.get_mut(&id) else { return };
        let (friend, before) = (task.friend(), task.number());
        let outcome = run(task, &mut Call { tox, now, desk: &mut self.desk });
        let after = task.number().filter(|_| outcome == Outcome::GoesOn);
        if before != after {
            before.map(|number| self.live.remove(&(friend, number)));
            after.map(|number| self.live.insert((friend, number), id));
        }
        if outcome != Outcome::GoesOn {
            self.forget(id, outcome);
        }
    }

    fn forget(&mut self, id: TransferId, outcome: Outcome) {
        let Some(task) = self.tasks.remove(&id) else { return };
        if outcome == Outcome::Over {
            let (direction, friend, file) = task.key();
            self.desk.change_book(|book| {
                book.remove(direction, &friend, &file);
            });
        }
        if let Task::Upload(upload) = task {
            self.offer_next(upload.friend);
        }
    }

    /// A slot has become free: for the upload that waits longest.
    fn offer_next(&mut self, friend: FriendId) {
        let waiting = self.tasks.iter_mut().filter_map(|(id, task)| match task {
            Task::Upload(upload) if upload.friend == friend && upload.number.is_none() => Some((id.0, upload)),
            Task::Upload(_) | Task::Download(_) => None,
        });
        if let Some((_, upload)) = waiting.min_by_key(|(id, _)| *id) {
            upload.begin(&mut self.desk);
        }
    }

    fn next_id(&mut self) -> TransferId {
        self.next += 1;
        TransferId(self.next)
    }
}

/// What the name of the journal has behind that of the profile.
const JOURNAL: &str = ".transfers";
