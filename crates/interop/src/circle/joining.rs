//! How members come in.

use std::time::Duration;

use crate::circle::Circle;
use crate::scenario::{MEET, MESSAGE, Outcome};

impl Circle {
    /// Makes two members friends of each other, each the first one that the other has.
    ///
    /// # Errors
    /// They do not meet.
    pub fn befriend(&mut self, one: usize, other: usize) -> Outcome {
        self.players.befriend(&[(one, other)]).map(drop)
    }

    /// Founds a group, a `private` one or one for all, which the story is about from now on.
    ///
    /// # Errors
    /// The library refuses.
    pub fn found(&mut self, who: usize, name: &str, privacy: &str) -> Outcome {
        let made = self.client(who)?.command(format!("group-new {name} {privacy}").trim_end())?;
        let (number, chat_id) = made.split_once(' ').ok_or("no chat id")?;
        self.group = self.chat_ids.len();
        self.numbers.insert((who, self.group), number.to_owned());
        self.chat_ids.push(chat_id.to_owned());
        Ok(())
    }

    /// Which of the groups the story is about, in the order in which they were founded.
    pub fn turn_to_group(&mut self, number: usize) {
        self.group = number;
    }

    /// How many groups were founded.
    pub fn groups(&self) -> usize {
        self.chat_ids.len()
    }

    /// The chat id of the group, in upper-case hexadecimal.
    ///
    /// # Errors
    /// Nobody founded it.
    pub fn chat_id(&self) -> Outcome<&str> {
        Ok(self.chat_ids.get(self.group).ok_or("nobody founded it")?)
    }

    /// A friend invites another one, who is let in.
    ///
    /// # Errors
    /// It is not let in.
    pub fn invite(&mut self, who: usize, friend: usize, name: &str) -> Outcome {
        self.bid(who, "invite 0")?;
        let invite = self.client(friend)?.event("group-invite 0 ", MESSAGE)?;
        let invite = invite.strip_suffix(&format!(" {name}")).ok_or("no name of the group")?.to_owned();
        let number = self.client(friend)?.command(&format!("group-accept 0 {invite}"))?;
        self.numbers.insert((friend, self.group), number);
        self.is_in(friend)
    }

    /// Looks for the group by its chat id, with this password or none.
    ///
    /// # Errors
    /// The library refuses.
    pub fn knock(&mut self, who: usize, password: &str) -> Outcome {
        let chat_id = self.chat_id()?;
        let command = format!("group-join {chat_id} {password}");
        let number = self.client(who)?.command(command.trim_end())?;
        self.numbers.insert((who, self.group), number);
        Ok(())
    }

    /// Waits until it is let in.
    ///
    /// # Errors
    /// It is not.
    pub fn is_in(&mut self, who: usize) -> Outcome {
        self.is_in_within(who, MEET)
    }

    /// Waits no longer than this until it is let in.
    ///
    /// # Errors
    /// It is not.
    pub fn is_in_within(&mut self, who: usize, longest: Duration) -> Outcome {
        let joined = format!("group-joined {}", self.group_of(who));
        let name = self.players.name(who).to_owned();
        let came = self.client(who)?.process().wait_for(longest, |line| line == joined);
        came.map_err(|error| format!("{name} is not in: {error}"))?;
        Ok(())
    }

    /// Waits until it is told why it may not come in, by the number of `tox.h`.
    ///
    /// # Errors
    /// It is let in, or told something else.
    pub fn told_why(&mut self, who: usize, why: u32) -> Outcome {
        let failed = format!("group-failed {} ", self.group_of(who));
        let name = self.players.name(who).to_owned();
        let told = self.client(who)?.event(&failed, MEET).map_err(|error| format!("{name} hears nothing: {error}"))?;
        if told == why.to_string() { Ok(()) } else { Err(format!("{name} may not come in because of {told}").into()) }
    }

    /// Tries to come in, is told why not, and gives up.
    ///
    /// # Errors
    /// As [`Circle::told_why`].
    pub fn is_turned_away(&mut self, who: usize, password: &str, why: u32) -> Outcome {
        self.knock(who, password)?;
        self.told_why(who, why)?;
        self.bid(who, "leave")?;
        Ok(())
    }
}
