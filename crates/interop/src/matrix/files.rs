//! File transfers, with everything that can happen to one.

use std::time::Duration;

use super::Pair;
use crate::client::Client;
use crate::process::ProcessError;
use crate::scenario::MESSAGE;

/// Time for a small file: our choice; the reference takes 7 s for 10 MB on an idle machine.
const TRANSFER: Duration = Duration::from_secs(60);
/// A file of two thousand chunks, with a rest.
const SMALL: u64 = 3_000_001;
const MIB: u64 = 1 << 20;

/// A transfer, as its two ends call it.
struct Offered {
    sent_as: String,
    received_as: String,
}

fn offer(
    from: &mut Client,
    to: &mut Client,
    (kind, size, id): (&str, &str, &str),
    name: &str,
) -> Result<Offered, ProcessError> {
    let sent_as = from.command(&format!("file-send 0 {kind} {size} {id} {name}"))?;
    let size = if size.starts_with("stream") { "stream" } else { size };
    let wanted = format!(" {kind} {size} {name}");
    let line = to.process().wait_for(MESSAGE, |line| line.starts_with("file-offer 0 ") && line.ends_with(&wanted))?;
    let received_as = line.split(' ').nth(2).unwrap_or_default().to_owned();
    Ok(Offered { sent_as, received_as })
}

fn control(client: &mut Client, file: &str, word: &str) -> Result<(), ProcessError> {
    client.command(&format!("file-control 0 {file} {word}")).map(drop)
}

/// Both ends finish, and every byte was right. How many moved is known of the receiver.
fn arrives(from: &mut Client, to: &mut Client, file: &Offered, bytes: u64) -> Result<(), ProcessError> {
    let done = to.event(&format!("file-done 0 {} ", file.received_as), TRANSFER)?;
    from.event(&format!("file-done 0 {} ", file.sent_as), TRANSFER)?;
    let wanted = format!("{bytes} 0");
    if done == wanted { Ok(()) } else { Err(ProcessError::Ended(format!("received {done}, not {wanted}"))) }
}

fn transfer(
    from: &mut Client,
    to: &mut Client,
    what: (&str, &str, &str),
    name: &str,
    bytes: u64,
) -> Result<(), ProcessError> {
    let file = offer(from, to, what, name)?;
    control(to, &file.received_as, "resume")?;
    arrives(from, to, &file, bytes)
}

pub(super) fn both_ways(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| transfer(from, to, ("data", &SMALL.to_string(), "-"), r"b\xC3\xBCcher.txt", SMALL))
}

pub(super) fn empty(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| transfer(from, to, ("data", "0", "-"), "nothing", 0))
}

/// Of unknown size: one that ends with a short chunk, and one of whole chunks.
pub(super) fn stream(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        transfer(from, to, ("data", "stream:100000", "-"), "radio", 100_000)?;
        transfer(from, to, ("data", "stream:137100", "-"), "radio", 137_100)
    })
}

fn sought(from: &mut Client, to: &mut Client, size: u64, position: u64) -> Result<(), ProcessError> {
    let file = offer(from, to, ("data", &size.to_string(), "-"), "the rest of it")?;
    to.command(&format!("file-seek 0 {} {position}", file.received_as))?;
    control(to, &file.received_as, "resume")?;
    arrives(from, to, &file, size - position)
}

/// A transfer that goes on where an earlier one stopped.
pub(super) fn seek(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| sought(from, to, SMALL, 1_234_567))
}

/// Positions beyond 32 bits.
pub(super) fn huge(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    let size = 5 * 1024 * MIB;
    pair.each_way(|from, to| sought(from, to, size, size - 4 * MIB + 1))
}

/// Paused and resumed by either side, in the middle.
pub(super) fn pause(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        let file = offer(from, to, ("data", &SMALL.to_string(), "-"), "with breaks")?;
        to.command(&format!("file-pause-at 0 {} {}", file.received_as, MIB / 2))?;
        from.command(&format!("file-pause-at 0 {} {}", file.sent_as, 2 * MIB))?;
        control(to, &file.received_as, "resume")?;
        to.event(&format!("file-paused 0 {} ", file.received_as), TRANSFER)?;
        from.event(&format!("file-control 0 {} pause", file.sent_as), MESSAGE)?;
        control(to, &file.received_as, "resume")?;
        from.event(&format!("file-paused 0 {} ", file.sent_as), TRANSFER)?;
        to.event(&format!("file-control 0 {} pause", file.received_as), MESSAGE)?;
        control(from, &file.sent_as, "resume")?;
        arrives(from, to, &file, SMALL)
    })
}

/// Refused, and given up by either side.
pub(super) fn cancel(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        let file = offer(from, to, ("data", "1000", "-"), "unwanted")?;
        control(to, &file.received_as, "cancel")?;
        from.event(&format!("file-control 0 {} cancel", file.sent_as), MESSAGE)?;
        let file = offer(from, to, ("data", "1000", "-"), "a mistake")?;
        control(from, &file.sent_as, "cancel")?;
        to.event(&format!("file-control 0 {} cancel", file.received_as), MESSAGE)?;
        Ok(())
    })
}

/// A picture, known by the hash that is its id.
pub(super) fn avatar(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    let id = "A5".repeat(32);
    pair.each_way(|from, to| {
        let file = offer(from, to, ("avatar", "20000", &id), "")?;
        let seen = to.command(&format!("file-id 0 {}", file.received_as))?;
        if !seen.eq_ignore_ascii_case(&id) {
            return Err(ProcessError::Ended(format!("file id {seen}, not {id}")));
        }
        control(to, &file.received_as, "resume")?;
        arrives(from, to, &file, 20_000)
    })
}

/// Several at once, both ways.
pub(super) fn many(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        let names: Vec<String> = (0..8).map(|number| format!("part {number}")).collect();
        let mut files = Vec::new();
        for name in &names {
            files.push(offer(from, to, ("data", "400000", "-"), name)?);
        }
        for file in &files {
            control(to, &file.received_as, "resume")?;
        }
        files.iter().try_for_each(|file| arrives(from, to, file, 400_000))
    })
}
