use proptest::prelude::*;

use super::*;

#[test]
fn unprintable_text_is_shown_as_such() {
    let cases: [(&[u8], &str); 9] = [
        (b"hello", "hello"),
        (b"", ""),
        (b"\n\n", ""),
        (b"\nleading newline", "leading newline"),
        (b"a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        (b"bell\x07 null\0 escape\x1b[31m", "bell\u{fffd} null\u{fffd} escape\u{fffd}[31m"),
        (b"\xff\xfe", "\u{fffd}\u{fffd}"),
        ("abc\u{202e}fdp.exe\u{2066}".as_bytes(), "abcfdp.exe"),
        ("\u{2028}x\u{2029}y\u{fffb}\u{ffff}".as_bytes(), "x\ny\u{fffd}\u{fffd}"),
    ];
    for (bytes, shown) in cases {
        assert_eq!(display_text(bytes), shown, "{bytes:?}");
    }
    let emoji = "👩‍👩‍👧 ❤️ שלום\u{200f}";
    assert_eq!(display_text(emoji.as_bytes()), emoji, "joiners and marks for one place stay");
}

#[test]
fn names_are_shown_in_one_line() {
    assert_eq!(display_line(b"\tAlice\r\nin\twonderland\n "), "Alice in wonderland");
}

#[test]
fn file_names_with_path_parts_lose_them() {
    let cases: [(&str, &str); 25] = [
        ("notes.txt", "notes.txt"),
        ("../../../etc/passwd", "passwd"),
        ("/etc/shadow", "shadow"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\autoexec.bat", "autoexec.bat"),
        ("c:autoexec.bat", "c_autoexec.bat"),
        ("folder/", "folder"),
        ("a/..", "a"),
        (".", "unnamed"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("///", "unnamed"),
        (" . . ", "unnamed"),
        (".bashrc", "bashrc"),
        ("trailing. . ", "trailing"),
        ("nul", "_nul"),
        ("Com1.log", "_Com1.log"),
        ("lpt¹", "_lpt¹"),
        ("common.txt", "common.txt"),
        ("a\0b\nc", "a_b_c"),
        ("what?*<>|\":.png", "what_______.png"),
        ("photo\u{202e}gpj.exe", "photogpj.exe"),
        ("\u{feff}\u{200b}.\u{200b}.", "unnamed"),
        ("名前.txt", "名前.txt"),
        ("file:stream", "file_stream"),
    ];
    for (name, safe) in cases {
        assert_eq!(safe_file_name(name.as_bytes()), safe, "{name:?}");
    }
    assert_eq!(safe_file_name(b"\xff\xff.bin"), "\u{fffd}\u{fffd}.bin");
}

#[test]
fn long_file_names_keep_their_ending() {
    let name = safe_file_name(format!("{}.jpeg", "ä".repeat(120)).as_bytes());
    assert!(name.len() <= MAX_SAFE_FILE_NAME_LEN && name.ends_with("ä.jpeg"), "{name}");
    let name = safe_file_name("x".repeat(255).as_bytes());
    assert_eq!(name.len(), MAX_SAFE_FILE_NAME_LEN);
}

#[test]
fn texts_are_cut_at_lines_then_words_then_characters() {
    let pieces = |text: &str| split_message(text).map(str::len).collect::<Vec<_>>();
    assert_eq!(pieces(""), Vec::<usize>::new());
    assert_eq!(pieces(&"a".repeat(1372)), [1372]);
    assert_eq!(pieces(&"a".repeat(1373)), [1372, 1]);
    assert_eq!(pieces(&"€".repeat(1000)), [1371, 1371, 258]);
    let lines = format!("{}\n{} {}", "l".repeat(900), "w".repeat(300), "x".repeat(900));
    assert_eq!(pieces(&lines), [901, 1201]);
    let words = format!("{} {}", "w".repeat(1000), "x".repeat(900));
    assert_eq!(pieces(&words), [1001, 900]);
    assert_eq!(pieces(&format!("early {}", "x".repeat(2000))), [1372, 634]);
}

proptest! {
    #[test]
    fn any_text_is_fit_to_be_shown(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let shown = display_text(&bytes);
        prop_assert!(!shown.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        prop_assert!(!display_line(&bytes).contains(['\n', '\t', '\r']));
    }

    #[test]
    fn any_file_name_stays_in_its_folder(name in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        prop::collection::vec(prop::sample::select(b"./\\: a\0nulcomNUL1".to_vec()), 0..40),
        ".{0,255}".prop_map(String::into_bytes),
    ]) {
        let safe = safe_file_name(&name);
        prop_assert!(!safe.is_empty() && safe.len() <= MAX_SAFE_FILE_NAME_LEN + 1);
        prop_assert!(!safe.contains(['/', '\\', '\0', ':']));
        prop_assert!(!safe.starts_with('.') && !safe.ends_with(['.', ' ']));
        prop_assert!(!is_device(&safe));
        let joined = std::path::Path::new("folder").join(&safe);
        prop_assert_eq!(joined.parent(), Some(std::path::Path::new("folder")));
        prop_assert_eq!(safe_file_name(safe.as_bytes()), safe.clone());
    }

    #[test]
    fn pieces_are_the_text(text in "[a-z €\n]{0,4000}") {
        let pieces: Vec<&str> = split_message(&text).collect();
        prop_assert!(pieces.iter().all(|piece| (1..=MAX_MESSAGE_LEN).contains(&piece.len())));
        prop_assert_eq!(pieces.concat(), text);
    }
}
