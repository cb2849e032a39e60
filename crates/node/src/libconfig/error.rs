//! Why a file is refused, and where.

use thiserror::Error;

use super::source::Position;

/// A file that is not written in the language, with the first place that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{position} - {kind}")]
pub struct SyntaxError {
    /// File, line and column, counted from 1.
    pub position: Position,
    /// What is wrong there.
    pub kind: SyntaxErrorKind,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// Something else than the grammar allows here.
    #[error("syntax error: expected {expected}, found {found}")]
    Unexpected {
        /// What could have stood here.
        expected: &'static str,
        /// What stands here, in words.
        found: String,
    },
    /// A byte that begins nothing.
    #[error("syntax error: unexpected character {0:?}")]
    Character(char),
    /// End of the file inside a string.
    #[error("syntax error: string is not closed")]
    UnclosedString,
    /// A number that does not fit 64 bits.
    #[error("syntax error: number is too large")]
    NumberTooLarge,
    /// Something that starts as a number and is none.
    #[error("syntax error: not a number")]
    NotANumber,
    /// A name that the group has already.
    #[error("duplicate setting name")]
    DuplicateName,
    /// An array with elements of two types.
    #[error("mismatched element type in array")]
    MixedArray,
    /// Groups, lists and arrays in each other deeper than [`super::MAX_NESTING`].
    #[error("settings are nested deeper than {}", super::MAX_NESTING)]
    TooDeep,
    /// `@include` without a closed quoted name.
    #[error("syntax error: expected a quoted file name after @include")]
    BadInclude,
    /// The included file cannot be read.
    #[error("cannot open include file")]
    CannotInclude,
    /// Files that include each other deeper than [`super::MAX_INCLUDE_DEPTH`].
    #[error("include file nesting too deep")]
    IncludeTooDeep,
    /// More includes than [`super::MAX_INCLUDES`] in all.
    #[error("more than {} included files", super::MAX_INCLUDES)]
    TooManyIncludes,
    /// More than [`super::MAX_BYTES`] in all files together.
    #[error("configuration is longer than {} bytes", super::MAX_BYTES)]
    TooLong,
}
