//! What an operator should see, in order.

use std::fmt::Display;

/// How much a note matters; it decides where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As expected.
    Info,
    /// Something was ignored or replaced by a default.
    Warning,
    /// The node cannot start like this.
    Error,
}

/// One line for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub level: Level,
    /// The line, without a line end.
    pub text: String,
}

/// Lines for the operator, in the order in which they arose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes(Vec<Note>);

impl Notes {
    /// Adds a line of the given level.
    pub fn push(&mut self, level: Level, text: impl Display) {
        self.0.push(Note { level, text: text.to_string() });
    }

    /// Adds a line of information.
    pub fn info(&mut self, text: impl Display) {
        self.push(Level::Info, text);
    }

    /// Adds a warning.
    pub fn warning(&mut self, text: impl Display) {
        self.push(Level::Warning, text);
    }

    /// Adds an error.
    pub fn error(&mut self, text: impl Display) {
        self.push(Level::Error, text);
    }

    /// The lines in order.
    pub fn iter(&self) -> impl Iterator<Item = &Note> {
        self.0.iter()
    }

    /// The lines of one level.
    pub fn at(&self, level: Level) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |note| note.level == level).map(|note| note.text.as_str())
    }
}
