use std::sync::Arc;

use super::*;

/// Keeps the lines that the log would write.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

impl Subscriber for Lines {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.0.lock().unwrap().push(line::format(event));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

fn line_of(log: impl FnOnce()) -> String {
    let lines = Lines::default();
    tracing::subscriber::with_default(lines.clone(), log);
    let lines = lines.0.lock().unwrap();
    assert_eq!(lines.len(), 1);
    lines[0].clone()
}

#[test]
fn lines_of_this_program_are_bare() {
    assert_eq!(line_of(|| tracing::info!("Public Key: {}", 7)), "Public Key: 7");
    assert_eq!(line_of(|| tracing::warn!(port = 443, name = "a b", "no port")), "no port port=443 name=\"a b\"");
}

#[test]
fn lines_of_others_carry_their_target() {
    assert_eq!(line_of(|| tracing::debug!(target: "toxcore_dht::lan", "found")), "toxcore_dht::lan: found");
}

#[test]
fn one_event_stays_one_line() {
    assert_eq!(line_of(|| tracing::info!("'motd': a\nb\r")), "'motd': a\\nb\\r");
}

#[test]
fn levels_are_those_of_the_detail() {
    let log = |level| Log { output: Output::Streams, level };
    assert_eq!(log(Level::INFO).max_level_hint(), Some(tracing::level_filters::LevelFilter::INFO));
    assert_eq!(log(Level::TRACE).max_level_hint(), Some(tracing::level_filters::LevelFilter::TRACE));
}
