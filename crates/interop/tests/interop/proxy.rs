//! Our client behind a proxy: friends meet, in a group too, and no other packet leaves the machine.

use std::thread;
use std::time::Duration;

use toxcore_interop::scenario::{MEET, MESSAGE, Outcome, exchange, join};
use toxcore_interop::{
    Client, ClientKind, ClientOptions, Host, Lab, Node, NodeKind, Process, Udp, beside_this_test, skipped,
    start_network,
};

use crate::cast::{BOOKWORM, LIBRARY, OURS, SID, TRIXIE};

/// Where the proxy listens.
const PORT: u16 = 1080;
/// Time for a program to start: our choice.
const SOON: Duration = Duration::from_secs(20);

/// Messages each way in a group, and between them: longer than from one ping to the next, which tells the address. Protocol: groups, Lossy packets.
const ROUNDS: usize = 8;
const PAUSE: Duration = Duration::from_secs(2);

/// Lets TCP to the proxy through, and drops and logs everything else that a program could send.
fn only_the_proxy(host: &Host, proxy: &Host) -> Outcome {
    let address = proxy.address();
    host.run(&format!(
        "nft -f - <<END\ntable inet leak {{\n  chain out {{\n    type filter hook output priority 0\n    \
         oifname lo accept\n    ip daddr {address} tcp dport {PORT} accept\n    \
         meta l4proto {{ tcp, udp }} counter drop\n  }}\n}}\nEND"
    ))?;
    Ok(())
}

/// Fails when a packet was dropped.
fn nothing_leaked(host: &Host) -> Outcome {
    host.run("nft list table inet leak | grep -q 'counter packets 0 '")?;
    Ok(())
}

fn start_proxy(host: &Host, arguments: &[&str]) -> Outcome<Option<Process>> {
    let Some(program) = beside_this_test("tiny-proxy") else { return Ok(skipped("tiny-proxy is not built")) };
    let mut command = host.command(program);
    let (kind, login) = arguments.split_first().ok_or("a kind of proxy")?;
    command.arg(kind).arg(PORT.to_string()).args(login);
    let mut proxy = Process::start(&mut command)?;
    proxy.wait_for(SOON, |line| line.starts_with("ready "))?;
    Ok(Some(proxy))
}

/// A network with a proxy, and a client that can reach nothing else.
struct Behind {
    alice: Client,
    proxy: Process,
    nodes: Vec<Node>,
    lab: Lab,
}

/// The client has bootstrapped. None, with a line that says why, where something is missing.
fn behind(arguments: &[&str], kind: ClientKind) -> Outcome<Option<Behind>> {
    let Some(mut lab) = Lab::or_skip() else { return Ok(None) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(None) };
    let (proxy_host, host) = (lab.host()?, lab.host()?);
    if only_the_proxy(&host, &proxy_host).is_err() {
        return Ok(skipped("this machine has no nft"));
    }
    let Some(proxy) = start_proxy(&proxy_host, arguments)? else { return Ok(None) };
    let mut option = format!("proxy={}:{}:{PORT}", arguments.first().unwrap_or(&""), proxy_host.address());
    for word in arguments.iter().skip(1) {
        option.push(':');
        option.push_str(word);
    }
    // UDP is not forbidden: the proxy alone must be enough to keep it off.
    let (udp, more) = (Udp::Enabled, vec![option]);
    let options = ClientOptions { udp, lan_discovery: true, with_groups: true, more, ..Default::default() };
    let Some(mut alice) = Client::start(host, kind, &options)? else { return Ok(None) };
    for node in &nodes {
        alice.bootstrap(node)?;
    }
    Ok(Some(Behind { alice, proxy, nodes, lab }))
}

fn behind_a_proxy(arguments: &[&str], other: ClientKind) -> Outcome {
    let Some(mut behind) = behind(arguments, OURS)? else { return Ok(()) };
    let Behind { alice, proxy, nodes, lab } = &mut behind;
    let nodes: Vec<&Node> = nodes.iter().collect();
    let refused = alice.command(&format!("bootstrap node.invalid 33445 {}", "0".repeat(64)));
    assert!(refused.is_err(), "a name is not resolved");
    let Some(mut bob) = join(lab, &nodes, other, Udp::Enabled)? else { return Ok(()) };
    alice.command(&format!("add {} from behind a proxy", bob.tox_id))?;
    bob.event(&format!("request {} from behind a proxy", alice.public_key()), MEET)?;
    bob.command(&format!("accept {}", alice.public_key()))?;
    alice.process().wait_for(MEET, |line| line == "friend 0 tcp")?;
    bob.process().wait_for(MEET, |line| line == "friend 0 tcp")?;
    exchange(alice, &mut bob)?;
    proxy.wait_for(SOON, |line| line.starts_with("connect "))?;
    nothing_leaked(alice.host())
}

/// A public group of somebody with UDP and an open address, found by its chat id: nothing goes there but through relays.
fn in_a_group(arguments: &[&str], kind: ClientKind, founder: ClientKind) -> Outcome {
    let Some(mut behind) = behind(arguments, kind)? else { return Ok(()) };
    let Behind { alice, proxy, nodes, lab } = &mut behind;
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut bob) = join(lab, &nodes, founder, Udp::Enabled)? else { return Ok(()) };
    bob.connected(MEET)?;
    alice.connected(MEET)?;
    let made = bob.command("group-new open")?;
    let chat_id = made.strip_prefix("0 ").ok_or("the first group")?;
    alice.command(&format!("group-join {chat_id}"))?;
    alice.process().wait_for(MEET, |line| line == "group-joined 0")?;
    let peers = [alice.event("group-peer 0 ", MEET)?, bob.event("group-peer 0 ", MEET)?];
    // More than one ping, which tells the addresses of those who have any.
    for round in 0..ROUNDS {
        let text = format!("{round} of many");
        alice.command(&format!("group-send 0 {text}"))?;
        bob.event(&format!("group-message 0 {} {text}", peers[1]), MESSAGE)?;
        bob.command(&format!("group-send 0 {text}"))?;
        alice.event(&format!("group-message 0 {} {text}", peers[0]), MESSAGE)?;
        thread::sleep(PAUSE);
    }
    proxy.wait_for(SOON, |line| line.starts_with("connect "))?;
    nothing_leaked(alice.host())
}

#[test]
fn socks5() -> Outcome {
    behind_a_proxy(&["socks5"], TRIXIE)
}

#[test]
fn socks5_with_a_password() -> Outcome {
    behind_a_proxy(&["socks5", "alice", "wonderland"], SID)
}

#[test]
fn http() -> Outcome {
    behind_a_proxy(&["http"], BOOKWORM)
}

#[test]
fn http_among_ours() -> Outcome {
    behind_a_proxy(&["http"], OURS)
}

#[test]
fn a_group_of_sid_by_socks5() -> Outcome {
    in_a_group(&["socks5"], OURS, SID)
}

#[test]
fn a_group_of_trixie_by_http() -> Outcome {
    in_a_group(&["http"], LIBRARY, TRIXIE)
}
