//! Ways that break under two friends in the middle of a transfer, and machines that move or sleep: nothing is lost, nothing
//! comes twice, and the friend is back soon.

use std::time::{Duration, Instant};

use toxcore_interop::scenario::{MEET, Outcome, befriend, exchange, join};
use toxcore_interop::{Client, ClientKind, Connection, Direction, Lab, Node, NodeKind, Suite, Udp, start_network};

use crate::cast::{OURS, TRIXIE};

/// Enough to be in the middle when the way breaks, with a rate that the test sets.
const FILE: u64 = 20_000_000;
/// Time for what a broken way delays: our choice, twice what the reference takes to notice silence (32 s), and room.
const TROUBLE: Duration = Duration::from_secs(120);

/// Both friends with their nodes, who have just talked.
fn friends(
    lab: &mut Lab,
    nodes: &[Node],
    kinds: [ClientKind; 2],
    udp: Udp,
) -> Result<Option<[Client; 2]>, Box<dyn std::error::Error>> {
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut alice) = join(lab, &nodes, kinds[0], udp)? else { return Ok(None) };
    let Some(mut bob) = join(lab, &nodes, kinds[1], udp)? else { return Ok(None) };
    let over = if udp == Udp::Enabled { Connection::Udp } else { Connection::Tcp };
    befriend(&mut alice, &mut bob, over)?;
    exchange(&mut alice, &mut bob)?;
    Ok(Some([alice, bob]))
}

/// A file on its way from Alice to Bob over 4 MB/s; returns when a tenth of it has arrived.
fn begin_transfer(alice: &mut Client, bob: &mut Client) -> Outcome<String> {
    alice.host().run("tc qdisc add dev eth0 root tbf rate 32mbit burst 64kb latency 100ms")?;
    alice.command(&format!("file-send 0 data {FILE} - a large file"))?;
    let offer = bob.event("file-offer 0 ", MEET)?;
    let file = offer.split(' ').next().unwrap_or_default().to_owned();
    bob.command(&format!("file-control 0 {file} resume"))?;
    bob.event(&format!("file-at 0 {file} "), TROUBLE)?;
    bob.event(&format!("file-at 0 {file} "), TROUBLE)?;
    Ok(file)
}

/// Twenty numbered messages, sent while the way is broken.
fn send_messages(alice: &mut Client) -> Outcome {
    for number in 0..20 {
        alice.command(&format!("send 0 number {number}"))?;
    }
    Ok(())
}

/// The whole file arrives, and each message once, in order.
fn all_arrive(bob: &mut Client, file: &str) -> Outcome {
    for number in 0..20 {
        let text = bob.event("message 0 ", TROUBLE)?;
        if text != format!("number {number}") {
            return Err(format!("message {text:?} in the place of number {number}").into());
        }
    }
    let done = bob.event(&format!("file-done 0 {file} "), TROUBLE)?;
    if done == format!("{FILE} 0") { Ok(()) } else { Err(format!("the file arrived as {done}").into()) }
}

/// How a relay dies.
#[derive(Clone, Copy)]
enum Death {
    /// Its program; the machine refuses what still comes.
    Crash,
    /// The whole machine, without a word. A client of the reference goes on sending there for up to 40 s, and drops the file if it
    /// is given up meanwhile (docs/protocol/relay.md, Which links exist).
    PowerCut,
}

/// The relay that carries the transfer dies. Which one that is nobody says, so all but one die, one after the other.
fn relays_die(kinds: [ClientKind; 2], node: NodeKind, death: Death) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(mut nodes) = start_network(&mut lab, &[node; 3])? else { return Ok(()) };
    let Some([mut alice, mut bob]) = friends(&mut lab, &nodes, kinds, Udp::Disabled)? else { return Ok(()) };
    let file = begin_transfer(&mut alice, &mut bob)?;
    send_messages(&mut alice)?;
    let mut hosts = Vec::new();
    for number in 0..2 {
        if number > 0 {
            bob.event(&format!("file-at 0 {file} "), TROUBLE)?;
        }
        match (nodes.pop(), death) {
            (Some(node), Death::Crash) => hosts.push(node.crash()),
            (Some(node), Death::PowerCut) => node.power_cut()?,
            (None, _) => return Err("too few nodes".into()),
        }
    }
    all_arrive(&mut bob, &file)
}

#[test]
fn a_transfer_outlives_our_relays() -> Outcome {
    relays_die([OURS, OURS], NodeKind::Ours, Death::PowerCut)
}

#[test]
fn a_transfer_outlives_reference_relays() -> Outcome {
    relays_die([OURS, OURS], NodeKind::Reference(Suite::Trixie), Death::PowerCut)
}

#[test]
fn a_transfer_to_trixie_outlives_our_relays() -> Outcome {
    relays_die([OURS, TRIXIE], NodeKind::Ours, Death::Crash)
}

/// Waits until a client of the reference has closed its streams to relays, ten seconds after it had no need of them any more. When
/// UDP is cut shortly before that, it closes them when it needs them most, and at times is gone for half a minute
/// (docs/protocol/relay.md, Which links exist).
fn its_relays_sleep(client: &Client) -> Outcome {
    let closed = "for i in $(seq 300); do test -z \"$(ss -Htn state established)\" && exit 0; sleep 0.1; done; exit 1";
    client.host().run(closed)?;
    Ok(())
}

/// UDP between the two is cut, so that relays must carry the rest.
fn udp_is_cut(kinds: [ClientKind; 2], directions: &[Direction]) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let Some([mut alice, mut bob]) = friends(&mut lab, &nodes, kinds, Udp::Enabled)? else { return Ok(()) };
    if matches!(kinds[1], ClientKind::Reference(_)) {
        its_relays_sleep(&bob)?;
    }
    let file = begin_transfer(&mut alice, &mut bob)?;
    alice.host().cut_udp(bob.host(), directions)?;
    send_messages(&mut alice)?;
    all_arrive(&mut bob, &file)?;
    alice.host().open()?;
    exchange(&mut alice, &mut bob)?;
    Ok(())
}

#[test]
fn relays_take_over_when_udp_is_cut() -> Outcome {
    udp_is_cut([OURS, OURS], &Direction::BOTH)
}

#[test]
fn relays_take_over_when_udp_goes_one_way_only() -> Outcome {
    udp_is_cut([OURS, OURS], &[Direction::In])
}

#[test]
fn relays_take_over_for_trixie_when_udp_is_cut() -> Outcome {
    udp_is_cut([OURS, TRIXIE], &Direction::BOTH)
}

/// Alice gets another address; her client is told nothing, and Bob's neither.
#[test]
fn a_friend_who_moved_is_back() -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let Some([mut alice, mut bob]) = friends(&mut lab, &nodes, [OURS, OURS], Udp::Enabled)? else { return Ok(()) };
    alice.host().run("ip addr flush dev eth0 && ip addr add 198.51.100.200/24 dev eth0")?;
    let moved = Instant::now();
    alice.command("send 0 hello from elsewhere")?;
    bob.event("message 0 hello from elsewhere", TROUBLE)?;
    report(&format!("a friend who moved is heard after {:.1} s", moved.elapsed().as_secs_f64()));
    exchange(&mut alice, &mut bob)?;
    Ok(())
}

/// Alice's machine sleeps for longer than it takes a friend to notice.
#[test]
fn a_friend_who_slept_is_back() -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let Some([mut alice, mut bob]) = friends(&mut lab, &nodes, [OURS, OURS], Udp::Enabled)? else { return Ok(()) };
    let id = alice.process().id();
    alice.host().run(&format!("kill -STOP {id}"))?;
    bob.event("friend 0 none", TROUBLE)?;
    alice.host().run(&format!("kill -CONT {id}"))?;
    let woken = Instant::now();
    bob.friend_online("0", Connection::Udp, TROUBLE)?;
    report(&format!("a friend who slept is back after {:.1} s", woken.elapsed().as_secs_f64()));
    exchange(&mut alice, &mut bob)?;
    Ok(())
}

/// Shown with `--nocapture`.
#[allow(clippy::print_stdout, reason = "a figure for the reader of the test run")]
fn report(line: &str) {
    println!("{line}");
}
