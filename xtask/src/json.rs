//! As much JSON as `cargo metadata` and reports of the benches need: reading, nothing else.

use std::iter::Peekable;
use std::str::Chars;

/// A JSON value; numbers stay text until somebody calculates with them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole document.
    pub(crate) fn parse(text: &str) -> Result<Json, String> {
        let mut reader = Reader { rest: text.chars().peekable(), depth: 0 };
        let value = reader.value()?;
        reader.space();
        match reader.rest.next() {
            None => Ok(value),
            Some(extra) => Err(format!("JSON goes on with {extra:?}")),
        }
    }

    /// The member of an object, or null.
    pub(crate) fn at(&self, name: &str) -> &Json {
        match self {
            Json::Object(members) => {
                members.iter().find(|(key, _)| key == name).map_or(&Json::Null, |(_, value)| value)
            }
            _ => &Json::Null,
        }
    }

    /// The elements of a list; none for any other value.
    pub(crate) fn list(&self) -> &[Json] {
        match self {
            Json::List(elements) => elements,
            _ => &[],
        }
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a number.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Json::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The value of a `true` or `false`.
    pub(crate) fn truth(&self) -> Option<bool> {
        match self {
            Json::Bool(truth) => Some(*truth),
            _ => None,
        }
    }
}

/// Nesting that we follow; cargo's is about 8.
const MAX_DEPTH: usize = 64;

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.rest.next_if(|c| c.is_ascii_whitespace()).is_some() {}
    }

    fn expect(&mut self, wanted: &str) -> Result<(), String> {
        for c in wanted.chars() {
            if self.rest.next() != Some(c) {
                return Err(format!("JSON: expected {wanted}"));
            }
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Json, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("JSON: nested too deep".into());
        }
        self.space();
        let value = match self.rest.peek() {
            Some('{') => self.object()?,
            Some('[') => self.array()?,
            Some('"') => Json::Text(self.string()?),
            Some('t') => self.expect("true").map(|()| Json::Bool(true))?,
            Some('f') => self.expect("false").map(|()| Json::Bool(false))?,
            Some('n') => self.expect("null").map(|()| Json::Null)?,
            Some(c) if c.is_ascii_digit() || *c == '-' => self.number(),
            other => return Err(format!("JSON: unexpected {other:?}")),
        };
        self.depth -= 1;
        Ok(value)
    }

    fn number(&mut self) -> Json {
        let mut text = String::new();
        while let Some(c) = self.rest.next_if(|c| c.is_ascii_digit() || "+-.eE".contains(*c)) {
            text.push(c);
        }
        Json::Number(text)
    }

    fn string(&mut self) -> Result<String, String> {
        self.expect("\"")?;
        let mut text = String::new();
        loop {
            match self.rest.next().ok_or("JSON: string without end")? {
                '"' => return Ok(text),
                '\\' => text.push(self.escape()?),
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        match self.rest.next() {
            Some('n') => Ok('\n'),
            Some('t') => Ok('\t'),
            Some('r') => Ok('\r'),
            Some('b') => Ok('\u{8}'),
            Some('f') => Ok('\u{c}'),
            Some('u') => {
                let digits: String = self.rest.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).map_err(|_| "JSON: broken \\u escape")?;
                // Halves of surrogate pairs do not occur in what we read; they become the replacement character.
                Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            Some(c @ ('"' | '\\' | '/')) => Ok(c),
            other => Err(format!("JSON: unknown escape {other:?}")),
        }
    }

    /// Whether the list or object that ends with `close` goes on.
    fn goes_on(&mut self, close: char, first: bool) -> Result<bool, String> {
        self.space();
        if self.rest.next_if_eq(&close).is_some() {
            return Ok(false);
        }
        if !first {
            self.expect(",")?;
            self.space();
        }
        Ok(true)
    }

    fn array(&mut self) -> Result<Json, String> {
        self.expect("[")?;
        let mut elements = Vec::new();
        while self.goes_on(']', elements.is_empty())? {
            elements.push(self.value()?);
        }
        Ok(Json::List(elements))
    }

    fn object(&mut self) -> Result<Json, String> {
        self.expect("{")?;
        let mut members = Vec::new();
        while self.goes_on('}', members.is_empty())? {
            let name = self.string()?;
            self.space();
            self.expect(":")?;
            members.push((name, self.value()?));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn reads_what_cargo_writes() {
        let json = Json::parse(r#" {"a":[1,-2.5e3,"x\n\"\u0041\\"],"b":{"c":null,"d":true},"e":[],"f":{}} "#).unwrap();
        assert_eq!(json.at("a").list().len(), 3);
        assert_eq!(json.at("a").list()[2].text(), Some("x\n\"A\\"));
        assert_eq!(json.at("a").list()[1].number(), Some(-2500.0));
        assert_eq!(json.at("b").at("d").truth(), Some(true));
        assert_eq!(json.at("b").at("c"), &Json::Null);
        assert_eq!(json.at("nothing"), &Json::Null);
    }

    #[test]
    fn refuses_broken_documents() {
        for broken in ["", "{", "[1", "[1 2]", "\"", "\"\\x\"", "{\"a\" 1}", "nul", "1 2", "{\"a\":1,}"] {
            assert!(Json::parse(broken).is_err(), "{broken}");
        }
        assert!(Json::parse(&"[".repeat(10_000)).is_err());
    }
}
