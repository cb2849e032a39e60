//! Bytes to tokens, over all included files.

use super::error::{SyntaxError, SyntaxErrorKind};
use super::number;
use super::source::{IncludeResolver, MAX_BYTES, MAX_INCLUDE_DEPTH, MAX_INCLUDES, Position, Source};
use super::value::Value;

/// The smallest parts with a meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Name(String),
    /// Number or boolean.
    Scalar(Value),
    /// One quoted string.
    Text(Vec<u8>),
    /// One of `= : ; , { } [ ] ( )`; `:` is given as `=`.
    Mark(char),
    End,
}

impl Token {
    /// The token in words, for messages.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Name(name) => format!("name '{name}'"),
            Self::Scalar(value) => value.type_name().to_owned(),
            Self::Text(_) => "a string".to_owned(),
            Self::Mark(mark) => format!("'{mark}'"),
            Self::End => "the end of the file".to_owned(),
        }
    }
}

/// Reads tokens from a main file and from what it includes.
pub(super) struct Lexer<'a> {
    main: Source,
    included: Vec<Source>,
    includes_left: usize,
    bytes_left: usize,
    resolver: &'a mut dyn IncludeResolver,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(name: &str, bytes: &[u8], resolver: &'a mut dyn IncludeResolver) -> Result<Self, SyntaxError> {
        let main = Source::new(name, bytes.to_vec());
        let Some(bytes_left) = MAX_BYTES.checked_sub(bytes.len()) else {
            return Err(SyntaxError { position: main.position(), kind: SyntaxErrorKind::TooLong });
        };
        Ok(Self { main, included: Vec::new(), includes_left: MAX_INCLUDES, bytes_left, resolver })
    }

    /// Next token with its place. After [`Token::End`] the end repeats.
    pub(super) fn next(&mut self) -> Result<(Token, Position), SyntaxError> {
        loop {
            self.skip_blanks();
            let source = self.source();
            let position = source.position();
            let Some(byte) = source.peek() else {
                if self.included.pop().is_none() {
                    return Ok((Token::End, position));
                }
                continue;
            };
            if byte == b'@' && source.at_line_start() && source.rest().starts_with(INCLUDE) {
                self.include(&position)?;
                continue;
            }
            let token = token(source, byte).map_err(|kind| SyntaxError { position: position.clone(), kind })?;
            return Ok((token, position));
        }
    }

    fn source(&mut self) -> &mut Source {
        self.included.last_mut().unwrap_or(&mut self.main)
    }

    /// Skips blanks and comments. A block comment that is not closed ends with its file, as in libconfig.
    fn skip_blanks(&mut self) {
        let source = self.source();
        loop {
            source.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c));
            match source.rest() {
                [b'#', ..] | [b'/', b'/', ..] => {
                    source.take_while(|byte| byte != b'\n');
                }
                [b'/', b'*', ..] => {
                    source.skip(2);
                    while !source.rest().is_empty() && !source.rest().starts_with(b"*/") {
                        source.next();
                    }
                    source.skip(2);
                }
                _ => return,
            }
        }
    }

    /// Reads `@include "name"` and makes that file the current one.
    fn include(&mut self, position: &Position) -> Result<(), SyntaxError> {
        let fail = |kind| Err(SyntaxError { position: position.clone(), kind });
        let source = self.source();
        source.skip(INCLUDE.len());
        source.take_while(|byte| matches!(byte, b' ' | b'\t'));
        let Some(name) = include_name(source) else {
            return fail(SyntaxErrorKind::BadInclude);
        };
        if self.included.len() >= MAX_INCLUDE_DEPTH {
            return fail(SyntaxErrorKind::IncludeTooDeep);
        }
        let Some(includes_left) = self.includes_left.checked_sub(1) else {
            return fail(SyntaxErrorKind::TooManyIncludes);
        };
        self.includes_left = includes_left;
        let Ok(bytes) = self.resolver.read(&name, self.bytes_left) else {
            return fail(SyntaxErrorKind::CannotInclude);
        };
        let Some(bytes_left) = self.bytes_left.checked_sub(bytes.len()) else {
            return fail(SyntaxErrorKind::TooLong);
        };
        self.bytes_left = bytes_left;
        self.included.push(Source::new(&String::from_utf8_lossy(&name), bytes));
        Ok(())
    }
}

/// Reads one token that begins with `byte`.
fn token(source: &mut Source, byte: u8) -> Result<Token, SyntaxErrorKind> {
    match byte {
        b'=' | b':' => {
            source.next();
            Ok(Token::Mark('='))
        }
        b';' | b',' | b'{' | b'}' | b'[' | b']' | b'(' | b')' => {
            source.next();
            Ok(Token::Mark(char::from(byte)))
        }
        b'"' => {
            source.next();
            string(source)
        }
        b'a'..=b'z' | b'A'..=b'Z' | b'*' => Ok(name_or_bool(source)),
        b'0'..=b'9' | b'+' | b'-' | b'.' => {
            let (value, len) = number::read(source.rest())?;
            source.skip(len);
            Ok(Token::Scalar(value))
        }
        _ => Err(SyntaxErrorKind::Character(char::from(byte))),
    }
}

fn name_or_bool(source: &mut Source) -> Token {
    let word = source.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'*'));
    if word.eq_ignore_ascii_case(b"true") {
        Token::Scalar(Value::Bool(true))
    } else if word.eq_ignore_ascii_case(b"false") {
        Token::Scalar(Value::Bool(false))
    } else {
        Token::Name(String::from_utf8_lossy(word).into_owned())
    }
}

/// Reads a string behind its opening quote. Line ends are allowed inside; an unknown escape stays as it is written.
fn string(source: &mut Source) -> Result<Token, SyntaxErrorKind> {
    let mut text = Vec::new();
    loop {
        match source.next().ok_or(SyntaxErrorKind::UnclosedString)? {
            b'"' => return Ok(Token::Text(text)),
            b'\\' => escape(source, &mut text),
            byte => text.push(byte),
        }
    }
}

/// Resolves the escape behind a backslash.
fn escape(source: &mut Source, text: &mut Vec<u8>) {
    let rest = source.rest();
    let (byte, len) = match rest.first() {
        Some(b'\\') => (b'\\', 1),
        Some(b'"') => (b'"', 1),
        Some(b'a') => (0x07, 1),
        Some(b'b') => (0x08, 1),
        Some(b'f') => (0x0c, 1),
        Some(b'n') => (b'\n', 1),
        Some(b'r') => (b'\r', 1),
        Some(b't') => (b'\t', 1),
        Some(b'v') => (0x0b, 1),
        Some(b'x') => match rest.get(1..3).and_then(hex_byte) {
            Some(byte) => (byte, 3),
            None => (b'\\', 0),
        },
        _ => (b'\\', 0),
    };
    source.skip(len);
    text.push(byte);
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    digits.iter().try_fold(0_u8, |sum, digit| {
        let digit = char::from(*digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())?;
        Some(sum << 4 | digit)
    })
}

/// Quoted file name of an include on this line; only `\\` and `\"` are escapes in it.
fn include_name(source: &mut Source) -> Option<Vec<u8>> {
    if source.next() != Some(b'"') {
        return None;
    }
    let mut name = Vec::new();
    loop {
        match source.next()? {
            b'"' => return (!name.is_empty()).then_some(name),
            b'\n' => return None,
            b'\\' if matches!(source.peek(), Some(b'\\' | b'"')) => name.extend(source.next()),
            byte => name.push(byte),
        }
    }
}

const INCLUDE: &[u8] = b"@include";
