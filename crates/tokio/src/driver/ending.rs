use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::oneshot;
use toxcore::Instant;

use super::Driver;
use crate::ShutdownError;

/// How far the end is.
#[derive(Debug)]
pub(super) struct Ending {
    phase: Phase,
    /// When the next phase begins at the latest.
    deadline: Instant,
    /// Who wants to know.
    asked: Vec<oneshot::Sender<Result<(), ShutdownError>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Messages that were sent wait for their receipts.
    Receipts,
    /// Everybody was told; that leaves the sockets.
    Farewell,
    /// The profile is written, and what came of files.
    Saving,
}

impl Ending {
    pub(super) const fn deadline(&self) -> Instant {
        self.deadline
    }
}

impl Driver {
    /// Begins to end, unless that has begun.
    pub(super) fn end(&mut self, asked: Option<oneshot::Sender<Result<(), ShutdownError>>>) {
        let deadline = self.core.now + RECEIPTS;
        let ending = self.ending.get_or_insert_with(|| Ending { phase: Phase::Receipts, deadline, asked: Vec::new() });
        ending.asked.extend(asked);
        self.commands.close();
    }

    /// Ready when everything has ended.
    pub(super) fn poll_ending(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let Some(Ending { phase, deadline, .. }) = &self.ending else { return Poll::Pending };
            let (phase, overdue) = (*phase, *deadline <= self.core.now);
            match phase {
                Phase::Receipts if !self.core.receipts.is_empty() && !overdue => return Poll::Pending,
                Phase::Receipts => {
                    self.core.tox.shut_down(self.core.now);
                    self.flush(cx);
                    self.core.transfers.suspend(&mut self.core.tox, self.core.now);
                    self.enter(Phase::Farewell, FAREWELL);
                }
                Phase::Farewell if !self.is_flushed() && !overdue => return Poll::Pending,
                Phase::Farewell => {
                    self.autosave.save_now(&mut self.core);
                    self.enter(Phase::Saving, SAVING);
                }
                Phase::Saving => {
                    self.core.poll_transfers(cx);
                    let Poll::Ready(saved) = self.autosave.poll_saved(cx) else { return Poll::Pending };
                    if !self.core.transfers.is_idle() {
                        return Poll::Pending;
                    }
                    self.autosave.close();
                    self.core.transfers.close();
                    self.answer(&saved);
                    return Poll::Ready(());
                }
            }
        }
    }

    fn enter(&mut self, phase: Phase, at_most: Duration) {
        if let Some(ending) = &mut self.ending {
            ending.phase = phase;
            ending.deadline = self.core.now + at_most;
        }
    }

    fn is_flushed(&self) -> bool {
        self.udp.as_ref().is_none_or(super::Udp::is_flushed) && self.streams.is_flushed(&self.core.tox)
    }

    fn answer(&mut self, result: &Result<(), ShutdownError>) {
        for asked in self.ending.iter_mut().flat_map(|ending| ending.asked.drain(..)) {
            // Whoever does not wait any more need not know.
            let _ = asked.send(result.clone());
        }
    }
}

/// How long the receipts of messages that were sent are waited for. Our choice: ten round trips of a slow way; who is gone
/// does not keep us longer.
const RECEIPTS: Duration = Duration::from_secs(2);
/// How long the last packets may take to leave the sockets. Our choice: datagrams leave at once, a relay's socket that is
/// full may never empty.
const FAREWELL: Duration = Duration::from_millis(500);
/// Saving is waited for as long as it takes; this only says when to look again.
const SAVING: Duration = Duration::from_secs(1);
