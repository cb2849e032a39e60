//! What founder and moderators do about members.

use crate::circle::Circle;
use crate::scenario::Outcome;

impl Circle {
    /// One gives somebody a role, by its number, which all these see. Protocol: groups, Roles.
    ///
    /// # Errors
    /// It is refused, or somebody does not see it.
    pub fn gives_role(&mut self, who: usize, whose: usize, role: u32, present: &[usize]) -> Outcome {
        let peer = self.number(who, whose)?;
        self.bid(who, &format!("role {peer} {role}"))?;
        self.all_see_role(present, whose, role)
    }

    /// One puts somebody out, who is alone then, and these are left.
    ///
    /// # Errors
    /// It is refused, or somebody does not see it.
    pub fn puts_out(&mut self, who: usize, whom: usize, left: &[usize]) -> Outcome {
        let peer = self.number(who, whom)?;
        self.bid(who, &format!("kick {peer}"))?;
        self.all_see(left)?;
        self.all_see(&[whom])
    }
}
