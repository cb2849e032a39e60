//! What is there of conferences, groups and calls in the C library answers as libtoxcore does where there are none, and in a group in
//! which we are alone, as founder, gone out, and in search of others: which reason comes first where there are several.

use std::path::Path;
use std::process::Command;

use toxcore_interop::{Library, Suite, skipped};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn answers(library: Library, program: &Path) -> Outcome<Option<String>> {
    let Some(words) = library.command_line(program) else { return Ok(None) };
    let (first, rest) = words.split_first().ok_or("no words")?;
    let output = Command::new(first).args(rest).output()?;
    if output.status.success() {
        Ok(Some(String::from_utf8(output.stdout)?))
    } else {
        Err(format!("{library:?}: {:?}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// How we are connected ourselves: nothing works in this test, and libtoxcore says TCP all the same.
const OTHERWISE: &str = "tox_group_peer_get_connection_status(tox, group, peer, error): ";
const OURS: &str = "0, error 0";
const THEIRS: &str = "1, error 0";

#[test]
fn what_there_is_none_of_is_refused_as_by_libtoxcore() -> Outcome<()> {
    // The older releases lack groups, or answer in other ways.
    let Some((_, program)) = Suite::Sid.refusals_program() else {
        skipped::<()>("no libtoxcore of Sid");
        return Ok(());
    };
    let theirs = answers(Library::Reference(Suite::Sid), &program)?;
    let ours = answers(Library::Ours, &program)?;
    let (Some(theirs), Some(ours)) = (theirs, ours) else { return Ok(()) };
    assert!(theirs.lines().count() > 500, "all functions were asked");
    let mut otherwise = 0;
    for (theirs, ours) in theirs.lines().zip(ours.lines()) {
        if let Some((what, OURS)) = ours.split_once(OTHERWISE) {
            assert_eq!(theirs, format!("{what}{OTHERWISE}{THEIRS}"));
            otherwise += 1;
        } else {
            assert_eq!(ours, theirs);
        }
    }
    // Founded, gone out, and sought.
    assert_eq!(otherwise, 3);
    assert_eq!(ours.lines().count(), theirs.lines().count());
    Ok(())
}
