//! What a file says, as a tree.

use super::source::Position;

/// One `name = value` of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Name as written; names differ by letter case.
    pub name: String,
    /// Where the name stands.
    pub position: Position,
    /// What it is set to.
    pub value: Value,
}

/// A value of any type of the language.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Integer that fits 32 bits and has no suffix.
    Int(i32),
    /// Integer with the suffix `L` or `LL`, or too large for 32 bits.
    Int64(i64),
    /// Number with a point or an exponent.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// Adjacent strings, joined, with escapes resolved; any bytes.
    Text(Vec<u8>),
    /// `[ … ]`: scalars of one type.
    Array(Vec<Value>),
    /// `( … )`: values of any types.
    List(Vec<Value>),
    /// `{ … }`: named settings, each name once.
    Group(Vec<Setting>),
}

impl Value {
    /// Integer value of either width.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(i64::from(*value)),
            Self::Int64(value) => Some(*value),
            _ => None,
        }
    }

    /// Truth value; numbers are none.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Bytes of a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(value) => Some(value),
            _ => None,
        }
    }

    /// Settings of a group.
    #[must_use]
    pub fn as_group(&self) -> Option<&[Setting]> {
        match self {
            Self::Group(settings) => Some(settings),
            _ => None,
        }
    }

    /// Elements of an array or a list.
    #[must_use]
    pub fn elements(&self) -> Option<&[Value]> {
        match self {
            Self::Array(values) | Self::List(values) => Some(values),
            _ => None,
        }
    }

    /// Type in words, for messages.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Int(_) | Self::Int64(_) => "an integer",
            Self::Float(_) => "a floating-point number",
            Self::Bool(_) => "a boolean",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::List(_) => "a list",
            Self::Group(_) => "a group",
        }
    }
}
