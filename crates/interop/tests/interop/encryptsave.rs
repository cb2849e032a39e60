//! What one library encrypted is decrypted by each other, and errors come in the same order.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use toxcore_interop::scenario::Outcome;
use toxcore_interop::{Library, Suite, skipped};

/// The words that start the program of `peer/encryptsave.c` with a library; ours runs the one that was built for a release.
fn program(library: Library) -> Option<Vec<std::path::PathBuf>> {
    let suite = if let Library::Reference(suite) = library { suite } else { Suite::Bookworm };
    let Some((_, program)) = suite.encryptsave_program() else {
        return skipped(&format!("no libtoxcore of {suite:?}"));
    };
    library.command_line(&program)
}

/// Those that are on this machine. Ours alone would say nothing.
fn libraries() -> Vec<Library> {
    let all = [Library::Ours].into_iter().chain(Suite::ALL.map(Library::Reference));
    let there: Vec<Library> = all.filter(|library| program(*library).is_some()).collect();
    if there.len() > 1 && there.contains(&Library::Ours) { there } else { Vec::new() }
}

fn run(library: Library, command: &str, passphrase: &str, input: &[u8]) -> Result<Output, Box<dyn std::error::Error>> {
    let words = program(library).ok_or("no such library")?;
    let (first, rest) = words.split_first().ok_or("no program")?;
    let mut child = Command::new(first)
        .args(rest)
        .args([command, passphrase])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    // It reads everything before it writes.
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    stdin.write_all(input)?;
    drop(stdin);
    Ok(child.wait_with_output()?)
}

/// The code of `TOX_ERR_DECRYPTION_FAILED` as the program exits with it.
const WRONG_PASSPHRASE: i32 = 10 + 5;

#[test]
fn every_library_decrypts_what_another_encrypted() -> Outcome {
    let passphrase = "Ünï ✓ correct horse";
    let plain: Vec<u8> = (0..2_221_u32).map(|place| (place % 251) as u8).collect();
    let libraries = libraries();
    for writer in &libraries {
        for encrypt in ["encrypt", "key-encrypt"] {
            let container = run(*writer, encrypt, passphrase, &plain)?;
            assert!(container.status.success(), "{writer:?} {encrypt}");
            for reader in libraries.iter().filter(|reader| [*reader, writer].contains(&&Library::Ours)) {
                for decrypt in ["decrypt", "key-decrypt"] {
                    let decrypted = run(*reader, decrypt, passphrase, &container.stdout)?;
                    assert!(decrypted.status.success(), "{writer:?} {encrypt}, {reader:?} {decrypt}");
                    assert!(decrypted.stdout == plain, "{writer:?} {encrypt}, {reader:?} {decrypt}");
                }
                let wrong = run(*reader, "decrypt", "wrong", &container.stdout)?;
                assert_eq!(wrong.status.code(), Some(WRONG_PASSPHRASE), "{reader:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn files_without_a_passphrase_are_decrypted_too() -> Outcome {
    let libraries = libraries();
    for writer in &libraries {
        let container = run(*writer, "encrypt", "", b"x")?;
        for reader in libraries.iter().filter(|reader| [*reader, writer].contains(&&Library::Ours)) {
            let decrypted = run(*reader, "decrypt", "", &container.stdout)?;
            assert_eq!(decrypted.stdout, b"x", "{writer:?}, {reader:?}");
        }
    }
    Ok(())
}

#[test]
fn every_library_finds_the_same_errors_first() -> Outcome {
    let mut told = Vec::new();
    for library in libraries() {
        let output = run(library, "errors", "passphrase", &[])?;
        assert!(output.status.success(), "{library:?}");
        told.push((library, String::from_utf8(output.stdout)?));
    }
    for (library, lines) in &told {
        assert_eq!(lines, &told[0].1, "{library:?}, {:?}", told[0].0);
    }
    Ok(())
}
