//! Our client behind a proxy: friends meet, and no other packet leaves the machine.

use std::time::Duration;

use toxcore_interop::scenario::{MEET, Outcome, exchange, join};
use toxcore_interop::{
    Client, ClientKind, ClientOptions, Host, Lab, Node, NodeKind, Process, Suite, Udp, beside_this_test, skipped,
    start_network,
};

/// Where the proxy listens.
const PORT: u16 = 1080;
/// Time for a program to start: our choice.
const SOON: Duration = Duration::from_secs(20);

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

fn behind_a_proxy(arguments: &[&str], other: ClientKind) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let (proxy_host, host) = (lab.host()?, lab.host()?);
    if only_the_proxy(&host, &proxy_host).is_err() {
        let _: Option<()> = skipped("this machine has no nft");
        return Ok(());
    }
    let Some(mut proxy) = start_proxy(&proxy_host, arguments)? else { return Ok(()) };
    let mut option = format!("proxy={}:{}:{PORT}", arguments.first().unwrap_or(&""), proxy_host.address());
    for word in arguments.iter().skip(1) {
        option.push(':');
        option.push_str(word);
    }
    // UDP is not forbidden: the proxy alone must be enough to keep it off.
    let options = ClientOptions { udp: Udp::Enabled, lan_discovery: true, more: vec![option], ..Default::default() };
    let Some(mut alice) = Client::start(host, ClientKind::Ours, &options)? else { return Ok(()) };
    for node in &nodes {
        alice.bootstrap(node)?;
    }
    let refused = alice.command(&format!("bootstrap node.invalid 33445 {}", "0".repeat(64)));
    assert!(refused.is_err(), "a name is not resolved");
    let Some(mut bob) = join(&mut lab, &nodes, other, Udp::Enabled)? else { return Ok(()) };
    alice.command(&format!("add {} from behind a proxy", bob.tox_id))?;
    bob.event(&format!("request {} from behind a proxy", alice.public_key()), MEET)?;
    bob.command(&format!("accept {}", alice.public_key()))?;
    alice.process().wait_for(MEET, |line| line == "friend 0 tcp")?;
    bob.process().wait_for(MEET, |line| line == "friend 0 tcp")?;
    exchange(&mut alice, &mut bob)?;
    proxy.wait_for(SOON, |line| line.starts_with("connect "))?;
    nothing_leaked(alice.host())
}

#[test]
fn socks5() -> Outcome {
    behind_a_proxy(&["socks5"], ClientKind::Reference(Suite::Trixie))
}

#[test]
fn socks5_with_a_password() -> Outcome {
    behind_a_proxy(&["socks5", "alice", "wonderland"], ClientKind::Reference(Suite::Sid))
}

#[test]
fn http() -> Outcome {
    behind_a_proxy(&["http"], ClientKind::Reference(Suite::Bookworm))
}

#[test]
fn http_among_ours() -> Outcome {
    behind_a_proxy(&["http"], ClientKind::Ours)
}
