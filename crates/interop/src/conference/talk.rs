//! What they say.

use std::thread;

use super::Party;
use crate::round::{LATE_COPIES, is_said};
use crate::scenario::{MESSAGE, Outcome};

/// Longest text, and longest name and title, in bytes. Protocol: conferences, Messages.
const MAX_TEXT: usize = 1_363;
const MAX_NAME: usize = 128;

impl Party<'_> {
    pub(super) fn tell_names(&mut self) -> Outcome {
        for who in 0..3 {
            let name = format!("{who} is the number of a member ")
                .repeat(MAX_NAME)
                .get(..MAX_NAME)
                .unwrap_or_default()
                .to_owned();
            self.client(who)?.command(&format!("name {name}"))?;
            let line = format!("conference-name 0 {} {name}", self.keys[who]);
            for other in (0..3).filter(|other| *other != who) {
                self.client(other)?.event(&line, MESSAGE)?;
            }
        }
        Ok(())
    }

    /// Everybody says something, which all hear once, whoever says it himself too.
    pub(super) fn talk(&mut self) -> Outcome {
        let long = "the longest text that there is ".repeat(MAX_TEXT).get(..MAX_TEXT).unwrap_or_default().to_owned();
        for who in 0..3 {
            self.say(who, &[0, 1, 2], ("send", "message"), "x")?;
            self.say(who, &[0, 1, 2], ("send", "message"), &long)?;
            self.say(who, &[0, 1, 2], ("act", "action"), "waves \\xC3\\xA4 \\x5C")?;
            let refused = self.client(who)?.command(&format!("conference-send 0 {long}!"));
            assert!(refused.is_err(), "no text is longer");
        }
        Ok(())
    }

    pub(super) fn say(&mut self, who: usize, to: &[usize], (verb, word): (&str, &str), text: &str) -> Outcome {
        self.client(who)?.command(&format!("conference-{verb} 0 {text}"))?;
        let line = format!("conference-{word} 0 {} {text}", self.keys[who]);
        for other in to {
            self.client(*other)?.process().wait_for(MESSAGE, |heard| heard == line)?;
        }
        Ok(())
    }

    /// Nobody has heard what the story did not ask for, such as a second copy that came late.
    pub(super) fn nothing_is_left(&mut self) -> Outcome {
        thread::sleep(LATE_COPIES);
        for (who, client) in self.clients.iter_mut().enumerate() {
            let left = client.as_mut().map(|client| client.process().take_all(is_said)).unwrap_or_default();
            if !left.is_empty() {
                return Err(format!("member {who} heard this as well: {left:?}").into());
            }
        }
        Ok(())
    }

    pub(super) fn entitle(&mut self) -> Outcome {
        for who in 0..3 {
            let title = format!("title of {who} ").repeat(MAX_NAME).get(..MAX_NAME).unwrap_or_default().to_owned();
            self.client(who)?.command(&format!("conference-entitle 0 {title}"))?;
            let line = format!("conference-title 0 {} {title}", self.keys[who]);
            for other in 0..3 {
                if other != who {
                    self.client(other)?.event(&line, MESSAGE)?;
                }
                assert_eq!(self.client(other)?.command("conference-shows 0")?, title.trim_end());
            }
        }
        Ok(())
    }
}
