//! Instructions of the whole program, library and all, counted by callgrind: for a byte of a file, and for a message.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::pair::{Cast, Pair, RECEIVER, SENDER, Setting, Way};
use super::{Figure, Library, Scenario, Values, Versus};
use crate::report::Goal;

pub(super) const SCENARIO: Scenario = Scenario {
    name: "instructions",
    figures: &[
        Figure { name: FILE_SENDER, unit: "", goal: Goal::AtMost(16.0) },
        Figure { name: FILE_RECEIVER, unit: "", goal: Goal::AtMost(16.0) },
        Figure { name: MESSAGE_SENDER, unit: "", goal: Goal::AtMost(7000.0) },
        Figure { name: MESSAGE_RECEIVER, unit: "", goal: Goal::AtMost(7000.0) },
    ],
    measure,
};

const FILE_SENDER: &str = "sender, for a byte of a file";
const FILE_RECEIVER: &str = "receiver, for a byte of a file";
const MESSAGE_SENDER: &str = "sender, for a message with receipt";
const MESSAGE_RECEIVER: &str = "receiver, for a message with receipt";

fn measure(versus: &Versus, library: &Library) -> io::Result<Values> {
    let there = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        return Err(io::Error::other("valgrind is not here"));
    }
    let [file_sender, file_receiver] = count(versus, library, &FILE)?;
    let [message_sender, message_receiver] = count(versus, library, &MESSAGES)?;
    Ok(vec![
        (FILE_SENDER, file_sender),
        (FILE_RECEIVER, file_receiver),
        (MESSAGE_SENDER, message_sender),
        (MESSAGE_RECEIVER, message_receiver),
    ])
}

/// Something to count.
struct Work {
    /// What begins it.
    command: &'static str,
    /// Who tells how far it is, and in which line.
    teller: Teller,
    word: &'static str,
    /// What is done before anything is counted, and what is counted.
    warm_up: f64,
    amount: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Teller {
    Sender,
    Receiver,
}

const FILE: Work =
    Work { command: "file 1099511627776", teller: Teller::Receiver, word: "bytes", warm_up: 1e6, amount: 4e6 };

/// With as many messages on the way as in the scenarios of messages.
const MESSAGES: Work =
    Work { command: "flood 256 100", teller: Teller::Sender, word: "receipts", warm_up: 500.0, amount: 3000.0 };

/// Instructions of sender and receiver for each piece of the work.
fn count(versus: &Versus, library: &Library, work: &Work) -> io::Result<[f64; 2]> {
    let mut pair = Pair::connect(versus, Cast::all(library), Way::Udp, Setting::Callgrind)?;
    pair.sender.say(work.command)?;
    wait_until(&mut pair, work, work.warm_up)?;
    let before = toggle(&mut pair, work)?;
    wait_until(&mut pair, work, before + work.amount)?;
    let done = toggle(&mut pair, work)? - before;
    let Pair { node, sender, receiver } = pair;
    sender.end_within(PATIENCE);
    receiver.end_within(PATIENCE);
    drop(node);
    let counted = |host| -> io::Result<f64> {
        let log = std::fs::read_to_string(log(versus, host))?;
        collected(&log).ok_or_else(|| io::Error::other(format!("callgrind has not counted:\n{log}")))
    };
    Ok([counted(SENDER)? / done, counted(RECEIVER)? / done])
}

fn wait_until(pair: &mut Pair, work: &Work, wanted: f64) -> io::Result<()> {
    let teller = match work.teller {
        Teller::Sender => &mut pair.sender,
        Teller::Receiver => &mut pair.receiver,
    };
    teller.wait_for(work.word, PATIENCE, |words| match words {
        [word, count, _] if *word == work.word => (count.parse::<f64>().ok()? >= wanted).then_some(()),
        _ => None,
    })
}

/// Begins or ends counting at both ends; says how far the work is.
fn toggle(pair: &mut Pair, work: &Work) -> io::Result<f64> {
    pair.sender.say("count")?;
    pair.receiver.say("count")?;
    let mut counts = |teller| {
        let (agent, place) = match teller {
            Teller::Sender => (&mut pair.sender, 2),
            Teller::Receiver => (&mut pair.receiver, 1),
        };
        agent.wait_for("count", PATIENCE, |words| match words {
            ["counting", _, _] => words.get(place)?.parse::<f64>().ok(),
            _ => None,
        })
    };
    let (sender, receiver) = (counts(Teller::Sender)?, counts(Teller::Receiver)?);
    Ok(if work.teller == Teller::Sender { sender } else { receiver })
}

/// The words that put callgrind under a program.
pub(super) fn callgrind(versus: &Versus, host: usize) -> Vec<OsString> {
    let mut log_option = OsString::from("--log-file=");
    log_option.push(log(versus, host));
    let mut profile = OsString::from("--callgrind-out-file=");
    profile.push(log(versus, host).with_extension("callgrind"));
    vec!["valgrind".into(), "--tool=callgrind".into(), "--collect-atstart=no".into(), log_option, profile]
}

fn log(versus: &Versus, host: usize) -> PathBuf {
    versus.programs.join(format!("instructions-{host}.log"))
}

/// The number that callgrind ends with.
fn collected(text: &str) -> Option<f64> {
    let (_, rest) = text.rsplit_once("Collected :")?;
    rest.split_whitespace().next()?.parse().ok().filter(|count| *count > 0.0)
}

/// Time for each part of the work, and for callgrind to write what it has.
const PATIENCE: Duration = Duration::from_secs(120);

#[cfg(test)]
mod tests {
    #[test]
    fn the_last_line_of_callgrind_counts() {
        assert_eq!(super::collected("==1== Events    : Ir\n==1== Collected : 1234\n==1== \n"), Some(1234.0));
        assert_eq!(super::collected("==1== Collected : 0\n"), None);
    }
}
