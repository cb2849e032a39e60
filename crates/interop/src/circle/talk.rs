//! What members say to each other.

use std::thread;
use std::time::{Duration, Instant};

use crate::circle::Circle;
use crate::scenario::{MEET, Outcome};

impl Circle {
    /// One does something that these others are told of, with its number: `("send hello", "message", "hello")`.
    ///
    /// # Errors
    /// Somebody is not told.
    pub fn does(&mut self, who: usize, to: &[usize], (command, word, text): (&str, &str, &str)) -> Outcome {
        let mut lines = Vec::new();
        for other in to.iter().filter(|other| **other != who) {
            lines.push((*other, format!("{word} {} {text}", self.number(*other, who)?)));
        }
        self.bid(who, command)?;
        lines.iter().try_for_each(|(other, line)| self.hears(*other, line))
    }

    /// One says something that these others hear.
    ///
    /// # Errors
    /// Somebody does not hear it.
    pub fn says(&mut self, who: usize, to: &[usize], text: &str) -> Outcome {
        self.does(who, to, (&format!("send {text}"), "message", text))
    }

    /// Waits until these, who have a voice, are heard by all who are there. While members come in, a client of the reference may begin a session
    /// anew with each of them, and what is said in the old one is lost. Protocol: groups, States.
    ///
    /// # Errors
    /// Somebody is not heard.
    pub fn settle(&mut self, speakers: &[usize], present: &[usize]) -> Outcome {
        let late = Instant::now() + MEET;
        for round in 0.. {
            let text = format!("{SETTLING} {round}");
            for who in speakers {
                self.bid(*who, &format!("send {text}"))?;
            }
            match self.are_heard(speakers, present, &text) {
                Ok(()) => break,
                Err(error) if Instant::now() > late => return Err(error),
                // Somebody may not be seen for a moment, and that is known at once.
                Err(_) => thread::sleep(AT_ONCE),
            }
        }
        Ok(())
    }

    fn are_heard(&mut self, speakers: &[usize], present: &[usize], text: &str) -> Outcome {
        for who in present {
            for speaker in speakers.iter().filter(|speaker| *speaker != who) {
                let number = self.number(*who, *speaker)?;
                let line = self.line(*who, &format!("message {number} {text}"));
                self.client(*who)?.process().wait_for(AT_ONCE, |heard| heard == line)?;
            }
        }
        Ok(())
    }

    /// What follows `group-WORD G ` in all lines of this word that came about the group and that no step has taken.
    ///
    /// # Errors
    /// It is not there.
    pub fn take_all(&mut self, who: usize, word: &str) -> Outcome<Vec<String>> {
        let start = self.line(who, &format!("{word} "));
        let lines = self.client(who)?.process().take_all(|line| line.starts_with(&start));
        Ok(lines.iter().map(|line| line.get(start.len()..).unwrap_or_default().trim_end().to_owned()).collect())
    }

    /// One heard everything that the other said, the numbers below `said`, once and in order; and the other was never gone.
    ///
    /// # Errors
    /// What it heard instead.
    pub fn heard_all(&mut self, who: usize, other: usize, said: u64, heard: &[String]) -> Outcome {
        let number = self.number(who, other)?;
        let wanted: Vec<String> = (0..said).map(|text| format!("{number} {text}")).collect();
        if heard != wanted {
            let at = heard.iter().zip(&wanted).position(|(heard, wanted)| heard != wanted);
            let (count, around) = (heard.len(), heard.get(at.unwrap_or(0)..).unwrap_or_default().first());
            return Err(format!("{who} heard {count} of {said}, different from {at:?}: {around:?}").into());
        }
        let gone = self.take_all(who, "gone")?;
        if gone.is_empty() { Ok(()) } else { Err(format!("{who} lost the other: {gone:?}").into()) }
    }

    /// Nobody of ours has heard what the story did not ask for: each text and packet came once.
    ///
    /// # Errors
    /// What came once more.
    pub fn nothing_is_left(&mut self) -> Outcome {
        // Copies are repeats of what was not acknowledged, after 1 s at first.
        thread::sleep(LATE_COPIES);
        match self.players.left(is_said) {
            Some(left) => Err(left.into()),
            None => Ok(()),
        }
    }
}

/// Whether a line is a text or a packet of the story.
fn is_said(line: &str) -> bool {
    let is_of_the_story = !line.contains(SETTLING);
    is_of_the_story
        && ["message", "action", "private", "packet"].iter().any(|word| line.starts_with(&format!("group-{word}")))
}

/// What members say until they hear each other.
const SETTLING: &str = "settling";
/// A message on a session that stands: our choice.
const AT_ONCE: Duration = Duration::from_secs(1);
/// Until a second copy of a packet would have come: our choice.
const LATE_COPIES: Duration = Duration::from_millis(1_500);
