//! Help for programs that show texts of others, keep their files, or send long texts.
//!
//! What a friend sends is bytes. Put on a terminal or into a window as they are they can move the cursor, run backwards or
//! crash the program; taken as the name of a file they can lead out of the folder.

use toxcore_wire::messenger::MAX_MESSAGE_LEN;

/// Longest name in bytes that [`safe_file_name`] makes. Our choice: most file systems take 255, and the difference has room for
/// what programs append, like ` (2).part`.
pub const MAX_SAFE_FILE_NAME_LEN: usize = 200;

/// A text of somebody else, fit to be shown.
///
/// What is no UTF-8 and every control character becomes U+FFFD, all kinds of line ends become `\n`, tabs stay. Marks that
/// change the direction of text beyond their own end are left out, and so are line ends before and after the text.
///
/// ```
/// assert_eq!(toxcore_messenger::text::display_text(b"\n\x1b[2Jhi\r\nthere\xff\n"), "\u{fffd}[2Jhi\nthere\u{fffd}");
/// ```
#[must_use]
pub fn display_text(text: &[u8]) -> String {
    let mut shown = String::with_capacity(text.len());
    let text = String::from_utf8_lossy(text);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push('\n'),
            '\t' => shown.push('\t'),
            _ if changes_direction(character) => {}
            _ if is_unprintable(character) => shown.push(char::REPLACEMENT_CHARACTER),
            _ => shown.push(character),
        }
    }
    shown.trim_matches('\n').to_owned()
}

/// A name or status message of somebody else, fit to be shown in one line: [`display_text`] with spaces in place of tabs and line
/// ends, and none around it.
///
/// ```
/// assert_eq!(toxcore_messenger::text::display_line(b"  Alice\n(away) "), "Alice (away)");
/// ```
#[must_use]
pub fn display_line(text: &[u8]) -> String {
    display_text(text).replace(['\n', '\t'], " ").trim().to_owned()
}

/// The name of a file of somebody else, as the name of a file in a folder of ours, on any system.
///
/// It is never empty, has no separators, control characters or characters that some system forbids, no dot or space at either
/// end, is no name of a device, and at most [`MAX_SAFE_FILE_NAME_LEN`] bytes long; a long one keeps its ending. Two names can
/// become the same, and a file of that name can exist: whoever creates it has to look.
///
/// ```
/// use toxcore_messenger::text::safe_file_name;
/// assert_eq!(safe_file_name(b"../../etc/passwd"), "passwd");
/// assert_eq!(safe_file_name(b"C:\\con.txt"), "_con.txt");
/// assert_eq!(safe_file_name(b".."), "unnamed");
/// ```
#[must_use]
pub fn safe_file_name(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let last_part = name.rsplit(['/', '\\']).find(|part| !trim(part).is_empty()).unwrap_or_default();
    let mapped: String = last_part.chars().filter(|c| !is_invisible(*c)).map(safe_character).collect();
    let shortened = shorten(trim(&mapped));
    let name = trim(&shortened);
    if name.is_empty() {
        "unnamed".to_owned()
    } else if is_device(name) {
        format!("_{name}")
    } else {
        name.to_owned()
    }
}

/// Cuts a text into messages that can be sent: each of 1 to 1372 bytes, whole characters, together the whole text.
///
/// The cut is after a line end, else after a space, if there is one in the second half of a piece.
///
/// ```
/// let text = "wide ".repeat(1000);
/// let pieces: Vec<&str> = toxcore_messenger::text::split_message(&text).collect();
/// assert_eq!(pieces.len(), 4);
/// assert_eq!(pieces.concat(), text);
/// ```
pub fn split_message(text: &str) -> SplitMessage<'_> {
    SplitMessage { rest: text }
}

/// The pieces of a text, see [`split_message`].
#[derive(Clone)]
pub struct SplitMessage<'a> {
    rest: &'a str,
}

impl<'a> Iterator for SplitMessage<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let (piece, rest) = self.rest.split_at_checked(cut_of(self.rest))?;
        self.rest = rest;
        Some(piece)
    }
}

impl std::fmt::Debug for SplitMessage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SplitMessage({} bytes)", self.rest.len())
    }
}

/// Where the first piece of a text ends, at least 1 if there is one.
fn cut_of(text: &str) -> usize {
    if text.len() <= MAX_MESSAGE_LEN {
        return text.len();
    }
    let longest = floor_char_boundary(text, MAX_MESSAGE_LEN);
    let piece = text.get(..longest).unwrap_or_default();
    let after = |end: char| piece.rfind(end).map(|at| at + end.len_utf8()).filter(|cut| *cut > MAX_MESSAGE_LEN / 2);
    after('\n').or_else(|| after(' ')).unwrap_or(longest)
}

/// The last position up to `max` where a character begins.
fn floor_char_boundary(text: &str, max: usize) -> usize {
    (0..=max.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Embeddings, overrides and isolates: what follows runs in another direction. Marks for one place stay, people use them.
fn changes_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Control characters, and code points that are no characters.
fn is_unprintable(character: char) -> bool {
    character.is_control() || matches!(character, '\u{fff9}'..='\u{fffb}') || u32::from(character) & 0xfffe == 0xfffe
}

/// What hides in a file name: marks of direction, and characters without width.
fn is_invisible(character: char) -> bool {
    changes_direction(character)
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}' | '\u{feff}')
}

fn safe_character(character: char) -> char {
    match character {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        _ if is_unprintable(character) || matches!(character, '\u{2028}' | '\u{2029}') => '_',
        _ => character,
    }
}

/// Without dots and spaces at both ends: they hide files, or are taken off by some systems.
fn trim(name: &str) -> &str {
    name.trim_matches(|c: char| c == '.' || c.is_whitespace())
}

/// At most [`MAX_SAFE_FILE_NAME_LEN`] bytes, with the ending, if that is not most of it.
fn shorten(name: &str) -> String {
    if name.len() <= MAX_SAFE_FILE_NAME_LEN {
        return name.to_owned();
    }
    let ending =
        name.rfind('.').and_then(|at| name.get(at..)).filter(|ending| ending.len() <= MAX_ENDING_LEN).unwrap_or("");
    let stem_len = floor_char_boundary(name, MAX_SAFE_FILE_NAME_LEN.saturating_sub(ending.len()));
    [name.get(..stem_len).unwrap_or_default(), ending].concat()
}

/// Whether some system takes this name for a device, with any ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered.is_some_and(|rest| {
            matches!(rest, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
}

/// Longest ending of a file name in bytes, with its dot, that is kept when the name is cut. Our choice: more than any in use.
const MAX_ENDING_LEN: usize = 16;

#[cfg(test)]
mod tests;
