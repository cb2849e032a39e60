//! Lists of events that one library encoded are read by the other, and say the same there.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use toxcore_interop::scenario::Outcome;
use toxcore_interop::{Library, Suite, skipped, to_hex};

/// What a library makes of a list.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    /// The list encoded again.
    encoded: Vec<u8>,
    /// What the getters tell.
    told: String,
}

/// Lets a program that stands on a library read lists.
fn answers(library: Library, program: &Path, lists: &[Vec<u8>]) -> Result<Vec<Answer>, Box<dyn std::error::Error>> {
    let words = library.command_line(program).ok_or("no such library")?;
    let (first, rest) = words.split_first().ok_or("no program")?;
    let mut child = Command::new(first).args(rest).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().ok_or("no standard input")?;
    let text: Vec<u8> = lists.iter().flat_map(|list| with_length(list)).collect();
    // Whoever reads an answer late must not keep the program from reading the next list.
    let writer = std::thread::spawn(move || input.write_all(&text));
    let output = child.wait_with_output()?;
    writer.join().map_err(|_| "the writer panicked")??;
    assert!(output.status.success(), "{library:?}: {:?}", output.status);
    let mut rest = &output.stdout[..];
    let mut answers = Vec::new();
    while !rest.is_empty() {
        let encoded = take_text(&mut rest).ok_or("half an answer")?.to_vec();
        let told = String::from_utf8(take_text(&mut rest).ok_or("half an answer")?.to_vec())?;
        answers.push(Answer { encoded, told });
    }
    assert_eq!(answers.len(), lists.len(), "{library:?}");
    Ok(answers)
}

fn with_length(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
}

fn take_text<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (len, bytes) = rest.split_first_chunk::<4>()?;
    let (text, behind) = bytes.split_at_checked(u32::from_be_bytes(*len) as usize)?;
    *rest = behind;
    Some(text)
}

/// A list of one event of each type, and some more, by the names of their files. The seeds of the fuzz target are what our
/// library encodes.
fn seeds() -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/ffi_events");
    let mut seeds = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        seeds.push((name, std::fs::read(&path)?));
    }
    seeds.sort();
    Ok(seeds)
}

/// Whether there is an event in it whose form differs between 0.2.20 and later releases.
fn names_nodes(list: &[u8]) -> bool {
    list.windows(3).any(|window| window == [0x92, 39, 0x93])
}

/// 0.2.20's library, ours, and a program that runs on both.
fn both() -> Option<([Library; 2], PathBuf)> {
    // The only release with these headers in this form.
    let Some((_, program)) = Suite::Trixie.events_program() else { return skipped("no libtoxcore 0.2.20") };
    let libraries = [Library::Reference(Suite::Trixie), Library::Ours];
    let all_there = libraries.iter().all(|library| library.command_line(&program).is_some());
    all_there.then_some((libraries, program))
}

fn expected_types() -> Vec<String> {
    (0..39).map(|number| format!("type {number} of 1")).collect()
}

#[test]
fn each_library_reads_the_events_of_the_other() -> Outcome {
    let Some(([reference, ours], program)) = both() else { return Ok(()) };
    let (names, lists): (Vec<_>, Vec<_>) = seeds()?.into_iter().filter(|(_, list)| !names_nodes(list)).unzip();
    let theirs = answers(reference, &program, &lists)?;
    // An event is of one type, and there is one of each: all but that of named nodes.
    let types: BTreeSet<&str> =
        theirs.iter().flat_map(|answer| answer.told.lines()).filter(|line| line.starts_with("type ")).collect();
    assert_eq!(types, expected_types().iter().map(String::as_str).collect());
    for (name, answer) in names.iter().zip(&theirs) {
        assert_ne!(answer.encoded, [0x90], "{name} is refused");
    }
    assert_eq!(answers(ours, &program, &lists)?, theirs);
    // And back again: what each wrote, read by the other.
    let written: Vec<Vec<u8>> = theirs.iter().map(|answer| answer.encoded.clone()).collect();
    assert_eq!(answers(ours, &program, &written)?, answers(reference, &program, &written)?);
    Ok(())
}

#[test]
fn the_address_of_a_named_node_has_two_forms() -> Outcome {
    let Some(([reference, ours], program)) = both() else { return Ok(()) };
    let lists: Vec<Vec<u8>> = seeds()?
        .into_iter()
        .filter(|(name, _)| ["dht_nodes_response", "address_of_0_2_20"].contains(&name.as_str()))
        .map(|(_, list)| list)
        .collect();
    let [old, new] = &lists[..] else { return Err("no such seeds".into()) };
    let encoded = |library| -> Result<Vec<Vec<u8>>, Box<dyn std::error::Error>> {
        Ok(answers(library, &program, &lists)?.into_iter().map(|answer| answer.encoded).collect())
    };
    // 0.2.20 knows its own alone.
    assert_eq!(encoded(reference)?, [old.clone(), vec![0x90]]);
    assert_eq!(encoded(ours)?, [new.clone(), new.clone()]);
    Ok(())
}

#[test]
fn both_libraries_refuse_the_same() -> Outcome {
    let Some(([reference, ours], program)) = both() else { return Ok(()) };
    let mut lists = Vec::new();
    for (_, seed) in seeds()?.into_iter().filter(|(_, list)| !names_nodes(list) && list.len() < 60) {
        lists.extend((0..seed.len()).map(|len| seed[..len].to_vec()));
        for place in 0..seed.len() {
            lists.extend(KINDS.map(|kind| [&seed[..place], &[kind], &seed[place + 1..]].concat()));
            lists.extend(KINDS.map(|kind| [&seed[..place], &[kind], &seed[place..]].concat()));
            for wide in [&[0xcc][..], &[0xcd, 0], &[0xce, 0, 0, 0], &[0xd0], &[0xd3, 0, 0, 0, 0, 0, 0, 0]] {
                lists.push([&seed[..place], wide, &seed[place..]].concat());
            }
        }
    }
    // What a change makes of another event may be the one that is not the same in both.
    lists.retain(|list| !names_nodes(list));
    let (theirs, ours) = (answers(reference, &program, &lists)?, answers(ours, &program, &lists)?);
    let (mut read, mut refused) = (0, 0);
    for ((list, theirs), ours) in lists.iter().zip(&theirs).zip(&ours) {
        assert_eq!(theirs, ours, "{}", to_hex(list));
        *if theirs.encoded == [0x90] { &mut refused } else { &mut read } += 1;
    }
    println!("{read} changed lists were read by both libraries, {refused} refused");
    assert!(read > 0 && refused > 0);
    Ok(())
}

/// First bytes of values, each of another kind.
const KINDS: [u8; 26] = [
    0x00, 0x01, 0x02, 0x03, 0x7f, 0x90, 0x91, 0x92, 0x93, 0xa1, 0xc0, 0xc2, 0xc3, 0xc4, 0xc6, 0xca, 0xcc, 0xcd, 0xce,
    0xcf, 0xd0, 0xd3, 0xd9, 0xdc, 0xdd, 0xff,
];
