//! How a conference falls apart, and comes together again.

use crate::client::Connection;
use crate::lab::Host;
use crate::round::Round;
use crate::scenario::{MEET, Outcome};

impl Round {
    /// How many of those who are away these remember from now on.
    ///
    /// # Errors
    /// A library refuses.
    pub fn remember_at_most(&mut self, who: &[usize], most: u32) -> Outcome {
        who.iter().try_for_each(|who| {
            self.client(*who)?.command(&format!("conference-remember 0 {most}"))?;
            Ok(())
        })
    }

    /// Takes these away from everybody else, the nodes too, until each half has lost sight of the other. Friends have found a direct way
    /// before, as nothing else is left to them.
    ///
    /// # Errors
    /// They do not lose sight of each other.
    pub fn part(&mut self, half: &[usize]) -> Outcome {
        for (who, friend) in std::mem::take(&mut self.over_relays) {
            self.client(who)?.friend_online(&friend, Connection::Udp, MEET)?;
        }
        for who in half {
            let others = half.iter().map(|other| self.players.host(*other)).collect::<Outcome<Vec<&Host>>>()?;
            self.players.host(*who)?.shut_in_with(&others)?;
        }
        let rest: Vec<usize> = self.all().into_iter().filter(|who| !half.contains(who)).collect();
        [half, &rest].iter().try_for_each(|half| self.all_see(half))
    }

    /// The two halves reach each other again.
    ///
    /// # Errors
    /// What the machine says.
    pub fn join_again(&mut self, half: &[usize]) -> Outcome {
        half.iter().try_for_each(|who| Ok(self.players.host(*who)?.open()?))
    }

    /// Waits until one has lost the next one, its friend, and the next one has lost it.
    ///
    /// # Errors
    /// They have not.
    pub fn friends_are_lost(&mut self, one: usize) -> Outcome {
        for (who, friend) in friends(one) {
            self.client(who)?.event(&format!("friend {friend} none"), MEET)?;
            let before = format!("friend {friend} ");
            self.client(who)?.process().take_all(|line| line.starts_with(&before));
        }
        Ok(())
    }

    /// Waits until one and the next one are online again.
    ///
    /// # Errors
    /// They are not.
    pub fn friends_are_back(&mut self, one: usize) -> Outcome {
        for (who, friend) in friends(one) {
            let ways = ["udp", "tcp"].map(|way| format!("friend {friend} {way}"));
            self.client(who)?.process().wait_for(MEET, |line| ways.iter().any(|way| line == way))?;
        }
        Ok(())
    }

    /// One invites the next one into the conference that it is in already, which joins two halves of it: nobody is asked.
    ///
    /// # Errors
    /// The library refuses, or somebody is asked.
    pub fn invite_who_is_in(&mut self, one: usize) -> Outcome {
        let [(_, friend), _] = friends(one);
        self.client(one)?.command(&format!("conference-invite 0 {friend}"))?;
        let all = self.all();
        self.all_see(&all)?;
        match self.client(one + 1)?.process().take_all(|line| line.starts_with("conference-invite")).first() {
            Some(asked) => Err(format!("somebody is asked: {asked}").into()),
            None => Ok(()),
        }
    }

    /// Checks the names of those whom these remember, the order left out.
    ///
    /// # Errors
    /// Whom somebody remembers instead.
    pub fn remember_just(&mut self, who: &[usize], whom: &[usize]) -> Outcome {
        let mut wanted: Vec<String> = whom.iter().map(|whom| self.name(*whom).to_owned()).collect();
        wanted.sort_unstable();
        for who in who {
            let names = self.client(*who)?.command("conference-away 0")?;
            let mut names: Vec<&str> = names.split_whitespace().collect();
            names.sort_unstable();
            if names != wanted {
                return Err(format!("{} remembers {names:?}", self.name(*who)).into());
            }
        }
        Ok(())
    }
}

/// By which number one knows the next one, and the next one it: the first has no friend before.
fn friends(one: usize) -> [(usize, u32); 2] {
    [(one, u32::from(one > 0)), (one + 1, 0)]
}
