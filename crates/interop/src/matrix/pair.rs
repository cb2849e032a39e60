//! Two clients, from their first meeting to their last.

use std::time::Duration;

use super::Family;
use crate::client::{Client, ClientOptions, Connection, Udp};
use crate::lab::{Host, Lab};
use crate::node::Node;
use crate::peers::ClientKind;
use crate::process::ProcessError;
use crate::scenario::{MEET, MESSAGE, Outcome};
use crate::scratch::Scratch;

/// Whose client, and how it gets to the network.
#[derive(Debug, Clone, Copy)]
pub(super) struct Player {
    kind: ClientKind,
    udp: Udp,
}

impl Player {
    pub(super) fn new(kind: ClientKind, udp: Udp) -> Self {
        Player { kind, udp }
    }
}

/// Two clients who are to be friends. Each is friend 0 of the other.
#[derive(Debug)]
pub struct Pair<'a> {
    nodes: Vec<&'a Node>,
    family: Family,
    players: [Player; 2],
    clients: [Option<Client>; 2],
    files: Scratch,
}

/// The end of a client, with its profile written: our choice, as for an answer.
const END: Duration = Duration::from_secs(20);
/// Longest message of a friend request, in bytes. Protocol: friend, Friend requests.
const MAX_REQUEST: usize = 921;

impl<'a> Pair<'a> {
    pub(super) fn start(
        lab: &mut Lab,
        nodes: &[&'a Node],
        family: Family,
        players: [Player; 2],
    ) -> Outcome<Option<Pair<'a>>> {
        let mut pair = Pair { nodes: nodes.to_vec(), family, players, clients: [None, None], files: Scratch::new()? };
        for who in [0, 1] {
            let host = lab.host()?;
            if family == Family::Ipv6 {
                host.run("ip -4 addr flush dev eth0")?;
            }
            if !pair.launch(who, host)? {
                return Ok(None);
            }
        }
        Ok(Some(pair))
    }

    /// Starts a client with its profile, which is sealed with a password from the second start on.
    fn launch(&mut self, who: usize, host: Host) -> Result<bool, ProcessError> {
        let Player { kind, udp } = self.players[who];
        let profile = format!("save={}", self.files.path().join(["alice", "bob"][who]).display());
        let options =
            ClientOptions { udp, more: vec![profile, "password=open sesame".to_owned()], ..Default::default() };
        let Some(mut client) = Client::start(host, kind, &options)? else { return Ok(false) };
        for node in &self.nodes {
            match self.family {
                Family::Both => client.bootstrap(node)?,
                Family::Ipv6 => bootstrap_over_ipv6(&mut client, node)?,
            }
        }
        self.clients[who] = Some(client);
        Ok(true)
    }

    /// Both clients: who asked for friendship, and who accepted.
    pub(super) fn both(&mut self) -> Result<(&mut Client, &mut Client), ProcessError> {
        match &mut self.clients {
            [Some(alice), Some(bob)] => Ok((alice, bob)),
            _ => Err(ProcessError::Ended("a client did not come back".to_owned())),
        }
    }

    /// Does the same with both in each role.
    pub(super) fn each_way(
        &mut self,
        story: impl Fn(&mut Client, &mut Client) -> Result<(), ProcessError>,
    ) -> Result<(), ProcessError> {
        let (alice, bob) = self.both()?;
        story(alice, bob)?;
        story(bob, alice)
    }

    /// Bob gets the longest request there is, and accepts.
    pub(super) fn meet(&mut self) -> Result<(), ProcessError> {
        let over = self.over();
        let (alice, bob) = self.both()?;
        let text = "let us be friends! ".repeat(MAX_REQUEST).get(..MAX_REQUEST).unwrap_or_default().to_owned();
        alice.command(&format!("add {} {text}", bob.tox_id))?;
        bob.event(&format!("request {} {text}", alice.public_key()), MEET)?;
        bob.command(&format!("accept {}", alice.public_key()))?;
        alice.friend_online("0", over, MEET)?;
        bob.friend_online("0", over, MEET)
    }

    fn over(&self) -> Connection {
        let direct = self.players.iter().all(|player| player.udp == Udp::Enabled);
        if direct { Connection::Udp } else { Connection::Tcp }
    }

    /// Both end and come back with what they saved.
    pub(super) fn restart(&mut self) -> Result<(), ProcessError> {
        self.return_as(self.players)
    }

    /// Each goes on with the other's profile: what one library wrote the other reads.
    pub(super) fn swap_profiles(&mut self) -> Result<(), ProcessError> {
        let [first, second] = self.players;
        let kinds = [Player { kind: second.kind, ..first }, Player { kind: first.kind, ..second }];
        self.return_as(kinds)
    }

    fn return_as(&mut self, players: [Player; 2]) -> Result<(), ProcessError> {
        self.players = players;
        let names = self.clients.each_ref().map(|client| client.as_ref().map(|client| client.tox_id.clone()));
        let mut hosts = Vec::new();
        // Both end first: who comes back shall not meet the friend's old self.
        for client in &mut self.clients {
            hosts.push(client.take().ok_or(ProcessError::Ended("it is gone".to_owned()))?.quit(END)?);
        }
        for (who, host) in hosts.into_iter().enumerate() {
            self.launch(who, host)?;
        }
        let over = self.over();
        let (alice, bob) = self.both()?;
        if [Some(&alice.tox_id), Some(&bob.tox_id)] != [names[0].as_ref(), names[1].as_ref()] {
            return Err(ProcessError::Ended("came back as somebody else".to_owned()));
        }
        alice.friend_online("0", over, MEET)?;
        bob.friend_online("0", over, MEET)?;
        self.each_way(|from, to| {
            from.command("send 0 here I am again")?;
            to.event("message 0 here I am again", MESSAGE).map(drop)
        })
    }
}

/// As [`Client::bootstrap`], by the IPv6 address.
pub(crate) fn bootstrap_over_ipv6(client: &mut Client, node: &Node) -> Result<(), ProcessError> {
    let address = format!("2001:db8::{}", node.host.number());
    client.command(&format!("bootstrap {address} {} {}", node.port, node.public_key))?;
    client.command(&format!("relay {address} {} {}", node.relay_port, node.public_key)).map(drop)
}
