//! Ways between members that break.

use crate::circle::Circle;
use crate::lab::Direction;
use crate::scenario::Outcome;

impl Circle {
    /// Drops UDP between two, until one of them is [opened](Circle::open).
    ///
    /// # Errors
    /// What the machine says.
    pub fn cut_udp(&self, one: usize, other: usize, directions: &[Direction]) -> Outcome {
        Ok(self.players.host(one)?.cut_udp(self.players.host(other)?, directions)?)
    }

    /// Takes one off the network, until it is [opened](Circle::open).
    ///
    /// # Errors
    /// What the machine says.
    pub fn shut_in(&self, who: usize) -> Outcome {
        Ok(self.players.host(who)?.shut_in_with(&[])?)
    }

    /// Everything gets through again.
    ///
    /// # Errors
    /// What the machine says.
    pub fn open(&self, who: usize) -> Outcome {
        Ok(self.players.host(who)?.open()?)
    }
}
