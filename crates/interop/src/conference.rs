//! Three members of a conference, whoever's clients they are: the first is a friend of the second, who is one of the third.

use std::thread;
use std::time::{Duration, Instant};

use crate::client::{Client, ClientOptions, Udp};
use crate::lab::{Host, Lab};
use crate::matrix::{Family, bootstrap_over_ipv6};
use crate::node::{Node, NodeKind, start_network};
use crate::peers::{ClientKind, Suite, skipped};
use crate::process::ProcessError;
use crate::scenario::{MEET, MESSAGE, Outcome, report};
use crate::scratch::Scratch;

mod talk;

/// Who they are, and how each gets to the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast {
    /// Who founds the conference, who joins it first, and whom that one invites.
    pub kinds: [ClientKind; 3],
    /// Whether each may use UDP.
    pub udp: [Udp; 3],
    /// Their addresses.
    pub family: Family,
    /// Who they are after a restart, with the profiles that they had.
    pub then: [ClientKind; 3],
}

/// The end of a client, with its profile written: our choice, as for an answer.
const END: Duration = Duration::from_secs(20);
/// Until it is seen that a member ended: at once by its farewell; a client of the reference that has relays only loses that at
/// times, and is silent for 60 s then. Protocol: conferences, Timers.
const NOTICED: Duration = Duration::from_secs(90);
/// How often members are counted: our choice.
const LOOK: Duration = Duration::from_millis(200);

/// The story: they come in, talk, one leaves and comes again, one restarts, all restart. `None`, with a line that says why,
/// where something is missing on this machine.
///
/// # Errors
/// The step that did not happen in time.
pub fn play(cast: Cast) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let suite = cast.kinds.iter().chain(&cast.then).find_map(|kind| match kind {
        ClientKind::Reference(suite) => Some(*suite),
        ClientKind::Ours | ClientKind::Library => None,
    });
    let nodes = [NodeKind::Ours, NodeKind::Reference(suite.unwrap_or(Suite::Trixie)), NodeKind::Ours];
    let Some(nodes) = start_network(&mut lab, &nodes)? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut party) = Party::start(&mut lab, &nodes, cast)? else {
        skipped::<()>("a client is missing");
        return Ok(());
    };
    let started = Instant::now();
    let mut times = Vec::new();
    for (name, step) in STEPS {
        step(&mut party).map_err(|error| format!("{cast:?}, {name}: {error}{}", party.reports()))?;
        times.push(format!("{name} {:.0} s", started.elapsed().as_secs_f64()));
    }
    report(&format!("{cast:?}: {}", times.join(", ")));
    Ok(())
}

type Step = fn(&mut Party<'_>) -> Outcome;

const STEPS: &[(&str, Step)] = &[
    ("meet", |party| party.meet()),
    ("join", |party| party.come_in()),
    ("names", |party| party.tell_names()),
    ("talk", |party| party.talk()),
    ("titles", |party| party.entitle()),
    ("leave", |party| party.leave_and_come_again()),
    ("crash", |party| party.crash_the_third()),
    ("restart", |party| party.restart_the_second()),
    ("copies", |party| party.nothing_is_left()),
    ("all restart", |party| party.restart_all()),
    ("end", |party| party.nothing_is_left()),
];

#[derive(Debug)]
struct Party<'a> {
    nodes: Vec<&'a Node>,
    cast: Cast,
    clients: [Option<Client>; 3],
    keys: [String; 3],
    files: Scratch,
}

impl<'a> Party<'a> {
    fn start(lab: &mut Lab, nodes: &[&'a Node], cast: Cast) -> Outcome<Option<Party<'a>>> {
        let mut party = Party {
            nodes: nodes.to_vec(),
            cast,
            clients: [const { None }; 3],
            keys: Default::default(),
            files: Scratch::new()?,
        };
        for who in 0..3 {
            let host = lab.host()?;
            if cast.family == Family::Ipv6 {
                host.run("ip -4 addr flush dev eth0")?;
            }
            if !party.launch(who, host, cast.kinds[who])? {
                return Ok(None);
            }
            party.keys[who] = party.client(who)?.public_key().to_owned();
        }
        Ok(Some(party))
    }

    fn launch(&mut self, who: usize, host: Host, kind: ClientKind) -> Result<bool, ProcessError> {
        let profile = format!("save={}", self.profile(who));
        let options = ClientOptions { udp: self.cast.udp[who], more: vec![profile], ..Default::default() };
        let Some(mut client) = Client::start(host, kind, &options)? else { return Ok(false) };
        for node in &self.nodes {
            match self.cast.family {
                Family::Both => client.bootstrap(node)?,
                Family::Ipv6 => bootstrap_over_ipv6(&mut client, node)?,
            }
        }
        self.clients[who] = Some(client);
        Ok(true)
    }

    fn profile(&self, who: usize) -> String {
        self.files.path().join(["first", "second", "third"][who]).display().to_string()
    }

    fn client(&mut self, who: usize) -> Result<&mut Client, ProcessError> {
        self.clients[who].as_mut().ok_or(ProcessError::Ended("it did not come back".to_owned()))
    }

    /// What everybody said last.
    fn reports(&mut self) -> String {
        let reports = self.clients.iter_mut().flatten().enumerate();
        reports.map(|(who, client)| format!("\n  member {who}:\n{}", client.process().report())).collect()
    }

    /// They add each other; friend 0 is the one before, but for the first.
    fn meet(&mut self) -> Outcome {
        for (one, other) in [(0, 1), (1, 0), (1, 2), (2, 1)] {
            let key = self.keys[other].clone();
            self.client(one)?.command(&format!("accept {key}"))?;
        }
        self.friends_are_online()
    }

    fn friends_are_online(&mut self) -> Outcome {
        for (who, friend) in [(0, 0), (1, 0), (1, 1), (2, 0)] {
            let ways = ["udp", "tcp"].map(|way| format!("friend {friend} {way}"));
            self.client(who)?.process().wait_for(MEET, |line| ways.iter().any(|way| line == way))?;
        }
        Ok(())
    }

    fn come_in(&mut self) -> Outcome {
        assert_eq!(self.client(0)?.command("conference-new")?, "0");
        self.client(0)?.command("conference-entitle 0 old title")?;
        self.invite(0, 0, 1)?;
        self.client(1)?.event("conference-title 0 - old title", MESSAGE)?;
        self.invite(1, 1, 2)?;
        self.count(&[0, 1, 2], MEET)
    }

    /// One invites a friend, who comes.
    fn invite(&mut self, host: usize, friend: u32, guest: usize) -> Outcome {
        self.client(host)?.command(&format!("conference-invite 0 {friend}"))?;
        let cookie = self.client(guest)?.event("conference-invite 0 text ", MESSAGE)?;
        assert_eq!(self.client(guest)?.command(&format!("conference-join 0 {cookie}"))?, "0");
        self.client(guest)?.event("conference-joined 0", MESSAGE)?;
        Ok(())
    }

    /// Waits until these see each other, and nobody else.
    fn count(&mut self, present: &[usize], within: Duration) -> Outcome {
        let late = Instant::now() + within;
        let mut keys: Vec<String> = present.iter().map(|who| self.keys[*who].clone()).collect();
        keys.sort();
        for who in present {
            loop {
                let (mut seen, _) = self.members(*who)?;
                seen.sort();
                if seen == keys {
                    break;
                }
                if Instant::now() > late {
                    return Err(format!("member {who} sees {} members", seen.len()).into());
                }
                thread::sleep(LOOK);
            }
        }
        Ok(())
    }

    /// Keys of those whom one sees, and of those whom he remembers.
    fn members(&mut self, who: usize) -> Result<(Vec<String>, Vec<String>), ProcessError> {
        let members = self.client(who)?.command("conference-members 0")?;
        let mut words = members.split(' ').map(str::to_owned);
        let count = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        let present = words.by_ref().take(count).collect();
        Ok((present, words.skip(1).collect()))
    }

    fn leave_and_come_again(&mut self) -> Outcome {
        self.client(2)?.command("conference-leave 0")?;
        self.count(&[0, 1], MESSAGE)?;
        self.say(0, &[0, 1], ("send", "message"), "two of us")?;
        self.invite(1, 1, 2)?;
        self.count(&[0, 1, 2], MEET)?;
        self.say(2, &[0, 1, 2], ("send", "message"), "here I am again")?;
        self.say(0, &[0, 1, 2], ("send", "message"), "welcome")
    }

    /// The last one falls over, and comes back with what it saved before.
    fn crash_the_third(&mut self) -> Outcome {
        let (profile, saved) = (self.profile(2), format!("{}.saved", self.profile(2)));
        self.client(2)?.command(&format!("save {saved}"))?;
        self.say(2, &[0, 1, 2], ("send", "message"), "after that the profile is old")?;
        let host = self.clients[2].take().ok_or("gone")?.crash();
        std::fs::rename(saved, profile)?;
        self.launch(2, host, self.cast.kinds[2])?;
        // Others see it all the while; it is back when it sees them.
        self.count(&[0, 1, 2], MEET)?;
        self.say(2, &[0, 1, 2], ("send", "message"), "did I miss anything?")?;
        self.say(0, &[0, 1, 2], ("send", "message"), "nothing")
    }

    /// The one in the middle ends, and comes back with its profile.
    fn restart_the_second(&mut self) -> Outcome {
        let host = self.clients[1].take().ok_or("gone")?.quit(END)?;
        // It said that it goes, so that nobody has to wait for its silence.
        for who in [0, 2] {
            let late = Instant::now() + NOTICED;
            loop {
                let (present, away) = self.members(who)?;
                // The other one may be lost with it: reference and reference take long to connect when they are no friends.
                if away.contains(&self.keys[1]) && !present.contains(&self.keys[1]) {
                    break;
                }
                if Instant::now() > late {
                    return Err(format!("member {who} does not notice").into());
                }
                thread::sleep(LOOK);
            }
        }
        self.launch(1, host, self.cast.kinds[1])?;
        self.count(&[0, 1, 2], MEET)?;
        self.say(1, &[0, 1, 2], ("send", "message"), "back after a restart")?;
        self.say(2, &[0, 1, 2], ("send", "message"), "so you are")
    }

    /// All end, and come back as somebody else's clients perhaps.
    fn restart_all(&mut self) -> Outcome {
        let mut hosts = Vec::new();
        for client in &mut self.clients {
            hosts.push(client.take().ok_or("gone")?.quit(END)?);
        }
        for (who, host) in hosts.into_iter().enumerate() {
            self.launch(who, host, self.cast.then[who])?;
        }
        self.count(&[0, 1, 2], MEET)?;
        for who in 0..3 {
            assert!(self.client(who)?.command("conference-shows 0")?.starts_with("title of 2"));
            self.say(who, &[0, 1, 2], ("send", "message"), &format!("{who} is back"))?;
        }
        Ok(())
    }
}
