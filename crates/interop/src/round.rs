//! Members of a conference, as many as a test wants and whoever's clients they are, each a friend of the next one.

use std::thread;
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::peers::ClientKind;
use crate::players::{self, Players, Way};
use crate::scenario::{MEET, MESSAGE, Outcome};

mod parting;

/// How often members are counted: our choice.
const LOOK: Duration = Duration::from_millis(200);
/// Until a second copy of a message would have come: our choice.
pub(crate) const LATE_COPIES: Duration = Duration::from_millis(1_500);

/// Members, whom a story calls by their places.
#[derive(Debug)]
pub struct Round {
    players: Players,
    keys: Vec<String>,
    /// Who saw which friend over a relay first.
    over_relays: Vec<(usize, String)>,
}

/// A part of a story, and what it is called in reports.
pub type Step<'a> = players::Step<'a, Round>;

/// Whom a member sees, and whom it remembers, by their keys.
#[derive(Debug)]
pub struct SeenMembers {
    /// Those in sight, itself included.
    pub present: Vec<String>,
    /// Those who are away.
    pub away: Vec<String>,
}

/// Plays a story with these clients, each connected, and in no conference yet. Passes, with a line that says why, where something is
/// missing on this machine.
///
/// # Errors
/// The step that did not happen in time, or what was heard twice.
pub fn play(cast: &[(&str, ClientKind)], steps: &[Step<'_>]) -> Outcome {
    let cast: Vec<(&str, ClientKind, Way)> = cast.iter().map(|(name, kind)| (*name, *kind, Way::default())).collect();
    let Some(mut players) = Players::start(&cast, false)? else { return Ok(()) };
    let keys =
        (0..players.count()).map(|who| Ok(players.client(who)?.public_key().to_owned())).collect::<Outcome<_>>()?;
    let mut round = Round { players, keys, over_relays: Vec::new() };
    let kinds: Vec<ClientKind> = cast.iter().map(|(_, kind, _)| *kind).collect();
    let first: [Step<'_>; 2] =
        [("meet", &|round: &mut Round| round.meet()), ("join", &|round: &mut Round| round.come_in())];
    let end: [Step<'_>; 1] = [("end", &|round: &mut Round| round.nothing_is_left())];
    players::tell(&format!("round {kinds:?}"), &mut round, &[&first, steps, &end].concat())
}

impl AsMut<Players> for Round {
    fn as_mut(&mut self) -> &mut Players {
        &mut self.players
    }
}

impl Round {
    /// Their places.
    pub fn all(&self) -> Vec<usize> {
        (0..self.players.count()).collect()
    }

    /// All but one.
    pub fn others(&self, who: usize) -> Vec<usize> {
        self.all().into_iter().filter(|other| *other != who).collect()
    }

    /// What one is called.
    pub fn name(&self, who: usize) -> &str {
        self.players.name(who)
    }

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

    /// Starts a client again, with its profile, as somebody else's perhaps.
    ///
    /// # Errors
    /// It does not come up.
    pub fn come_back(&mut self, who: usize, kind: ClientKind) -> Outcome {
        self.players.come_back(who, kind, false)
    }

    fn meet(&mut self) -> Outcome {
        let pairs: Vec<(usize, usize)> = (1..self.players.count()).map(|who| (who - 1, who)).collect();
        self.over_relays = self.players.befriend(&pairs)?;
        Ok(())
    }

    /// Each invites the next one.
    fn come_in(&mut self) -> Outcome {
        assert_eq!(self.client(0)?.command("conference-new")?, "0");
        for guest in 1..self.players.count() {
            // The friend that it had before is the one before it.
            let friend = u32::from(guest > 1);
            self.client(guest - 1)?.command(&format!("conference-invite 0 {friend}"))?;
            let cookie = self.client(guest)?.event("conference-invite 0 text ", MESSAGE)?;
            assert_eq!(self.client(guest)?.command(&format!("conference-join 0 {cookie}"))?, "0");
            self.client(guest)?.event("conference-joined 0", MESSAGE)?;
        }
        let all = self.all();
        self.all_see(&all)
    }

    /// Whom one sees.
    ///
    /// # Errors
    /// The library refuses.
    pub fn seen_by(&mut self, who: usize) -> Outcome<SeenMembers> {
        let members = self.client(who)?.command("conference-members 0")?;
        let mut words = members.split(' ').map(str::to_owned);
        let count = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        let present = words.by_ref().take(count).collect();
        Ok(SeenMembers { present, away: words.skip(1).collect() })
    }

    /// Waits until these see each other, and nobody else.
    ///
    /// # Errors
    /// How many somebody sees instead.
    pub fn all_see(&mut self, present: &[usize]) -> Outcome {
        let late = Instant::now() + MEET;
        let mut keys: Vec<String> = present.iter().map(|who| self.keys[*who].clone()).collect();
        keys.sort();
        for who in present {
            loop {
                let mut seen = self.seen_by(*who)?.present;
                seen.sort();
                if seen == keys {
                    break;
                }
                if Instant::now() > late {
                    return Err(format!("{} sees {} members", self.name(*who), seen.len()).into());
                }
                thread::sleep(LOOK);
            }
        }
        Ok(())
    }

    /// Waits until these remember somebody who is away, and check its name.
    ///
    /// # Errors
    /// Whom somebody remembers instead.
    pub fn all_remember(&mut self, present: &[usize], whom: usize) -> Outcome {
        self.all_see(present)?;
        let (key, name) = (self.keys[whom].clone(), self.name(whom).to_owned());
        for who in present {
            let away = self.seen_by(*who)?.away;
            let names = self.client(*who)?.command("conference-away 0")?;
            if away != [key.clone()] || names != name {
                return Err(format!("{} remembers {names}: {away:?}", self.name(*who)).into());
            }
        }
        Ok(())
    }

    /// One says something that these hear, itself too.
    ///
    /// # Errors
    /// Somebody does not hear it.
    pub fn says(&mut self, who: usize, to: &[usize], text: &str) -> Outcome {
        let line = format!("conference-message 0 {} {text}", self.keys[who]);
        self.client(who)?.command(&format!("conference-send 0 {text}"))?;
        for other in to {
            let name = self.name(*other).to_owned();
            let heard = self.client(*other)?.process().wait_for(MESSAGE, |heard| heard == line);
            heard.map_err(|error| format!("{name} waits for {text}: {error}"))?;
        }
        Ok(())
    }

    /// Nobody has heard what the story did not ask for: each message came once.
    fn nothing_is_left(&mut self) -> Outcome {
        thread::sleep(LATE_COPIES);
        match self.players.left(is_said) {
            Some(left) => Err(left.into()),
            None => Ok(()),
        }
    }
}

/// Whether a line is a text.
pub(crate) fn is_said(line: &str) -> bool {
    line.starts_with("conference-message") || line.starts_with("conference-action")
}
