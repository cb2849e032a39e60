//! Our onion client and real clients find each other as members of a public group, over nodes of ours and of the reference.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use toxcore_interop::scenario::{MEET, Outcome, join};
use toxcore_interop::{Lab, Node, NodeKind, Process, Suite, Udp, start_network};

const PORT: u16 = 33_445;

/// Time for ours to find a member who has been there for minutes, which the nodes have forgotten: members ask once a minute.
const LATE: Duration = Duration::from_secs(240);

/// Starts ours, which seeks the group over these nodes. Its process, and the key of the member.
fn finder(lab: &mut Lab, nodes: &[&Node], chat_id: &str) -> Outcome<(Process, String)> {
    let host = lab.host()?;
    let address = SocketAddr::from((host.address(), PORT));
    let mut command = host.command(Path::new(env!("CARGO_BIN_EXE_group-finder")));
    command.arg(address.to_string()).arg(chat_id);
    for node in nodes {
        command.arg(format!("{}:{}:{}", node.address(), node.port, node.public_key));
    }
    let mut process = Process::start(&mut command)?;
    let line = process.wait_for(MEET, |line| line.starts_with("member "))?;
    Ok((process, line.trim_start_matches("member ").to_owned()))
}

/// A real client founds a group; ours finds it after a while, and is found: the founder wants to shake hands.
fn they_find_each_other(kinds: [NodeKind; 3], suite: Suite, stood: Duration) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &kinds)? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut alice) = join(&mut lab, &nodes, suite, Udp::Enabled)? else { return Ok(()) };
    alice.connected(MEET)?;
    let group = alice.command("group-new a public place")?;
    let chat_id = group.rsplit(' ').next().unwrap_or_default().to_owned();
    // Meanwhile the founder announces itself ever less often.
    let _ = alice.event("group-peer 0 ", stood);
    let started = Instant::now();
    let (mut ours, _) = finder(&mut lab, &nodes, &chat_id)?;
    ours.wait_for(MEET, |line| line == "online")?;
    let online = started.elapsed();
    ours.wait_for(LATE, |line| line.starts_with("found ") || line.starts_with("handshake "))?;
    let met = started.elapsed();
    ours.wait_for(LATE, |line| line.starts_with("handshake "))?;
    report(&format!(
        "{kinds:?} {suite:?}, founded {stood:?} before: online after {online:.1?}, met after {met:.1?}, greeted after {:.1?}",
        started.elapsed()
    ));
    Ok(())
}

/// Two of ours find each other over nodes of the reference.
fn ours_find_each_other(kinds: [NodeKind; 3]) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &kinds)? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let chat_id = "5a".repeat(32);
    let (mut alice, alice_key) = finder(&mut lab, &nodes, &chat_id)?;
    alice.wait_for(MEET, |line| line == "online")?;
    let (mut bob, _) = finder(&mut lab, &nodes, &chat_id)?;
    let started = Instant::now();
    bob.wait_for(MEET, |line| line.starts_with(&format!("found {alice_key} ")))?;
    report(&format!("{kinds:?}: ours found ours {:.1?} after the start", started.elapsed()));
    Ok(())
}

#[allow(clippy::print_stdout, reason = "shown by the harness when asked for")]
fn report(line: &str) {
    println!("{line}");
}

const OURS: [NodeKind; 3] = [NodeKind::Ours; 3];
const TRIXIE: [NodeKind; 3] = [NodeKind::Reference(Suite::Trixie); 3];
const SID: [NodeKind; 3] = [NodeKind::Reference(Suite::Sid); 3];
const SOON: Duration = Duration::from_secs(2);

#[test]
fn a_founder_of_trixie_over_nodes_of_trixie() -> Outcome {
    they_find_each_other(TRIXIE, Suite::Trixie, SOON)
}

#[test]
fn a_founder_of_sid_over_nodes_of_sid() -> Outcome {
    they_find_each_other(SID, Suite::Sid, SOON)
}

#[test]
fn a_founder_of_sid_over_our_nodes() -> Outcome {
    they_find_each_other(OURS, Suite::Sid, SOON)
}

#[test]
fn a_founder_of_trixie_who_has_been_there_for_minutes() -> Outcome {
    they_find_each_other(TRIXIE, Suite::Trixie, Duration::from_secs(180))
}

#[test]
fn two_of_ours_over_nodes_of_the_reference() -> Outcome {
    ours_find_each_other(TRIXIE)?;
    ours_find_each_other(SID)
}

/// Nodes before 0.2.19 keep no announces: what ours sees then is silence, and where one node is newer it is found.
#[test]
fn two_of_ours_where_most_nodes_are_old() -> Outcome {
    let old = NodeKind::Reference(Suite::Bookworm);
    ours_find_each_other([old, old, NodeKind::Reference(Suite::Trixie)])
}
