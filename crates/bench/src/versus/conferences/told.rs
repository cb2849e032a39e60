//! What the load program tells of a group.

use std::collections::HashSet;

/// The lines so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::versus) struct Told {
    members: usize,
    /// When the last of them was invited for the first time.
    invited: Option<f64>,
    /// When all saw all for the first time.
    full: Option<f64>,
    /// Members whom each sees, itself included, of all together: what was told last.
    seen: usize,
    said: Option<usize>,
    /// Message and listener.
    heard: HashSet<(usize, usize)>,
    twice: usize,
    /// Seconds, of every message that somebody heard for the first time.
    latencies: Vec<f64>,
    complete: bool,
}

impl Told {
    /// Nothing yet of a group of so many.
    pub(in crate::versus) fn of(members: usize) -> Self {
        Self { members, ..Self::default() }
    }

    /// Another line; what is of no interest or makes no sense is passed over.
    pub(in crate::versus) fn take(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        // A word that is no number leaves everything as it is.
        let _ = self.take_words(&words);
    }

    fn take_words(&mut self, words: &[&str]) -> Option<()> {
        match words {
            ["invited", time] => self.invited = Some(time.parse().ok()?),
            ["seen", seen, time] => {
                let time = time.parse().ok()?;
                self.seen = seen.parse().ok()?;
                if self.seen >= self.members * self.members {
                    self.full.get_or_insert(time);
                }
            }
            ["said", count, _] => self.said = Some(count.parse().ok()?),
            ["heard", message, listener, seconds] => {
                let seconds = seconds.parse().ok()?;
                if self.heard.insert((message.parse().ok()?, listener.parse().ok()?)) {
                    self.latencies.push(seconds);
                } else {
                    self.twice += 1;
                }
            }
            ["told"] => self.complete = true,
            _ => {}
        }
        Some(())
    }

    pub(in crate::versus) fn members(&self) -> usize {
        self.members
    }

    /// Seconds from the last invitation until all saw all.
    pub(in crate::versus) fn met(&self) -> Option<f64> {
        Some((self.full? - self.invited?).max(0.0))
    }

    /// Share of the members that were seen when it was told last.
    pub(in crate::versus) fn seen(&self) -> f64 {
        self.seen as f64 / (self.members * self.members).max(1) as f64
    }

    /// Messages that were said, when that is over.
    pub(in crate::versus) fn said(&self) -> Option<usize> {
        self.said
    }

    /// Share of what was said that others heard; none if there was nothing to hear.
    pub(in crate::versus) fn delivered(&self) -> Option<f64> {
        let wanted = self.said? * self.members.saturating_sub(1);
        (wanted > 0).then(|| self.heard.len() as f64 / wanted as f64)
    }

    /// Times that somebody heard again what he had heard.
    pub(in crate::versus) fn twice(&self) -> usize {
        self.twice
    }

    /// Seconds that each message took to each listener.
    pub(in crate::versus) fn latencies(&self) -> &[f64] {
        &self.latencies
    }

    /// Whether all that was heard has been told.
    pub(in crate::versus) fn is_complete(&self) -> bool {
        self.complete
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(members: usize, lines: &[&str]) -> Told {
        let mut told = Told::of(members);
        lines.iter().for_each(|line| told.take(line));
        told
    }

    #[test]
    fn a_meeting_is_over_when_all_see_all() {
        let lines = ["seen 1 10.0", "invited 10.2", "seen 4 10.3", "seen 9 10.7"];
        let met = told(3, &lines);
        assert!((met.met().expect("met") - 0.5).abs() < 1e-9);
        assert_eq!(met.seen(), 1.0);
        assert_eq!(told(3, &lines[..3]).met(), None);
    }

    #[test]
    fn who_was_lost_later_is_not_seen() {
        let lost = told(2, &["invited 1.0", "seen 4 2.0", "seen 3 5.0", "seen 4 6.0", "seen 2 9.0"]);
        assert_eq!((lost.met(), lost.seen()), (Some(1.0), 0.5));
    }

    #[test]
    fn what_is_heard_twice_is_delivered_once() {
        let lines = ["said 2 3.0", "heard 0 1 0.010", "heard 0 1 0.050", "heard 0 2 0.020", "heard 1 0 0.030", "told"];
        let heard = told(3, &lines);
        assert_eq!((heard.delivered(), heard.twice()), (Some(0.75), 1));
        assert_eq!(heard.latencies(), [0.010, 0.020, 0.030]);
        assert!(heard.is_complete() && !told(3, &lines[..5]).is_complete());
    }

    #[test]
    fn nothing_said_is_nothing_to_deliver() {
        assert_eq!(told(3, &[]).delivered(), None);
        assert_eq!(told(3, &["said 0 1.0"]).delivered(), None);
    }

    #[test]
    fn other_lines_change_nothing() {
        let lines =
            ["", "links 8 1.0", "seen many 1.0", "seen 4", "said x 1.0", "heard 1 2", "heard 1 2 soon", "invited"];
        assert_eq!(told(2, &lines), Told::of(2));
    }
}
