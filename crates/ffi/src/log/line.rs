use std::ffi::CString;
use std::fmt::{self, Write as _};

use tracing::field::{Field, Visit};
use tracing::{Event, Level};

use crate::types::Tox_Log_Level;

/// One line, as C gets it.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) level: Tox_Log_Level,
    pub(super) file: CString,
    pub(super) number: u32,
    pub(super) function: CString,
    pub(super) message: CString,
}

impl Line {
    pub(super) fn new(event: &Event<'_>) -> Self {
        let metadata = event.metadata();
        let mut text = Text::default();
        event.record(&mut text);
        Self {
            level: level(*metadata.level()),
            file: c_string(metadata.file().unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default()),
            number: metadata.line().unwrap_or_default(),
            function: c_string(metadata.module_path().unwrap_or_default()),
            message: c_string(&text.finish()),
        }
    }
}

fn level(level: Level) -> Tox_Log_Level {
    match level {
        Level::ERROR => Tox_Log_Level::Error,
        Level::WARN => Tox_Log_Level::Warning,
        Level::INFO => Tox_Log_Level::Info,
        Level::DEBUG => Tox_Log_Level::Debug,
        Level::TRACE => Tox_Log_Level::Trace,
    }
}

/// The text, cut where C's ends and where it is too long.
fn c_string(text: &str) -> CString {
    let text = text.split('\0').next().unwrap_or_default();
    let end = (0..=MAX_LEN).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    CString::new(text.get(..end.min(text.len())).unwrap_or(text)).unwrap_or_default()
}

/// The message, and what was said beside it.
#[derive(Debug, Default)]
struct Text {
    message: String,
    fields: String,
}

impl Text {
    fn finish(self) -> String {
        self.message + &self.fields
    }
}

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // A string takes everything.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}

/// Bytes of a text without its NUL. As other libraries do it: clients have buffers of 1024.
const MAX_LEN: usize = 1_023;
