//! The bytes of the file being read and of the files that it includes.

use std::{fmt, io, sync::Arc};

/// Bytes of all files of one configuration together. Our choice: a node's file has a few kilobytes, and a
/// megabyte still holds 5,000 bootstrap nodes.
pub const MAX_BYTES: usize = 1 << 20;
/// Files that may be open in each other below the main one. As in libconfig: ten included levels pass, eleven fail.
pub const MAX_INCLUDE_DEPTH: usize = 10;
/// Includes in one configuration, counted over all levels. Our choice: without a limit, ten levels that each include
/// the next twice would open a thousand files.
pub const MAX_INCLUDES: usize = 256;

/// A place in a file, for messages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Position {
    /// Name of the file as given on the command line or in `@include`.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: usize,
    /// Byte in the line, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Reads the files that `@include` names.
pub trait IncludeResolver {
    /// Returns the content of the file `name`, reading at most `limit` bytes and one more to show that there are more.
    ///
    /// # Errors
    /// Any error of the operating system; the parser turns it into
    /// [`SyntaxErrorKind::CannotInclude`](super::SyntaxErrorKind::CannotInclude).
    fn read(&mut self, name: &[u8], limit: usize) -> io::Result<Vec<u8>>;
}

/// Resolver for text that stands alone: no file can be included.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoIncludes;

impl IncludeResolver for NoIncludes {
    fn read(&mut self, _name: &[u8], _limit: usize) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// One file with a read mark.
#[derive(Debug)]
pub(super) struct Source {
    name: Arc<str>,
    bytes: Vec<u8>,
    offset: usize,
    line: usize,
    column: usize,
    /// Only blanks stand before the mark in its line: the only place where `@include` is known.
    at_line_start: bool,
}

impl Source {
    pub(super) fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes, offset: 0, line: 1, column: 1, at_line_start: true }
    }

    pub(super) fn position(&self) -> Position {
        Position { file: Arc::clone(&self.name), line: self.line, column: self.column }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.offset..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    pub(super) fn at_line_start(&self) -> bool {
        self.at_line_start
    }

    pub(super) fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.offset += 1;
        if byte == b'\n' {
            self.line += 1;
            self.column = 1;
            self.at_line_start = true;
        } else {
            self.column += 1;
            self.at_line_start &= matches!(byte, b' ' | b'\t');
        }
        Some(byte)
    }

    /// Moves the mark over `count` bytes.
    pub(super) fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    /// Moves the mark over bytes that `wanted` accepts and returns them.
    pub(super) fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &[u8] {
        let start = self.offset;
        while self.peek().is_some_and(&wanted) {
            self.next();
        }
        self.bytes.get(start..self.offset).unwrap_or_default()
    }
}
