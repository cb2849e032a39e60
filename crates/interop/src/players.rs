//! Clients of a story, as many as it wants, in a lab with nodes of their own; they end and come back with their profiles.

use std::time::{Duration, Instant};

use crate::client::{Client, ClientOptions, Udp};
use crate::lab::{Host, Lab};
use crate::matrix::{Family, bootstrap_over_ipv6};
use crate::node::{Node, NodeKind, start_network};
use crate::peers::{ClientKind, Suite, skipped};
use crate::process::ProcessError;
use crate::scenario::{MEET, Outcome, report};
use crate::scratch::Scratch;

/// The end of a client, with its profile written: our choice, as for an answer.
const END: Duration = Duration::from_secs(20);

/// Until a client that is not connected asks the nodes again: our choice, some times of what it takes.
const ASK_AGAIN: Duration = Duration::from_secs(20);

/// Clients, whom a story calls by their places.
#[derive(Debug)]
pub struct Players {
    all: Vec<Player>,
    // Dropped behind the clients.
    nodes: Vec<Node>,
    files: Scratch,
    lab: Lab,
}

/// How a client gets to the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Whether it may use UDP.
    pub udp: Udp,
    /// Its addresses.
    pub family: Family,
}

impl Default for Way {
    fn default() -> Self {
        Way { udp: Udp::Enabled, family: Family::Both }
    }
}

impl Way {
    fn bootstrap(self, client: &mut Client, node: &Node) -> Result<(), ProcessError> {
        match self.family {
            Family::Both => client.bootstrap(node),
            Family::Ipv6 => bootstrap_over_ipv6(client, node),
        }
    }
}

/// One of them.
#[derive(Debug)]
struct Player {
    name: String,
    way: Way,
    client: Option<Client>,
    /// Where it was, while it is away.
    host: Option<Host>,
}

/// A part of a story, and what it is called in reports.
pub type Step<'a, Party> = (&'static str, &'a dyn Fn(&mut Party) -> Outcome);

/// Tells a story, and prints how long each step took.
///
/// # Errors
/// The step that did not happen in time, with the last lines of all clients.
pub fn tell<Party: AsMut<Players>>(title: &str, party: &mut Party, steps: &[Step<'_, Party>]) -> Outcome {
    let started = Instant::now();
    let mut times = Vec::new();
    for (name, step) in steps {
        step(party).map_err(|error| format!("{title}, {name}: {error}{}", party.as_mut().reports()))?;
        times.push(format!("{name} {:.1} s", started.elapsed().as_secs_f64()));
    }
    report(&format!("{title}: {}", times.join(", ")));
    Ok(())
}

impl Players {
    /// Starts these clients, and waits until each is connected. `None`, with a line that says why, where something is missing on this
    /// machine.
    ///
    /// # Errors
    /// What the lab or a program says.
    pub fn start(cast: &[(&str, ClientKind, Way)], with_groups: bool) -> Outcome<Option<Players>> {
        let Some(mut lab) = Lab::or_skip() else { return Ok(None) };
        let suite = cast.iter().find_map(|(_, kind, _)| match kind {
            ClientKind::Reference(suite) => Some(*suite),
            ClientKind::Ours | ClientKind::Library => None,
        });
        let nodes = [NodeKind::Ours, NodeKind::Reference(suite.unwrap_or(Suite::Trixie)), NodeKind::Ours];
        let Some(nodes) = start_network(&mut lab, &nodes)? else { return Ok(None) };
        let mut players = Players { all: Vec::new(), nodes, files: Scratch::new()?, lab };
        for (who, (name, kind, way)) in cast.iter().enumerate() {
            let host = players.lab.host()?;
            if way.family == Family::Ipv6 {
                host.run("ip -4 addr flush dev eth0")?;
            }
            players.all.push(Player { name: (*name).to_owned(), way: *way, client: None, host: Some(host) });
            if !players.launch(who, *kind, with_groups)? {
                return Ok(skipped("a client is missing"));
            }
        }
        (0..cast.len()).try_for_each(|who| players.is_connected(who))?;
        Ok(Some(players))
    }

    fn launch(&mut self, who: usize, kind: ClientKind, with_groups: bool) -> Outcome<bool> {
        let profile = format!("save={}", self.files.path().join(who.to_string()).display());
        let more = vec![profile, format!("name={}", self.all[who].name)];
        let Player { way, host, client, .. } = &mut self.all[who];
        let options = ClientOptions { udp: way.udp, with_groups, more, ..Default::default() };
        let host = host.take().ok_or("it is there already")?;
        *client = Client::start(host, kind, &options)?;
        let Some(client) = client else { return Ok(false) };
        self.nodes.iter().try_for_each(|node| way.bootstrap(client, node))?;
        Ok(true)
    }

    /// Waits until one is connected. The reference asks each node once, and what it sends may get lost. Programs that people use ask again.
    fn is_connected(&mut self, who: usize) -> Outcome {
        let late = Instant::now() + MEET;
        let Players { all, nodes, .. } = self;
        let Player { name, way, client, .. } = &mut all[who];
        let client = client.as_mut().ok_or("it is away")?;
        loop {
            match client.connected(ASK_AGAIN) {
                Ok(_) => return Ok(()),
                Err(ProcessError::TimedOut(_)) if Instant::now() < late => {
                    report(&format!("{name} asks the nodes again"));
                    nodes.iter().try_for_each(|node| way.bootstrap(client, node))?;
                }
                Err(error) => return Err(format!("{name} is not connected: {error}").into()),
            }
        }
    }

    /// What everybody said last.
    fn reports(&mut self) -> String {
        let all = self.all.iter_mut().filter_map(|player| Some((&player.name, player.client.as_mut()?)));
        all.map(|(name, client)| format!("\n  {name}:\n{}", client.process().report())).collect()
    }

    /// How many they are, those who are away with them.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// What one is called.
    pub fn name(&self, who: usize) -> &str {
        &self.all[who].name
    }

    /// What one is called from now on.
    pub fn rename(&mut self, who: usize, name: &str) {
        name.clone_into(&mut self.all[who].name);
    }

    /// The client of one who is there.
    ///
    /// # Errors
    /// It is not there.
    pub fn client(&mut self, who: usize) -> Outcome<&mut Client> {
        Ok(self.all[who].client.as_mut().ok_or("it is away")?)
    }

    /// The machine of one who is there.
    ///
    /// # Errors
    /// It is not there.
    pub fn host(&self, who: usize) -> Outcome<&Host> {
        Ok(self.all[who].client.as_ref().ok_or("it is away")?.host())
    }

    /// Ends a client in the regular way.
    ///
    /// # Errors
    /// It does not end.
    pub fn end(&mut self, who: usize) -> Outcome {
        let client = self.all[who].client.take().ok_or("it is away")?;
        self.all[who].host = Some(client.quit(END)?);
        Ok(())
    }

    /// Starts a client again, with its profile, as somebody else's perhaps, and waits until it is connected.
    ///
    /// # Errors
    /// It does not come up.
    pub fn come_back(&mut self, who: usize, kind: ClientKind, with_groups: bool) -> Outcome {
        if !self.launch(who, kind, with_groups)? {
            return Err("a client is missing".into());
        }
        self.is_connected(who)
    }

    /// Makes two friends, each with its next number, and waits until they are online. Who saw whom, by its friend number, over a relay
    /// first.
    ///
    /// # Errors
    /// They do not meet.
    pub fn befriend(&mut self, pairs: &[(usize, usize)]) -> Outcome<Vec<(usize, String)>> {
        let mut friends = Vec::new();
        for (one, other) in pairs {
            for (who, whom) in [(*one, *other), (*other, *one)] {
                let key = self.client(whom)?.public_key().to_owned();
                friends.push((who, self.client(who)?.command(&format!("accept {key}"))?));
            }
        }
        let mut over_relays = Vec::new();
        for (who, friend) in friends {
            let ways = ["udp", "tcp"].map(|way| format!("friend {friend} {way}"));
            let line = self.client(who)?.process().wait_for(MEET, |line| ways.iter().any(|way| line == way))?;
            if line.ends_with("tcp") {
                over_relays.push((who, friend));
            }
        }
        Ok(over_relays)
    }

    /// Lines that fit and that no step has taken from one of ours, with the name of whose they are.
    pub fn left(&mut self, fits: impl Fn(&str) -> bool) -> Option<String> {
        self.all.iter_mut().find_map(|player| {
            let ours = player.client.as_mut().filter(|client| client.hears_once())?;
            let left = ours.process().take_all(&fits);
            (!left.is_empty()).then(|| format!("{} heard this as well: {left:?}", player.name))
        })
    }
}
