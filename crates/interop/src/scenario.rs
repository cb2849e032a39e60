//! Stories that several tests tell: clients meet, talk, and find a group.

use std::error::Error;
use std::time::{Duration, Instant};

use crate::client::{Client, ClientOptions, Connection, Udp};
use crate::lab::Lab;
use crate::node::{Node, NodeKind, start_network};
use crate::peers::{ClientKind, Suite};
use crate::process::ProcessError;

/// What a test returns: whatever went wrong, with the last lines of the process concerned.
pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Time for two clients to meet. Measured with the reference's nodes: 10 s when the first tries succeed, 40 s when a
/// search is repeated; the rest is room for a loaded machine.
pub const MEET: Duration = Duration::from_secs(150);

/// Time for a message on an open connection, and for its receipt: our choice, as above.
pub const MESSAGE: Duration = Duration::from_secs(30);

/// Starts a client on a new host and makes the nodes known to it.
///
/// # Errors
/// What the lab or the client says.
pub fn join(lab: &mut Lab, nodes: &[&Node], kind: impl Into<ClientKind>, udp: Udp) -> Outcome<Option<Client>> {
    let options = ClientOptions { udp, ..ClientOptions::default() };
    let Some(mut client) = Client::start(lab.host()?, kind, &options)? else { return Ok(None) };
    for node in nodes {
        client.bootstrap(node)?;
    }
    Ok(Some(client))
}

/// Makes two new clients friends, by a request that the second accepts, and waits until each sees the other in this way.
/// A connection may begin over a relay and then become direct.
///
/// # Errors
/// The step that did not happen in time.
pub fn befriend(alice: &mut Client, bob: &mut Client, over: Connection) -> Result<(), ProcessError> {
    alice.command(&format!("add {} will you be my friend", bob.tox_id))?;
    bob.event(&format!("request {} will you be my friend", alice.public_key()), MEET)?;
    bob.command(&format!("accept {}", alice.public_key()))?;
    alice.friend_online("0", over, MEET)?;
    bob.friend_online("0", over, MEET)
}

/// A message each way, with its receipt.
///
/// # Errors
/// The step that did not happen in time.
pub fn exchange(alice: &mut Client, bob: &mut Client) -> Result<(), ProcessError> {
    tell(alice, bob, "hello Bob")?;
    tell(bob, alice, "hello Alice")
}

fn tell(from: &mut Client, to: &mut Client, text: &str) -> Result<(), ProcessError> {
    let id = from.command(&format!("send 0 {text}"))?;
    to.event(&format!("message 0 {text}"), MESSAGE)?;
    from.event(&format!("receipt 0 {id}"), MESSAGE)?;
    Ok(())
}

/// The main story: in a network of three of these nodes and nothing else, two clients of this release become friends and
/// talk. Passes, with a line that says why, where something is missing.
///
/// # Errors
/// The step that did not happen in time.
pub fn friends_meet(kinds: [NodeKind; 3], suite: Suite, udp: (Udp, Udp)) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &kinds)? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let started = Instant::now();
    let Some(mut alice) = join(&mut lab, &nodes, suite, udp.0)? else { return Ok(()) };
    let Some(mut bob) = join(&mut lab, &nodes, suite, udp.1)? else { return Ok(()) };
    let over = if udp == (Udp::Enabled, Udp::Enabled) { Connection::Udp } else { Connection::Tcp };
    befriend(&mut alice, &mut bob, over)?;
    exchange(&mut alice, &mut bob)?;
    report(&format!("{kinds:?} {suite:?} {udp:?}: friends who talked after {} s", started.elapsed().as_secs()));
    Ok(())
}

/// Two clients find each other in a public group by its chat id alone, through the announces that the nodes store.
///
/// # Errors
/// The step that did not happen in time.
pub fn group_is_found(kinds: [NodeKind; 3], suite: Suite, udp: (Udp, Udp)) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &kinds)? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let started = Instant::now();
    let Some(mut alice) = join(&mut lab, &nodes, suite, udp.0)? else { return Ok(()) };
    let Some(mut bob) = join(&mut lab, &nodes, suite, udp.1)? else { return Ok(()) };
    // A client that is not connected yet looks for a group in the old way, which can never find one.
    alice.connected(MEET)?;
    bob.connected(MEET)?;
    let group = alice.command("group-new a public place")?;
    let chat_id = group.rsplit(' ').next().unwrap_or_default().to_owned();
    bob.command(&format!("group-join {chat_id}"))?;
    bob.event("group-joined 0", MEET)?;
    let peer = alice.event("group-peer 0 ", MEET)?;
    alice.command("group-send 0 welcome")?;
    bob.process().wait_for(MESSAGE, |line| line.starts_with("group-message 0 ") && line.ends_with(" welcome"))?;
    bob.command("group-send 0 thank you")?;
    alice.event(&format!("group-message 0 {peer} thank you"), MESSAGE)?;
    report(&format!("{kinds:?} {suite:?} {udp:?}: group found after {} s", started.elapsed().as_secs()));
    Ok(())
}

/// Shown with `--nocapture`.
#[allow(clippy::print_stdout, reason = "a figure for the reader of the test run")]
pub fn report(line: &str) {
    println!("{line}");
}
