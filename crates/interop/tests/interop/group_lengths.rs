//! The greatest lengths of all that members say, and those at which packets are divided, between ours and the releases that have groups.

use toxcore_interop::ClientKind;
use toxcore_interop::circle::{Circle, Step, play};
use toxcore_interop::scenario::Outcome;

use crate::cast::{BOTH, FOUNDER, LIBRARY, MEMBER, OURS, SID, TRIXIE};

/// The greatest, in bytes. Protocol: groups, Limits.
const MAX_GROUP_NAME: usize = 48;
const MAX_NICK: usize = 128;
const MAX_PASSWORD: usize = 32;
const MAX_TOPIC: usize = 512;
const MAX_LAST_WORDS: usize = 128;
const MAX_TEXT: usize = 1_372;
const MAX_PACKET: usize = 1_373;
/// The longest private text that the reference takes from others; it sends longer ones itself.
const MAX_PRIVATE: usize = 1_367;

/// Around the lengths at which packets are divided: 500 bytes with what goes in front of them. Protocol: groups, Fragments.
const TEXTS: [usize; 9] = [1, 493, 494, 495, 496, 500, 501, 1_000, MAX_TEXT];
const PACKETS: [usize; 8] = [1, 498, 499, 500, 501, 502, 1_000, MAX_PACKET];

const STEPS: &[Step<'static>] = &[
    ("join", &names_and_passwords),
    ("texts", &texts),
    ("packets", &packets),
    ("topics", &topics),
    ("last words", &last_words),
];

fn long(length: usize) -> String {
    "abcdefgh-".repeat(length).get(..length).unwrap_or_default().to_owned()
}

fn cast(founder: ClientKind, member: ClientKind) -> Outcome {
    let nicks = ["founder", "member"].map(|nick| nick.repeat(MAX_NICK).get(..MAX_NICK).unwrap_or_default().to_owned());
    let is_reference = |kind| matches!(kind, ClientKind::Reference(_));
    let whispers = move |circle: &mut Circle| {
        whispers(circle, FOUNDER, MEMBER, is_reference(founder))?;
        whispers(circle, MEMBER, FOUNDER, is_reference(member))
    };
    let mut steps = STEPS.to_vec();
    steps.insert(2, ("whispers", &whispers));
    play(&[(&nicks[FOUNDER], founder), (&nicks[MEMBER], member)], &steps)
}

fn names_and_passwords(circle: &mut Circle) -> Outcome {
    circle.befriend(FOUNDER, MEMBER)?;
    circle.found(FOUNDER, &long(MAX_GROUP_NAME), "")?;
    circle.bid_in_vain(FOUNDER, &format!("password {}", long(MAX_PASSWORD + 1)))?;
    circle.bid_in_vain(FOUNDER, &format!("nick {}", long(MAX_NICK + 1)))?;
    circle.invite(FOUNDER, MEMBER, &long(MAX_GROUP_NAME))?;
    circle.all_see(&BOTH)?;
    circle.bid(MEMBER, "leave")?;
    circle.all_see(&[FOUNDER])?;
    circle.bid(FOUNDER, &format!("password {}", long(MAX_PASSWORD)))?;
    circle.knock(MEMBER, &long(MAX_PASSWORD))?;
    circle.is_in(MEMBER)?;
    circle.all_see(&BOTH)?;
    circle.settle(&BOTH, &BOTH)
}

fn texts(circle: &mut Circle) -> Outcome {
    for who in BOTH {
        for length in TEXTS {
            circle.says(who, &BOTH, &long(length))?;
        }
        circle.bid_in_vain(who, &format!("send {}", long(MAX_TEXT + 1)))?;
    }
    Ok(())
}

/// The reference sends private texts up to the length of those for all. Nothing is held up behind them.
fn whispers(circle: &mut Circle, who: usize, to: usize, is_reference: bool) -> Outcome {
    let longest = if is_reference { MAX_TEXT } else { MAX_PRIVATE };
    let lengths = [1, 494, 495].into_iter().chain(MAX_PRIVATE..=longest);
    for length in lengths {
        let (peer, text) = (circle.number(who, to)?, long(length));
        circle.does(who, &[to], (&format!("whisper {peer} {text}"), "private", &text))?;
        circle.says(who, &BOTH, "not held up")?;
    }
    let peer = circle.number(who, to)?;
    circle.bid_in_vain(who, &format!("whisper {peer} {}", long(longest + 1)))
}

fn packets(circle: &mut Circle) -> Outcome {
    for who in BOTH {
        for (way, length) in ["lossless", "lossy"].iter().flat_map(|way| PACKETS.map(|length| (way, length))) {
            let (to, packet) = (BOTH[1 - who], "A7".repeat(length));
            circle.does(who, &BOTH, (&format!("packet all {way} {packet}"), "packet", &packet))?;
            let peer = circle.number(who, to)?;
            circle.does(who, &[to], (&format!("packet {peer} {way} {packet}"), "private-packet", &packet))?;
        }
    }
    Ok(())
}

fn topics(circle: &mut Circle) -> Outcome {
    circle.bid(FOUNDER, "lock 1")?;
    circle.hears(MEMBER, "lock 1")?;
    for who in [MEMBER, FOUNDER] {
        // The reference takes no topic again that was replaced less than 58 s ago; there was an empty one before.
        for topic in [format!("by {who}"), long(MAX_TOPIC - who), String::new()] {
            circle.does(who, &BOTH, (&format!("topic {topic}"), "topic", &topic))?;
        }
        circle.bid_in_vain(who, &format!("topic {}", long(MAX_TOPIC + 1)))?;
    }
    Ok(())
}

fn last_words(circle: &mut Circle) -> Outcome {
    leaves(circle, MEMBER, &long(MAX_LAST_WORDS))?;
    circle.knock(MEMBER, &long(MAX_PASSWORD))?;
    circle.is_in(MEMBER)?;
    circle.all_see(&BOTH)?;
    circle.settle(&BOTH, &BOTH)?;
    leaves(circle, FOUNDER, &long(MAX_LAST_WORDS))
}

/// The other one hears that it left (0), and what it said.
fn leaves(circle: &mut Circle, who: usize, words: &str) -> Outcome {
    let other = BOTH[1 - who];
    let number = circle.number(other, who)?;
    circle.bid(who, &format!("leave {words}"))?;
    circle.hears(other, &format!("gone {number} 0 {words}"))
}

#[test]
fn of_trixie_and_ours() -> Outcome {
    cast(TRIXIE, OURS)
}

#[test]
fn of_sid_and_ours() -> Outcome {
    cast(SID, LIBRARY)
}

#[test]
fn of_ours_and_trixie() -> Outcome {
    cast(LIBRARY, TRIXIE)
}

#[test]
fn of_ours_and_sid() -> Outcome {
    cast(OURS, SID)
}
