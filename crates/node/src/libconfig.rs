//! A reader for the configuration language of `libconfig`, in which operators of Tox nodes write their files.
//!
//! [`parse`] turns bytes into a [`Document`]: a list of named [`Setting`]s with their place in the file. It opens no
//! file itself: what `@include` names comes from an [`IncludeResolver`]. Input is bytes, not text, because a message
//! of the day may be in any encoding; only names and punctuation have a meaning here. No input panics, and the work
//! is bounded by [`MAX_BYTES`], [`MAX_INCLUDE_DEPTH`], [`MAX_INCLUDES`] and [`MAX_NESTING`].
//!
//! What is accepted is the union of what libconfig 1.5 to 1.8 accept, where they agree on the meaning.

mod error;
mod lexer;
mod number;
mod parser;
mod source;
mod value;

pub use error::{SyntaxError, SyntaxErrorKind};
pub use parser::{Document, MAX_NESTING, parse};
pub use source::{IncludeResolver, MAX_BYTES, MAX_INCLUDE_DEPTH, MAX_INCLUDES, NoIncludes, Position};
pub use value::{Setting, Value};

#[cfg(test)]
mod tests;
