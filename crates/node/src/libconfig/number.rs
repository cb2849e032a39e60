//! Numbers: which bytes belong to one, and what they mean.

use super::error::SyntaxErrorKind;
use super::value::Value;

/// Reads a number at the start of `bytes` and returns it with its length in bytes.
///
/// Decimal integers may have a sign; a leading zero makes them octal, as in C. `0x`, `0b`, `0o` and `0q` name the
/// base. `L` or `LL` makes an integer 64 bits wide, as does a value that needs more than 32.
pub(super) fn read(bytes: &[u8]) -> Result<(Value, usize), SyntaxErrorKind> {
    if let Some(found) = prefixed(bytes) {
        return found;
    }
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let digits = count(bytes, sign, |byte| byte.is_ascii_digit());
    let after_digits = sign + digits;
    match float_len(bytes, after_digits, digits) {
        Some(len) => float(bytes, len),
        None if digits == 0 => Err(SyntaxErrorKind::NotANumber),
        None => decimal(bytes, sign, digits),
    }
}

/// Integer with a base prefix, if there is one with a digit behind it.
fn prefixed(bytes: &[u8]) -> Option<Result<(Value, usize), SyntaxErrorKind>> {
    let base = match bytes.get(..2)? {
        b"0x" | b"0X" => 16,
        b"0b" | b"0B" => 2,
        b"0o" | b"0O" | b"0q" | b"0Q" => 8,
        _ => return None,
    };
    let digits = count(bytes, 2, |byte| char::from(byte).is_digit(base));
    if digits == 0 {
        return Some(Err(SyntaxErrorKind::NotANumber));
    }
    Some(unsigned(bytes, 2, digits, base))
}

/// Integer of a base prefix, which has no sign.
fn unsigned(bytes: &[u8], start: usize, digits: usize, base: u32) -> Result<(Value, usize), SyntaxErrorKind> {
    let value = i64::from_str_radix(text(bytes, start, digits), base).map_err(|_| SyntaxErrorKind::NumberTooLarge)?;
    Ok(integer(bytes, start + digits, value))
}

/// Signed integer; with a leading zero it is octal.
fn decimal(bytes: &[u8], sign: usize, digits: usize) -> Result<(Value, usize), SyntaxErrorKind> {
    let end = sign + digits;
    let body = text(bytes, sign, digits);
    let base = if digits > 1 && body.starts_with('0') { 8 } else { 10 };
    if base == 8 && body.bytes().any(|digit| digit > b'7') {
        return Err(SyntaxErrorKind::NotANumber);
    }
    let value = i64::from_str_radix(text(bytes, 0, end), base).map_err(|_| SyntaxErrorKind::NumberTooLarge)?;
    Ok(integer(bytes, end, value))
}

/// Applies the suffix behind an integer that ends at `end`.
fn integer(bytes: &[u8], end: usize, value: i64) -> (Value, usize) {
    let suffix = count(bytes, end, |byte| byte == b'L').min(2);
    let value = match i32::try_from(value) {
        Ok(value) if suffix == 0 => Value::Int(value),
        _ => Value::Int64(value),
    };
    (value, end + suffix)
}

/// Length of a floating-point number whose digits before the point end at `end`; `None` if it is none.
fn float_len(bytes: &[u8], mut end: usize, digits: usize) -> Option<usize> {
    let mut is_float = false;
    let mut any_digit = digits > 0;
    if bytes.get(end) == Some(&b'.') {
        let fraction = count(bytes, end + 1, |byte| byte.is_ascii_digit());
        any_digit |= fraction > 0;
        end += 1 + fraction;
        is_float = true;
    }
    if any_digit && matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = count(bytes, end + 1 + sign, |byte| byte.is_ascii_digit());
        if exponent > 0 {
            end += 1 + sign + exponent;
            is_float = true;
        }
    }
    (is_float && any_digit).then_some(end)
}

fn float(bytes: &[u8], len: usize) -> Result<(Value, usize), SyntaxErrorKind> {
    let value = text(bytes, 0, len).parse().map_err(|_| SyntaxErrorKind::NotANumber)?;
    Ok((Value::Float(value), len))
}

fn count(bytes: &[u8], start: usize, wanted: impl Fn(u8) -> bool) -> usize {
    bytes.get(start..).unwrap_or_default().iter().take_while(|byte| wanted(**byte)).count()
}

/// The given bytes as text; they are digits and signs, so this never falls back to nothing.
fn text(bytes: &[u8], start: usize, len: usize) -> &str {
    bytes.get(start..start + len).and_then(|part| std::str::from_utf8(part).ok()).unwrap_or_default()
}
