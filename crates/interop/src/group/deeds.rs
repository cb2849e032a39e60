//! What they say and do.

use std::thread;
use std::time::Instant;

use super::{LOOK, MODERATOR, NAMES, Party};
use crate::circle::{LATE_COPIES, is_said};
use crate::scenario::{MESSAGE, Outcome};

/// Longest text, longest one that a member running the reference takes in private, longest packet, longest topic, in bytes.
/// Protocol: groups, Messages.
const MAX_TEXT: usize = 1_372;
const MAX_PRIVATE: usize = 1_367;
const MAX_PACKET: usize = 1_373;
const MAX_TOPIC: usize = 512;
const USER: u32 = 2;
const OBSERVER: u32 = 3;

impl Party<'_> {
    /// Everybody says something, which all others hear; that it was once shows later.
    pub(super) fn talk(&mut self) -> Outcome {
        let long = "the longest text that there is ".repeat(MAX_TEXT).get(..MAX_TEXT).unwrap_or_default().to_owned();
        for who in 0..3 {
            for text in ["x", &long, "waves"] {
                self.say(who, text)?;
            }
            let refused = self.client(who)?.command(&format!("group-send 0 {long}!"));
            assert!(refused.is_err(), "no text is longer");
        }
        Ok(())
    }

    pub(super) fn say(&mut self, who: usize, text: &str) -> Outcome {
        self.client(who)?.command(&format!("group-send 0 {text}"))?;
        for other in (0..3).filter(|other| *other != who) {
            let line = format!("group-message 0 {} {text}", self.number(other, who)?);
            self.hears(other, &line)?;
        }
        Ok(())
    }

    pub(super) fn hears(&mut self, who: usize, line: &str) -> Outcome {
        self.client(who)?.process().wait_for(MESSAGE, |heard| heard == line)?;
        Ok(())
    }

    /// None of ours has heard what the story did not ask for, such as a second copy that came late.
    pub(super) fn nothing_is_left(&mut self) -> Outcome {
        thread::sleep(LATE_COPIES);
        for (client, name) in self.clients.iter_mut().zip(NAMES) {
            let ours = client.as_mut().filter(|client| client.hears_once());
            let left = ours.map(|client| client.process().take_all(is_said)).unwrap_or_default();
            if !left.is_empty() {
                return Err(format!("the {name} heard this as well: {left:?}").into());
            }
        }
        Ok(())
    }

    pub(super) fn whisper(&mut self) -> Outcome {
        let long = "not for all ears ".repeat(MAX_PRIVATE).get(..MAX_PRIVATE).unwrap_or_default().to_owned();
        for (who, other) in [(0, 1), (1, 0), (1, 2), (2, 1), (2, 0), (0, 2)] {
            for text in ["x", &long] {
                let to = self.number(who, other)?;
                self.client(who)?.command(&format!("group-whisper 0 {to} {text}"))?;
                let line = format!("group-private 0 {} {text}", self.number(other, who)?);
                self.hears(other, &line)?;
            }
        }
        Ok(())
    }

    pub(super) fn send_packets(&mut self) -> Outcome {
        for (who, way) in [(0, "lossless"), (1, "lossless"), (2, "lossless"), (0, "lossy"), (1, "lossy"), (2, "lossy")]
        {
            let packet = format!("{:02X}", 0xa0 + who).repeat(MAX_PACKET);
            self.client(who)?.command(&format!("group-packet 0 all {way} {packet}"))?;
            for other in (0..3).filter(|other| *other != who) {
                let line = format!("group-packet 0 {} {packet}", self.number(other, who)?);
                self.hears(other, &line)?;
                let to = self.number(who, other)?;
                self.client(who)?.command(&format!("group-packet 0 {to} {way} {packet}"))?;
                let line = format!("group-private-packet 0 {} {packet}", self.number(other, who)?);
                self.hears(other, &line)?;
            }
        }
        Ok(())
    }

    pub(super) fn set_topics(&mut self) -> Outcome {
        let long = "the longest topic ".repeat(MAX_TOPIC).get(..MAX_TOPIC).unwrap_or_default().to_owned();
        self.topic(0, &long)?;
        assert!(self.client(2)?.command("group-topic 0 locked").is_err(), "users may not, while it is locked");
        self.client(0)?.command("group-lock 0 1")?;
        let late = Instant::now() + MESSAGE;
        while self.client(2)?.command("group-topic 0 of the stranger").is_err() {
            if Instant::now() > late {
                return Err("the topic stays locked".into());
            }
            thread::sleep(LOOK);
        }
        self.others_see_topic(2, "of the stranger")?;
        self.client(0)?.command("group-lock 0 0")?;
        self.topic(0, "locked again")
    }

    pub(super) fn topic(&mut self, who: usize, topic: &str) -> Outcome {
        self.client(who)?.command(&format!("group-topic 0 {topic}"))?;
        self.others_see_topic(who, topic)
    }

    pub(super) fn others_see_topic(&mut self, who: usize, topic: &str) -> Outcome {
        for other in (0..3).filter(|other| *other != who) {
            let line = format!("group-topic 0 {} {topic}", self.number(other, who)?);
            self.client(other)?.process().wait_for(MESSAGE, |heard| heard == line)?;
        }
        Ok(())
    }

    pub(super) fn give_roles(&mut self) -> Outcome {
        self.role(0, 1, MODERATOR)?;
        self.role(1, 2, OBSERVER)?;
        assert!(self.client(2)?.command("group-send 0 hush").is_err(), "observers only read");
        self.role(1, 2, USER)?;
        self.say(2, "I can speak again")
    }

    pub(super) fn role(&mut self, who: usize, whose: usize, role: u32) -> Outcome {
        let peer = self.number(who, whose)?;
        self.client(who)?.command(&format!("group-role 0 {peer} {role}"))?;
        self.all_see_role(whose, role)
    }

    /// The moderator tells the stranger to leave, who comes again.
    pub(super) fn kick(&mut self) -> Outcome {
        let peer = self.number(1, 2)?;
        self.client(1)?.command(&format!("group-kick 0 {peer}"))?;
        self.all_see(&[0, 1])?;
        self.all_see(&[2])?;
        self.client(2)?.command("group-reconnect 0")?;
        self.all_see(&[0, 1, 2])?;
        self.say(2, "here I am again")
    }
}
