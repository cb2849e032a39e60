//! Three members of a new group, whoever's clients they are: the second is a friend of the founder and is invited, the third knows
//! the chat id.

use std::thread;
use std::time::{Duration, Instant};

use crate::client::{Client, ClientOptions};
use crate::conference::Cast;
use crate::lab::{Host, Lab};
use crate::matrix::{Family, bootstrap_over_ipv6};
use crate::node::{Node, NodeKind, start_network};
use crate::peers::{ClientKind, Suite, skipped};
use crate::process::ProcessError;
use crate::scenario::{MEET, MESSAGE, Outcome, report};
use crate::scratch::Scratch;

mod deeds;

/// What they are called.
const NAMES: [&str; 3] = ["founder", "friend", "stranger"];
/// Roles by their numbers. Protocol: groups, Roles.
const MODERATOR: u32 = 1;
/// The end of a client, with its profile written: our choice, as for an answer.
const END: Duration = Duration::from_secs(20);
/// How often members are counted: our choice.
const LOOK: Duration = Duration::from_millis(200);

/// The story: they come in, talk, are moderated, one is told to leave and comes again, all restart. Passes, with a line that says
/// why, where something is missing on this machine.
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
        times.push(format!("{name} {:.1} s", started.elapsed().as_secs_f64()));
    }
    report(&format!("group {cast:?}: {}", times.join(", ")));
    Ok(())
}

type Step = fn(&mut Party<'_>) -> Outcome;

const STEPS: &[(&str, Step)] = &[
    ("meet", |party| party.meet()),
    ("invite", |party| party.invite_the_friend()),
    ("join", |party| party.let_the_stranger_find_it()),
    ("talk", |party| party.talk()),
    ("whisper", |party| party.whisper()),
    ("packets", |party| party.send_packets()),
    ("topics", |party| party.set_topics()),
    ("roles", |party| party.give_roles()),
    ("kick", |party| party.kick()),
    ("copies", |party| party.nothing_is_left()),
    ("restart", |party| party.restart_all()),
    ("end", |party| party.nothing_is_left()),
];

#[derive(Debug)]
struct Party<'a> {
    nodes: Vec<&'a Node>,
    cast: Cast,
    clients: [Option<Client>; 3],
    chat_id: String,
    files: Scratch,
}

impl<'a> Party<'a> {
    fn start(lab: &mut Lab, nodes: &[&'a Node], cast: Cast) -> Outcome<Option<Party<'a>>> {
        let (clients, chat_id) = ([const { None }; 3], String::new());
        let mut party = Party { nodes: nodes.to_vec(), cast, clients, chat_id, files: Scratch::new()? };
        for who in 0..3 {
            let host = lab.host()?;
            if cast.family == Family::Ipv6 {
                host.run("ip -4 addr flush dev eth0")?;
            }
            if !party.launch(who, host, cast.kinds[who])? {
                return Ok(None);
            }
        }
        Ok(Some(party))
    }

    fn launch(&mut self, who: usize, host: Host, kind: ClientKind) -> Result<bool, ProcessError> {
        let profile = format!("save={}", self.files.path().join(NAMES[who]).display());
        let more = vec![profile, format!("name={}", NAMES[who])];
        let options = ClientOptions { udp: self.cast.udp[who], with_groups: true, more, ..Default::default() };
        let Some(mut client) = Client::start(host, kind, &options)? else { return Ok(false) };
        for node in &self.nodes {
            match self.cast.family {
                Family::Both => client.bootstrap(node)?,
                Family::Ipv6 => bootstrap_over_ipv6(&mut client, node)?,
            }
        }
        client.connected(MEET)?;
        self.clients[who] = Some(client);
        Ok(true)
    }

    fn client(&mut self, who: usize) -> Result<&mut Client, ProcessError> {
        self.clients[who].as_mut().ok_or(ProcessError::Ended("it did not come back".to_owned()))
    }

    /// What everybody said last.
    fn reports(&mut self) -> String {
        let reports = self.clients.iter_mut().flatten().enumerate();
        reports.map(|(who, client)| format!("\n  the {}:\n{}", NAMES[who], client.process().report())).collect()
    }

    fn meet(&mut self) -> Outcome {
        for (one, other) in [(0, 1), (1, 0)] {
            let key = self.client(other)?.public_key().to_owned();
            self.client(one)?.command(&format!("accept {key}"))?;
        }
        for who in [0, 1] {
            self.client(who)?.process().wait_for(MEET, |line| line == "friend 0 udp" || line == "friend 0 tcp")?;
        }
        Ok(())
    }

    fn invite_the_friend(&mut self) -> Outcome {
        let group = self.client(0)?.command("group-new readers")?;
        self.chat_id = group.strip_prefix("0 ").ok_or("not the first group")?.to_owned();
        self.client(0)?.command("group-invite 0 0")?;
        let invite = self.client(1)?.event("group-invite 0 ", MESSAGE)?;
        let invite = invite.strip_suffix(" readers").ok_or("no name of the group")?.to_owned();
        assert_eq!(self.client(1)?.command(&format!("group-accept 0 {invite}"))?, "0");
        self.client(1)?.event("group-joined 0", MEET)?;
        self.all_see(&[0, 1])
    }

    fn let_the_stranger_find_it(&mut self) -> Outcome {
        let chat_id = self.chat_id.clone();
        assert_eq!(self.client(2)?.command(&format!("group-join {chat_id}"))?, "0");
        self.client(2)?.event("group-joined 0", MEET)?;
        self.all_see(&[0, 1, 2])
    }

    /// Number and role of each whom one sees, by name.
    fn members(&mut self, who: usize) -> Outcome<Vec<(String, u32, u32)>> {
        let members = self.client(who)?.command("group-members 0")?;
        let member = |word: &str| {
            let mut parts = word.splitn(3, ':');
            let (number, role) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some((parts.next()?.to_owned(), number, role))
        };
        Ok(members.split(' ').filter_map(member).collect())
    }

    /// By which number one knows the other.
    fn number(&mut self, who: usize, other: usize) -> Outcome<u32> {
        let members = self.members(who)?;
        let found = members.iter().find(|(name, ..)| name == NAMES[other]);
        Ok(found.map(|(_, number, _)| *number).ok_or("not there")?)
    }

    /// Waits until these see each other, and nobody else.
    fn all_see(&mut self, present: &[usize]) -> Outcome {
        let mut names: Vec<&str> = present.iter().map(|who| NAMES[*who]).collect();
        names.sort_unstable();
        self.until(present, |members| {
            let mut seen: Vec<&str> = members.iter().map(|(name, ..)| name.as_str()).collect();
            seen.sort_unstable();
            seen == names
        })
    }

    fn all_see_role(&mut self, whose: usize, role: u32) -> Outcome {
        self.until(&[0, 1, 2], |members| members.iter().any(|(name, _, other)| name == NAMES[whose] && *other == role))
    }

    fn until(&mut self, of: &[usize], done: impl Fn(&[(String, u32, u32)]) -> bool) -> Outcome {
        let late = Instant::now() + MEET;
        for who in of {
            loop {
                let members = self.members(*who)?;
                if done(&members) {
                    break;
                }
                if Instant::now() > late {
                    return Err(format!("the {} sees {members:?}", NAMES[*who]).into());
                }
                thread::sleep(LOOK);
            }
        }
        Ok(())
    }

    /// All end, and come back with their profiles, as somebody else's clients perhaps.
    fn restart_all(&mut self) -> Outcome {
        let mut hosts = Vec::new();
        for client in &mut self.clients {
            hosts.push(client.take().ok_or("gone")?.quit(END)?);
        }
        for (who, host) in hosts.into_iter().enumerate() {
            self.launch(who, host, self.cast.then[who])?;
        }
        self.all_see(&[0, 1, 2])?;
        self.all_see_role(1, MODERATOR)?;
        (0..3).try_for_each(|who| self.say(who, "back"))?;
        self.topic(0, "all are back")
    }
}
