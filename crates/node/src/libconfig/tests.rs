//! What libconfig 1.5, 1.7 and 1.8 were seen to do with each text, through the bootstrap daemons of 0.2.18 to 0.2.22.

use std::collections::HashMap;
use std::io;

use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> Document {
    parse("t.conf", text.as_bytes(), &mut NoIncludes).unwrap()
}

fn value(text: &str) -> Value {
    parsed(text).get("a").unwrap().clone()
}

fn text(text: &str) -> Vec<u8> {
    value(text).as_text().unwrap().to_vec()
}

fn error(text: &str) -> String {
    parse("t.conf", text.as_bytes(), &mut NoIncludes).unwrap_err().to_string()
}

/// Files by name, as `@include` sees them.
struct Files(HashMap<&'static str, String>);

impl Files {
    fn new<const N: usize>(files: [(&'static str, &str); N]) -> Self {
        Self(files.into_iter().map(|(name, text)| (name, text.to_owned())).collect())
    }
}

impl IncludeResolver for Files {
    fn read(&mut self, name: &[u8], _limit: usize) -> io::Result<Vec<u8>> {
        let name = std::str::from_utf8(name).unwrap();
        self.0.get(name).map(|text| text.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

#[test]
fn settings_need_no_separator_and_take_one() {
    for text in ["a = 1 b = 2", "a = 1; b = 2;", "a = 1, b = 2,", "a : 1\nb:2", "a=1;b=2"] {
        assert_eq!(parsed(text).settings.len(), 2, "{text}");
    }
    for text in ["a = 1;; b = 2", "a = 1,;", "; a = 1", "a 1", "a = ", "= 1", "a b = 1", "a { b = 1 }", "a = 1 }"] {
        assert!(error(text).contains("syntax error: "), "{text}");
    }
}

#[test]
fn names_begin_with_a_letter_or_star() {
    assert_eq!(parsed("*a = 1; a-b_c* = 2; truth = 3").settings.len(), 3);
    for text in ["_a = 1", "-a = 1", "1a = 1", "a.b = 1", "true = 1"] {
        assert!(error(text).contains("syntax error: "), "{text}");
    }
}

#[test]
fn names_differ_by_letter_case_and_are_unique_in_their_group() {
    assert_eq!(parsed("A = 1; a = { a = 2 }; b = { a = 2 }").settings.len(), 3);
    assert_eq!(error("port = 1;\nport = 2;\n"), "t.conf:2:1 - duplicate setting name");
    assert_eq!(error("g = { a = 1; a = 2; };"), "t.conf:1:14 - duplicate setting name");
}

#[test]
fn integers_in_every_base() {
    for (text, expected) in [
        ("5", Value::Int(5)),
        ("+5", Value::Int(5)),
        ("-5", Value::Int(-5)),
        ("0", Value::Int(0)),
        ("0x82a5", Value::Int(33445)),
        ("0XfF", Value::Int(255)),
        ("0b101", Value::Int(5)),
        ("0B101", Value::Int(5)),
        ("0o17", Value::Int(15)),
        ("0q17", Value::Int(15)),
        ("070000", Value::Int(28672)),
        ("5L", Value::Int64(5)),
        ("5LL", Value::Int64(5)),
        ("0x1FLL", Value::Int64(31)),
        ("0x1ffffffff", Value::Int64(0x1_ffff_ffff)),
        ("4294967297", Value::Int64(4_294_967_297)),
        ("-9223372036854775808", Value::Int64(i64::MIN)),
        ("0x7fffffffffffffff", Value::Int64(i64::MAX)),
    ] {
        assert_eq!(value(&format!("a = {text};")), expected, "{text}");
    }
    for text in [
        "5l",
        "5ll",
        "5LLL",
        "0XFFl",
        "1_000",
        "- 5",
        "-",
        "0x",
        "08",
        "0b",
        "--5",
        "9223372036854775808",
        "0x8000000000000000",
    ] {
        assert!(error(&format!("a = {text};")).contains("syntax error: "), "{text}");
    }
}

#[test]
fn floats_have_a_point_or_an_exponent() {
    for (text, expected) in
        [("1.5", 1.5), (".5", 0.5), ("5.", 5.0), ("1e5", 1e5), ("1.5E-3", 1.5e-3), ("-.5e+2", -50.0), ("+.5", 0.5)]
    {
        assert_eq!(value(&format!("a = {text};")), Value::Float(expected), "{text}");
    }
    for text in ["1e", "1e+", "inf", "5.0L", "."] {
        assert!(error(&format!("a = {text};")).contains("syntax error: "), "{text}");
    }
}

#[test]
fn booleans_in_any_letter_case() {
    assert_eq!(value("a = TRUE"), Value::Bool(true));
    assert_eq!(value("a = fAlSe"), Value::Bool(false));
    assert!(error("a = truex;").contains("found name 'truex'"));
    assert!(error("a = yes;").contains("found name 'yes'"));
}

#[test]
fn strings_keep_unknown_escapes_and_line_ends() {
    assert_eq!(text(r#"a = "a\x41\n\t\\\"\f\r\a\b\vz""#), b"aA\n\t\\\"\x0c\r\x07\x08\x0bz");
    assert_eq!(text(r#"a = "a\qz""#), br"a\qz");
    assert_eq!(text(r#"a = "a\x4""#), br"a\x4");
    assert_eq!(text(r#"a = "a\xzz""#), br"a\xzz");
    assert_eq!(text("a = \"line\nbreak\""), b"line\nbreak");
    assert_eq!(error("a = \"open"), "t.conf:1:5 - syntax error: string is not closed");
    assert_eq!(error("a = \"open\\"), "t.conf:1:5 - syntax error: string is not closed");
    assert!(error("a = 'x'").contains("unexpected character '\\''"));
}

#[test]
fn strings_may_hold_any_bytes() {
    let document = parse("t.conf", b"a = \"caf\xe9\"", &mut NoIncludes).unwrap();
    assert_eq!(document.get("a").unwrap().as_text(), Some(&b"caf\xe9"[..]));
}

#[test]
fn adjacent_strings_are_joined_over_comments() {
    assert_eq!(text("a = \"1\" \"2\"\n\"3\" # x\n \"4\" /* y */ \"5\" // z\n\"6\";"), b"123456");
    let Value::Array(values) = value(r#"a = ["x" "y", "z"]"#) else { panic!("not an array") };
    assert_eq!(values, [Value::Text(b"xy".to_vec()), Value::Text(b"z".to_vec())]);
}

#[test]
fn arrays_hold_scalars_of_one_type() {
    for (text, len) in [("[]", 0), ("[1, 2]", 2), ("[1, 0x2]", 2), ("[1, 2,]", 2), ("[true, FALSE]", 2)] {
        assert_eq!(value(&format!("a = {text};")).elements().unwrap().len(), len, "{text}");
    }
    for text in [r#"[1, "x"]"#, "[1, 2L]", "[1, 2.0]", "[true, 1]"] {
        assert!(error(&format!("a = {text};")).ends_with("mismatched element type in array"), "{text}");
    }
    for text in ["[,]", "[1 2]", "[[1]]", "[{}]", "[1", "[(1)]"] {
        assert!(error(&format!("a = {text};")).contains("syntax error: "), "{text}");
    }
}

#[test]
fn lists_hold_anything() {
    for (text, len) in [("()", 0), (r#"(1, "x", [1], {b = 2}, (3))"#, 5), ("(1, 2,)", 2)] {
        assert_eq!(value(&format!("a = {text};")).elements().unwrap().len(), len, "{text}");
    }
    for text in ["(,)", "(1; 2)", "(1 2)", "(1"] {
        assert!(error(&format!("a = {text};")).contains("syntax error: "), "{text}");
    }
}

#[test]
fn comments_and_blanks_mean_nothing() {
    let text = "\u{c}# one\r\n// two\n/* three\n * /* four */ a /* five */ = # six\n\u{b} 1 /**/ ;";
    assert_eq!(value(text), Value::Int(1));
    assert!(parsed("/* never closed").settings.is_empty());
    assert!(error("\u{feff}a = 1").contains("unexpected character"));
    assert!(error("a = 1 \u{1} b = 2").contains("unexpected character"));
    assert!(error("a = 1 \0 b = 2").contains("unexpected character"));
}

#[test]
fn errors_name_file_line_and_column() {
    assert_eq!(error("port = ;\n"), "t.conf:1:8 - syntax error: expected a value, found ';'");
    assert_eq!(error("a = 1\n  b 2"), "t.conf:2:5 - syntax error: expected '=' or ':', found an integer");
    assert_eq!(
        error("a = {\n"),
        "t.conf:2:1 - syntax error: expected a setting name or '}', found the end of the file"
    );
}

#[test]
fn included_files_stand_where_they_are_named() {
    let mut files = Files::new([("one", "a = 1"), ("group", "{ b = 1 }\n"), ("bad", "b = 1\nc = \n; d")]);
    let mut read = |text: &str| parse("t.conf", text.as_bytes(), &mut files);
    for text in ["@include \"one\"\n", "  @include \"one\"", "@include\t\"one\" # x", "@include \"one\";\n"] {
        assert_eq!(read(text).unwrap().get("a"), Some(&Value::Int(1)), "{text}");
    }
    assert!(read("g =\n@include \"group\"\nh = 1").unwrap().get("g").unwrap().as_group().is_some());
    let mut fails = |text: &str| read(text).unwrap_err().to_string();
    assert_eq!(fails("@include \"one\"\n@include \"one\"\n"), "one:1:1 - duplicate setting name");
    assert_eq!(fails("@include \"bad\"\n"), "bad:3:1 - syntax error: expected a value, found ';'");
    assert_eq!(fails("\n@include \"none\"\n"), "t.conf:2:1 - cannot open include file");
    assert_eq!(fails("a = 1; @include \"one\"\n"), "t.conf:1:8 - syntax error: unexpected character '@'");
    assert!(fails("@include one\n").ends_with("expected a quoted file name after @include"));
    assert!(fails("@include \"one\n\"").ends_with("expected a quoted file name after @include"));
    assert!(fails("@include \"\"").ends_with("expected a quoted file name after @include"));
}

/// Every name `N` includes `N-1` the given number of times; `0` is empty.
struct Chain(usize);

impl IncludeResolver for Chain {
    fn read(&mut self, name: &[u8], _limit: usize) -> io::Result<Vec<u8>> {
        let number: usize = std::str::from_utf8(name).unwrap().parse().unwrap();
        Ok(chain(number, self.0).into_bytes())
    }
}

fn chain(number: usize, times: usize) -> String {
    match number.checked_sub(1) {
        Some(next) => format!("@include \"{next}\"\n").repeat(times),
        None => String::new(),
    }
}

#[test]
fn includes_nest_ten_deep() {
    let read = |number, times| parse("main", chain(number, times).as_bytes(), &mut Chain(times));
    assert!(read(10, 1).is_ok());
    assert_eq!(read(11, 1).unwrap_err().to_string(), "1:1:1 - include file nesting too deep");
    assert_eq!(read(10, 2).unwrap_err().kind, SyntaxErrorKind::TooManyIncludes);
}

#[test]
fn size_and_nesting_are_bounded() {
    let long = " ".repeat(MAX_BYTES);
    assert!(parsed(&long).settings.is_empty());
    assert!(error(&format!("{long} ")).ends_with("configuration is longer than 1048576 bytes"));
    let mut files = Files::new([("half", &" ".repeat(MAX_BYTES / 2))]);
    let twice = parse("t.conf", b"@include \"half\"\n@include \"half\"\n", &mut files).unwrap_err();
    assert_eq!(twice.kind, SyntaxErrorKind::TooLong);

    let nested = |depth: usize| format!("a = {}{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse("t.conf", nested(MAX_NESTING).as_bytes(), &mut NoIncludes).is_ok());
    assert!(error(&nested(MAX_NESTING + 1)).ends_with("settings are nested deeper than 64"));
    assert!(error(&"a={".repeat(100_000)).ends_with("settings are nested deeper than 64"));
}

proptest! {
    /// Past defect 24: no text may bring the reader down.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = parse("t.conf", &bytes, &mut NoIncludes);
    }

    /// The same with bytes that mean something to the language.
    #[test]
    fn any_tokens_are_read_or_refused(text in "([a-c]|[=:;,{}()\\[\\]\"\\\\ \n/*#]|@include|0x|1|-|\\.|e|L|true){0,120}") {
        let _ = parse("t.conf", text.as_bytes(), &mut Chain(2));
    }

    #[test]
    fn every_string_is_read_back(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut text = b"a = \"".to_vec();
        for byte in &bytes {
            text.extend_from_slice(format!("\\x{byte:02x}").as_bytes());
        }
        text.push(b'"');
        let document = parse("t.conf", &text, &mut NoIncludes).unwrap();
        prop_assert_eq!(document.get("a").unwrap().as_text(), Some(&bytes[..]));
    }

    #[test]
    fn every_integer_is_read_back(number: i64) {
        let read = value(&format!("a = {number}"));
        prop_assert_eq!(read.as_int(), Some(number));
    }
}
