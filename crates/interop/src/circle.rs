//! Members of new groups, as many as a test wants and whoever's clients they are.

use std::collections::HashMap;

use crate::client::Client;
use crate::peers::ClientKind;
use crate::players::{self, Players, Way};
use crate::scenario::{MESSAGE, Outcome};

mod joining;
mod moderating;
mod parting;
mod seeing;
mod talk;

pub use seeing::Seen;

/// Members, whom a story calls by their places.
#[derive(Debug)]
pub struct Circle {
    players: Players,
    chat_ids: Vec<String>,
    /// Which of them the story is about.
    group: usize,
    /// By which number each member knows each group.
    numbers: HashMap<(usize, usize), String>,
}

/// A part of a story, and what it is called in reports.
pub type Step<'a> = players::Step<'a, Circle>;

/// Plays a story with these clients, each connected and in no group yet. Passes, with a line that says why, where something is missing
/// on this machine.
///
/// # Errors
/// The step that did not happen in time, or what was said twice.
pub fn play(cast: &[(&str, ClientKind)], steps: &[Step<'_>]) -> Outcome {
    let cast: Vec<(&str, ClientKind, Way)> = cast.iter().map(|(name, kind)| (*name, *kind, Way::default())).collect();
    play_over(&cast, steps)
}

/// The same with clients that get to the network in other ways.
///
/// # Errors
/// As [`play`].
pub fn play_over(cast: &[(&str, ClientKind, Way)], steps: &[Step<'_>]) -> Outcome {
    let Some(players) = Players::start(cast, true)? else { return Ok(()) };
    let mut circle = Circle { players, chat_ids: Vec::new(), group: 0, numbers: HashMap::new() };
    let kinds: Vec<ClientKind> = cast.iter().map(|(_, kind, _)| *kind).collect();
    let end: Step<'_> = ("end", &|circle: &mut Circle| circle.nothing_is_left());
    players::tell(&format!("circle {kinds:?}"), &mut circle, &[steps, &[end]].concat())
}

impl AsMut<Players> for Circle {
    fn as_mut(&mut self) -> &mut Players {
        &mut self.players
    }
}

impl Circle {
    /// The client of a member who is there.
    ///
    /// # Errors
    /// It is not there.
    pub fn client(&mut self, who: usize) -> Outcome<&mut Client> {
        self.players.client(who)
    }

    /// Ends a client in the regular way.
    ///
    /// # Errors
    /// It does not end.
    pub fn end(&mut self, who: usize) -> Outcome {
        self.players.end(who)
    }

    /// Starts a client again, with its profile, as somebody else's perhaps, and waits until it is connected.
    ///
    /// # Errors
    /// It does not come up.
    pub fn come_back(&mut self, who: usize, kind: ClientKind) -> Outcome {
        // They are loaded in the order in which they were founded.
        self.numbers.retain(|(whose, _), _| *whose != who);
        self.players.come_back(who, kind, true)
    }

    /// What one is called from now on.
    pub fn rename(&mut self, who: usize, nick: &str) {
        self.players.rename(who, nick);
    }

    /// Gives a command about the group, such as `send TEXT` for `group-send G TEXT`; what follows `ok group-send `.
    ///
    /// # Errors
    /// The library refuses.
    pub fn bid(&mut self, who: usize, command: &str) -> Outcome<String> {
        let line = self.line(who, command);
        let name = self.players.name(who).to_owned();
        Ok(self.client(who)?.command(&line).map_err(|error| format!("{name}: {error}"))?)
    }

    /// Gives a command about the group and does not wait for the answer.
    ///
    /// # Errors
    /// It is not there.
    pub fn begin(&mut self, who: usize, command: &str) -> Outcome {
        let line = self.line(who, command);
        Ok(self.client(who)?.process().write_line(&line)?)
    }

    /// Gives a command about the group that must be refused.
    ///
    /// # Errors
    /// It is not refused.
    pub fn bid_in_vain(&mut self, who: usize, command: &str) -> Outcome {
        match self.bid(who, command) {
            Ok(_) => Err(format!("{} may {command}", self.players.name(who)).into()),
            Err(_) => Ok(()),
        }
    }

    /// Waits for a line about the group: `message TEXT` for `group-message G TEXT`; spaces at the end do not count.
    ///
    /// # Errors
    /// It does not come in time.
    pub fn hears(&mut self, who: usize, line: &str) -> Outcome {
        let wanted = self.line(who, line);
        let name = self.players.name(who).to_owned();
        let heard = self.client(who)?.process().wait_for(MESSAGE, |heard| heard.trim_end() == wanted.trim_end());
        heard.map_err(|error| format!("{name} waits for {line}: {error}"))?;
        Ok(())
    }

    /// A command or an event as it stands in the line protocol of one.
    fn line(&self, who: usize, words: &str) -> String {
        let (verb, rest) = words.split_once(' ').unwrap_or((words, ""));
        format!("group-{verb} {} {rest}", self.group_of(who))
    }

    /// By which number one knows the group.
    fn group_of(&self, who: usize) -> String {
        self.numbers.get(&(who, self.group)).cloned().unwrap_or_else(|| self.group.to_string())
    }
}
