//! Words of the line protocol that the peers speak; the README tells it.

/// A text as it stands in a line: printable ASCII, everything else and the backslash as `\xHH`.
pub fn escape(text: &[u8]) -> String {
    let mut line = String::with_capacity(text.len());
    for &byte in text {
        match byte {
            0x20..=0x7e if byte != b'\\' => line.push(char::from(byte)),
            _ => line.push_str(&format!("\\x{byte:02X}")),
        }
    }
    line
}

/// The bytes of a text; `\xHH` is one byte, everything else stands for itself.
pub fn unescape(line: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(line.len());
    let mut rest = line.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let value = rest.strip_prefix(b"\\x").and_then(|digits| digits.get(..2)).and_then(hex_byte);
        bytes.push(value.unwrap_or(first));
        rest = if value.is_some() { rest.get(4..).unwrap_or_default() } else { tail };
    }
    bytes
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// The byte at `position` of every file that the peers send.
pub fn pattern(position: u64) -> u8 {
    let word = (position / 8 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    word.to_be_bytes().get((position % 8) as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_a_line() {
        let text: Vec<u8> = (0..=255).collect();
        let line = escape(&text);
        assert!(line.is_ascii() && !line.contains('\n'));
        assert_eq!(unescape(&line), text);
        assert_eq!(escape("hä\\".as_bytes()), "h\\xC3\\xA4\\x5C");
        assert_eq!(unescape("ä\\x4\\xZZ"), "ä\\x4\\xZZ".as_bytes());
    }

    #[test]
    fn files_are_as_the_c_client_makes_them() {
        let bytes: Vec<u8> = (0..9).map(pattern).collect();
        assert_eq!(bytes, [0x9e, 0x37, 0x79, 0xb9, 0x7f, 0x4a, 0x7c, 0x15, 0x3c]);
    }
}
