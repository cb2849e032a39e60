//! Whom members see, and in which role.

use std::thread;
use std::time::{Duration, Instant};

use crate::circle::Circle;
use crate::scenario::{MEET, Outcome};

/// How often members are counted: our choice.
const LOOK: Duration = Duration::from_millis(100);

/// Whom a member sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What it is called.
    pub nick: String,
    /// By which number.
    pub number: u32,
    /// Its role, by its number. Protocol: groups, Roles.
    pub role: u32,
}

impl Circle {
    /// Whom one sees in the group, itself included.
    ///
    /// # Errors
    /// The library refuses.
    pub fn seen_by(&mut self, who: usize) -> Outcome<Vec<Seen>> {
        let members = self.bid(who, "members")?;
        let member = |word: &str| {
            let mut parts = word.splitn(3, ':');
            let (number, role) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some(Seen { nick: parts.next()?.to_owned(), number, role })
        };
        Ok(members.split(' ').filter_map(member).collect())
    }

    /// By which number one knows the other.
    ///
    /// # Errors
    /// It is not there.
    pub fn number(&mut self, who: usize, other: usize) -> Outcome<u32> {
        let seen = self.seen_by(who)?;
        let found = seen.iter().find(|seen| seen.nick == self.players.name(other));
        Ok(found.map(|seen| seen.number).ok_or_else(|| format!("{} is not there", self.players.name(other)))?)
    }

    /// The public key that one knows the other by in the group, in upper-case hexadecimal.
    ///
    /// # Errors
    /// It is not there.
    pub fn key(&mut self, who: usize, other: usize) -> Outcome<String> {
        let peer = self.number(who, other)?;
        self.bid(who, &format!("key {peer}"))
    }

    /// Waits until these see each other, and nobody else.
    ///
    /// # Errors
    /// Whom somebody sees instead.
    pub fn all_see(&mut self, present: &[usize]) -> Outcome {
        let mut nicks: Vec<String> = present.iter().map(|who| self.players.name(*who).to_owned()).collect();
        nicks.sort_unstable();
        self.until(present, |seen| {
            let mut seen: Vec<&str> = seen.iter().map(|seen| seen.nick.as_str()).collect();
            seen.sort_unstable();
            seen == nicks
        })
    }

    /// Waits until these see somebody's role.
    ///
    /// # Errors
    /// Whom somebody sees instead.
    pub fn all_see_role(&mut self, present: &[usize], whose: usize, role: u32) -> Outcome {
        let nick = self.players.name(whose).to_owned();
        self.until(present, |seen| seen.iter().any(|seen| seen.nick == nick && seen.role == role))
    }

    fn until(&mut self, of: &[usize], done: impl Fn(&[Seen]) -> bool) -> Outcome {
        let late = Instant::now() + MEET;
        for who in of {
            loop {
                let seen = self.seen_by(*who)?;
                if done(&seen) {
                    break;
                }
                if Instant::now() > late {
                    return Err(format!("{} sees {seen:?}", self.players.name(*who)).into());
                }
                thread::sleep(LOOK);
            }
        }
        Ok(())
    }
}
