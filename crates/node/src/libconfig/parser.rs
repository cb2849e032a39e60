//! Tokens to settings.

use std::collections::HashSet;
use std::mem;

use super::error::{SyntaxError, SyntaxErrorKind};
use super::lexer::{Lexer, Token};
use super::source::{IncludeResolver, Position};
use super::value::{Setting, Value};

/// Groups, lists and arrays that may stand in each other. Our choice: a node's file needs two levels, and the parser
/// recurses once per level, so that a file of brackets cannot use up the stack.
pub const MAX_NESTING: usize = 64;

/// A whole file, with everything that it includes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Settings of the outermost group, in the order of the file.
    pub settings: Vec<Setting>,
}

impl Document {
    /// The outermost setting with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.settings.iter().find(|setting| setting.name == name).map(|setting| &setting.value)
    }
}

/// Reads the file `name` with the given content.
///
/// # Errors
/// [`SyntaxError`] names the first place that is not in the language, or that passes one of the limits.
pub fn parse(name: &str, bytes: &[u8], resolver: &mut dyn IncludeResolver) -> Result<Document, SyntaxError> {
    let mut lexer = Lexer::new(name, bytes, resolver)?;
    let (token, position) = lexer.next()?;
    let mut parser = Parser { lexer, token, position, nesting: 0 };
    let settings = parser.settings(&Token::End, "a setting name")?;
    Ok(Document { settings })
}

/// One token of look-ahead over the lexer.
struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token,
    position: Position,
    nesting: usize,
}

impl Parser<'_> {
    /// Takes the current token and moves on.
    fn advance(&mut self) -> Result<Token, SyntaxError> {
        let (token, position) = self.lexer.next()?;
        self.position = position;
        Ok(mem::replace(&mut self.token, token))
    }

    fn fail<T>(&self, kind: SyntaxErrorKind) -> Result<T, SyntaxError> {
        Err(SyntaxError { position: self.position.clone(), kind })
    }

    fn unexpected<T>(&self, expected: &'static str) -> Result<T, SyntaxError> {
        self.fail(SyntaxErrorKind::Unexpected { expected, found: self.token.describe() })
    }

    /// Settings up to the token `end`, which stays.
    fn settings(&mut self, end: &Token, expected: &'static str) -> Result<Vec<Setting>, SyntaxError> {
        let mut settings = Vec::new();
        let mut names = HashSet::new();
        while self.token != *end {
            let Token::Name(name) = &self.token else {
                return self.unexpected(expected);
            };
            let name = name.clone();
            let position = self.position.clone();
            if !names.insert(name.clone()) {
                return self.fail(SyntaxErrorKind::DuplicateName);
            }
            self.advance()?;
            if self.token != Token::Mark('=') {
                return self.unexpected("'=' or ':'");
            }
            self.advance()?;
            let value = self.value()?;
            if matches!(self.token, Token::Mark(';' | ',')) {
                self.advance()?;
            }
            settings.push(Setting { name, position, value });
        }
        Ok(settings)
    }

    fn value(&mut self) -> Result<Value, SyntaxError> {
        match self.token {
            Token::Mark('{') => self.nested(|parser| {
                let settings = parser.settings(&Token::Mark('}'), "a setting name or '}'")?;
                Ok(Value::Group(settings))
            }),
            Token::Mark('[') => {
                self.nested(|parser| Ok(Value::Array(parser.elements(']', "',' or ']'", Self::array_element)?)))
            }
            Token::Mark('(') => {
                self.nested(|parser| Ok(Value::List(parser.elements(')', "',' or ')'", |parser, _| parser.value())?)))
            }
            _ => self.scalar("a value"),
        }
    }

    /// Reads what stands between two brackets, one level deeper.
    fn nested(&mut self, content: impl FnOnce(&mut Self) -> Result<Value, SyntaxError>) -> Result<Value, SyntaxError> {
        if self.nesting >= MAX_NESTING {
            return self.fail(SyntaxErrorKind::TooDeep);
        }
        self.nesting += 1;
        self.advance()?;
        let value = content(self)?;
        self.advance()?;
        self.nesting -= 1;
        Ok(value)
    }

    /// Elements with commas between them, and perhaps one after the last, up to the mark `end`, which stays.
    fn elements(
        &mut self,
        end: char,
        expected: &'static str,
        element: impl Fn(&mut Self, &[Value]) -> Result<Value, SyntaxError>,
    ) -> Result<Vec<Value>, SyntaxError> {
        let mut values = Vec::new();
        while self.token != Token::Mark(end) {
            let value = element(self, &values)?;
            values.push(value);
            if self.token == Token::Mark(',') {
                self.advance()?;
            } else if self.token != Token::Mark(end) {
                return self.unexpected(expected);
            }
        }
        Ok(values)
    }

    /// A scalar of the type of those before it.
    fn array_element(&mut self, before: &[Value]) -> Result<Value, SyntaxError> {
        let position = self.position.clone();
        let value = self.scalar("a number, boolean or string")?;
        match before.first() {
            Some(first) if mem::discriminant(first) != mem::discriminant(&value) => {
                Err(SyntaxError { position, kind: SyntaxErrorKind::MixedArray })
            }
            _ => Ok(value),
        }
    }

    /// Number, boolean or a run of strings.
    fn scalar(&mut self, expected: &'static str) -> Result<Value, SyntaxError> {
        match self.token {
            Token::Scalar(_) | Token::Text(_) => {}
            _ => return self.unexpected(expected),
        }
        let mut joined = match self.advance()? {
            Token::Scalar(value) => return Ok(value),
            Token::Text(text) => text,
            _ => return self.unexpected(expected),
        };
        while let Token::Text(more) = &self.token {
            joined.extend_from_slice(more);
            self.advance()?;
        }
        Ok(Value::Text(joined))
    }
}
