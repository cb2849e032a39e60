//! Which nospams a friend request may show.
//!
//! The protocol knows one, that of the Tox id. Accepting more is our own affair, invisible to others: an id for each place
//! where it is published, one that works once, one that ends.

use toxcore_sansio::Instant;
use toxcore_wire::friend::NoSpam;

use crate::bucket::Bucket;
use crate::config::{MAX_EXTRA_NO_SPAMS, REQUEST_BURST, REQUEST_REFILL};

/// Until when and how often a nospam is good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoSpamTerms {
    /// Whether requests with it are heard at all now.
    pub disabled: bool,
    /// When it ends; never if `None`.
    pub expires: Option<Instant>,
    /// Requests that it is good for; any number if `None`.
    pub uses_left: Option<u32>,
}

/// The accepted nospams; the first is that of our Tox id.
#[derive(Debug, Default)]
pub(crate) struct NoSpams {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    no_spam: NoSpam,
    terms: NoSpamTerms,
    bucket: Bucket,
    is_main: bool,
}

/// Whether a request may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Unknown,
    TooMany,
}

impl NoSpams {
    /// The nospam of our Tox id; whoever knows only the last one is heard no more.
    pub(crate) fn set_main(&mut self, no_spam: NoSpam) {
        self.entries.retain(|entry| !entry.is_main && entry.no_spam != no_spam);
        let terms = NoSpamTerms::default();
        self.entries.insert(0, Entry { no_spam, terms, bucket: Bucket::default(), is_main: true });
    }

    /// Accepts one more, or changes its terms; `false` if there are too many, or it is the main one.
    pub(crate) fn set(&mut self, no_spam: NoSpam, terms: NoSpamTerms) -> bool {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.no_spam == no_spam) {
            if !entry.is_main {
                entry.terms = terms;
            }
            return !entry.is_main;
        }
        let has_room = self.entries.iter().filter(|entry| !entry.is_main).count() < MAX_EXTRA_NO_SPAMS;
        if has_room {
            self.entries.push(Entry { no_spam, terms, bucket: Bucket::default(), is_main: false });
        }
        has_room
    }

    /// Accepts it no more; the main one stays.
    pub(crate) fn remove(&mut self, no_spam: NoSpam) -> bool {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.is_main || entry.no_spam != no_spam);
        self.entries.len() != before
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (NoSpam, NoSpamTerms)> + '_ {
        self.entries.iter().map(|entry| (entry.no_spam, entry.terms))
    }

    /// Whether a request with `no_spam` may pass; if so it is charged.
    pub(crate) fn judge(&mut self, now: Instant, no_spam: NoSpam) -> Verdict {
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.no_spam == no_spam && entry.terms.is_good(now))
        else {
            return Verdict::Unknown;
        };
        if !entry.bucket.take(now, REQUEST_REFILL, REQUEST_BURST) {
            return Verdict::TooMany;
        }
        if let Some(uses) = &mut entry.terms.uses_left {
            *uses = uses.saturating_sub(1);
        }
        Verdict::Accepted
    }
}

impl NoSpamTerms {
    fn is_good(&self, now: Instant) -> bool {
        !self.disabled && self.expires.is_none_or(|end| now < end) && self.uses_left != Some(0)
    }
}

#[cfg(test)]
mod tests;
