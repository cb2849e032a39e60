//! One event as one line.

use std::fmt::{Debug, Write as _};

use tracing::Event;
use tracing::field::{Field, Visit};

/// Prefix of this crate's targets, whose lines carry no target: scripts compare them with the reference's.
const OWN_TARGET: &str = "toxcore_node";

/// Message and fields of an event, with line breaks made visible so that one event stays one line.
pub(super) fn format(event: &Event<'_>) -> String {
    let mut line = Line::default();
    let target = event.metadata().target();
    if !target.starts_with(OWN_TARGET) {
        line.0.push_str(target);
        line.0.push_str(": ");
    }
    event.record(&mut line);
    line.0
}

#[derive(Default)]
struct Line(String);

impl Line {
    fn field(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            self.0.push_str(&value.replace('\n', "\\n").replace('\r', "\\r"));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(self.0, " {}={value}", field.name());
        }
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.field(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            self.field(field, value);
        } else {
            self.field(field, &format!("{value:?}"));
        }
    }
}
