//! What friends tell each other besides files.

use std::fmt::Write;

use super::Pair;
use crate::client::Client;
use crate::process::ProcessError;
use crate::scenario::MESSAGE;

/// Longest message, in bytes. Protocol: messenger, Packets.
const MAX_MESSAGE: usize = 1372;
/// Longest packet of an application, in bytes. Protocol: messenger, Packets.
const MAX_CUSTOM: usize = 1373;
/// Longest name, in bytes. Protocol: messenger, Packets.
const MAX_NAME: usize = 128;
/// Longest status message, in bytes. Protocol: messenger, Packets.
const MAX_STATUS_MESSAGE: usize = 1007;

/// Of every boundary length, with a receipt; one that is too long is refused.
pub(super) fn messages(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        for len in [1, 2, MAX_MESSAGE - 1, MAX_MESSAGE] {
            tell(from, to, ("send", "message"), &"m".repeat(len))?;
        }
        tell(from, to, ("send", "message"), r"\xC3\xA4\x0A\xE2\x98\xBA")?;
        match from.command(&format!("send 0 {}", "m".repeat(MAX_MESSAGE + 1))) {
            Ok(id) => Err(ProcessError::Ended(format!("a message that is too long was taken as {id}"))),
            Err(_) => Ok(()),
        }
    })
}

pub(super) fn actions(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        tell(from, to, ("action", "action"), "waves")?;
        tell(from, to, ("action", "action"), &"a".repeat(MAX_MESSAGE))
    })
}

fn tell(from: &mut Client, to: &mut Client, words: (&str, &str), text: &str) -> Result<(), ProcessError> {
    let id = from.command(&format!("{} 0 {text}", words.0))?;
    heard(to, &format!("{} 0 {text}", words.1))?;
    from.event(&format!("receipt 0 {id}"), MESSAGE).map(drop)
}

/// Waits for exactly this line: the beginning of a longer one is not enough.
fn heard(client: &mut Client, line: &str) -> Result<(), ProcessError> {
    client.process().wait_for(MESSAGE, |heard| heard == line).map(drop)
}

pub(super) fn typing(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        for state in ["1", "0"] {
            from.command(&format!("typing 0 {state}"))?;
            heard(to, &format!("typing 0 {state}"))?;
        }
        Ok(())
    })
}

pub(super) fn status(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        for state in ["away", "busy", "none"] {
            from.command(&format!("status {state}"))?;
            heard(to, &format!("status 0 {state}"))?;
        }
        Ok(())
    })
}

/// Names and status messages: beyond ASCII, of full length, and none.
pub(super) fn profile(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        for (word, max) in [("name", MAX_NAME), ("status-message", MAX_STATUS_MESSAGE)] {
            for text in [r"\xD0\x96\xC3\xBC \xF0\x9F\x8C\x8D", &"n".repeat(max)] {
                from.command(&format!("{word} {text}"))?;
                heard(to, &format!("{word} 0 {text}"))?;
            }
        }
        Ok(())
    })
}

pub(super) fn lossless(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    custom(pair, "lossless", &[160, 191])
}

pub(super) fn lossy(pair: &mut Pair<'_>) -> Result<(), ProcessError> {
    custom(pair, "lossy", &[200, 254])
}

/// The shortest and the longest packet of the first and the last id.
fn custom(pair: &mut Pair<'_>, word: &str, ids: &[u8]) -> Result<(), ProcessError> {
    pair.each_way(|from, to| {
        for id in ids {
            for len in [1, MAX_CUSTOM] {
                let mut packet = String::new();
                for at in 0..len {
                    let byte = if at == 0 { *id } else { (at % 251) as u8 };
                    let _ = write!(packet, "{byte:02X}");
                }
                from.command(&format!("{word} 0 {packet}"))?;
                to.process().wait_for(MESSAGE, |heard| heard.eq_ignore_ascii_case(&format!("{word} 0 {packet}")))?;
            }
        }
        Ok(())
    })
}
