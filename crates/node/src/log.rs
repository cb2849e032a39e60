//! Where the log goes.
//!
//! The program logs through `tracing`; [`install`] sets the subscriber that brings lines out the way the reference
//! does: a bare message a line, to the system's log, or information to standard output and the rest to standard error.
//! Lines of the libraries below carry their target, and are only seen with `--trace`.

mod line;
mod syslog;

use std::io::{self, Write as _};
use std::sync::Mutex;

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::cli::LogBackend;
use syslog::Syslog;

/// How much of the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What an operator needs.
    Normal,
    /// Every step.
    Trace,
}

/// Sends the log of this process to `backend` from now on. A second call changes nothing.
pub fn install(backend: LogBackend, detail: Detail) {
    let level = match detail {
        Detail::Normal => Level::INFO,
        Detail::Trace => Level::TRACE,
    };
    let output = match backend {
        LogBackend::Stdout => Output::Streams,
        LogBackend::Syslog => Output::Syslog(Mutex::new(Syslog::default())),
    };
    // The only error is that there is a subscriber already.
    let _ = tracing::subscriber::set_global_default(Log { output, level });
}

/// Subscriber that writes events and knows no spans.
struct Log {
    output: Output,
    level: Level,
}

enum Output {
    Streams,
    Syslog(Mutex<Syslog>),
}

impl Log {
    /// A line that cannot be written is lost: there is nowhere left to say so.
    fn write(&self, level: Level, line: &str) {
        match &self.output {
            Output::Streams if level >= Level::INFO => {
                let _ = writeln!(io::stdout().lock(), "{line}");
            }
            Output::Streams => {
                let _ = writeln!(io::stderr().lock(), "{line}");
            }
            Output::Syslog(syslog) => {
                if let Ok(mut syslog) = syslog.lock() {
                    syslog.send(level, line);
                }
            }
        }
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && *metadata.level() <= self.level
    }

    fn max_level_hint(&self) -> Option<tracing::level_filters::LevelFilter> {
        Some(self.level.into())
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        // No span is enabled, so that nobody asks; an id cannot be zero.
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.write(*event.metadata().level(), &line::format(event));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

#[cfg(test)]
mod tests;
