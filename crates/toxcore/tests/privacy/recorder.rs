//! A subscriber that keeps every trace as text.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Text and targets of all traces; clones share them.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<(String, BTreeSet<String>)>>);

impl Recorder {
    /// What has been recorded.
    pub(crate) fn take(&self) -> (String, BTreeSet<String>) {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let text = &mut self.0.lock().unwrap().0;
        span.record(&mut Fields(text));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap().0));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let (text, targets) = &mut *self.0.lock().unwrap();
        targets.insert(event.metadata().target().to_owned());
        let _ = write!(text, "{} {}", event.metadata().level(), event.metadata().target());
        event.record(&mut Fields(text));
        text.push('\n');
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
