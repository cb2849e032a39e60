//! Files to a client of the reference whose system gives its socket little room, as Linux does unless it is told otherwise.

use std::time::Duration;

use toxcore_interop::scenario::{MEET, Outcome, befriend, join, report};
use toxcore_interop::{Client, ClientKind, ClientOptions, Connection, Lab, Node, NodeKind, Suite, Udp, start_network};

/// `net.core.rmem_max` of a Linux that nobody has changed, in bytes: room for 185 datagrams of a file.
const RECEIVE_BUFFER: u32 = 212_992;
/// A file of each sender. Our choice: some seconds beyond the start, in which the rate is not known yet.
const FILE: u64 = 50_000_000;
/// Time for it at a hundredth of the usual rate.
const ARRIVES: Duration = Duration::from_secs(120);
/// Bytes of a full datagram of a file.
const CHUNK: u64 = 1_371;
/// Part of datagrams that may find no room, in percent. Our choice: 1 to 3 are seen of one sender and 2 to 10 of two, who begin
/// at once, on a machine where nothing else runs; a receiver that waits 10 ms for a processor loses a hundred datagrams, whoever
/// sends. Senders that take what a relay confirms for what UDP carries lose 50 to 80.
const MAX_LOST: u64 = 25;

/// Datagrams that found no room in the client's sockets.
fn dropped(client: &Client) -> Outcome<u64> {
    let output = client.host().command("cat").args(["/proc/net/udp", "/proc/net/udp6"]).output()?;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().filter_map(|line| line.split_whitespace().nth(12)?.parse::<u64>().ok()).sum())
}

/// So many of ours send a file each, all at once.
fn send(suite: Suite, senders: usize) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let options = ClientOptions { more: vec![format!("rcvbuf={RECEIVE_BUFFER}")], ..ClientOptions::default() };
    let Some(mut receiver) = Client::start(lab.host()?, suite, &options)? else { return Ok(()) };
    for node in &nodes {
        receiver.bootstrap(node)?;
    }
    let mut clients = Vec::new();
    for number in 0..senders {
        let Some(mut sender) = join(&mut lab, &nodes, ClientKind::Ours, Udp::Enabled)? else { return Ok(()) };
        befriend_as(&mut sender, &mut receiver, number)?;
        clients.push(sender);
    }
    let before = dropped(&receiver)?;
    for sender in &mut clients {
        sender.command(&format!("file-send 0 data {FILE} - a large file"))?;
    }
    let mut files = Vec::new();
    for number in 0..senders {
        let offer = receiver.event(&format!("file-offer {number} "), MEET)?;
        files.push(offer.split(' ').next().unwrap_or_default().to_owned());
    }
    for (number, file) in files.iter().enumerate() {
        receiver.command(&format!("file-control {number} {file} resume"))?;
    }
    for (number, file) in files.iter().enumerate() {
        let done = receiver.event(&format!("file-done {number} {file} "), ARRIVES)?;
        assert_eq!(done, format!("{FILE} 0"), "the file of sender {number}");
    }
    let (lost, sent) = (dropped(&receiver)? - before, senders as u64 * FILE / CHUNK);
    report(&format!("{suite:?}, {senders} senders: {lost} of {sent} datagrams found no room"));
    assert!(lost * 100 <= sent * MAX_LOST, "{lost} of {sent} datagrams found no room");
    Ok(())
}

/// Makes a sender the receiver's friend of this number.
fn befriend_as(sender: &mut Client, receiver: &mut Client, number: usize) -> Outcome {
    if number == 0 {
        return Ok(befriend(sender, receiver, Connection::Udp)?);
    }
    sender.command(&format!("add {} me too", receiver.tox_id))?;
    receiver.event(&format!("request {} me too", sender.public_key()), MEET)?;
    receiver.command(&format!("accept {}", sender.public_key()))?;
    sender.friend_online("0", Connection::Udp, MEET)?;
    Ok(receiver.friend_online(&number.to_string(), Connection::Udp, MEET)?)
}

#[test]
fn a_file_fits_the_small_buffer_of_trixie() -> Outcome {
    send(Suite::Trixie, 1)
}

#[test]
fn a_file_fits_the_small_buffer_of_sid() -> Outcome {
    send(Suite::Sid, 1)
}

#[test]
fn files_of_two_friends_fit_the_small_buffer_of_trixie() -> Outcome {
    send(Suite::Trixie, 2)
}
