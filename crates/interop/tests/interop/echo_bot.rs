//! The example that a new user begins with, talking to real clients.

use std::time::Duration;

use toxcore_interop::scenario::{MEET, MESSAGE, Outcome, join};
use toxcore_interop::{
    Host, Lab, Node, NodeKind, Process, Scratch, Suite, Udp, beside_this_test, skipped, start_network,
};

/// Time in which a friend who says goodbye is gone; one who does not is gone after 32 s.
const GOODBYE: Duration = Duration::from_secs(15);
/// Time for a start or an end: our choice.
const SOON: Duration = Duration::from_secs(20);

fn start_bot(host: &Host, profile: &Scratch, node: &Node) -> Outcome<Option<(Process, String)>> {
    let Some(program) = beside_this_test("echo-bot") else { return Ok(skipped("the echo bot is not built")) };
    let mut command = host.command(program);
    command.arg(profile.path().join("echo.tox"));
    command.args([node.address().to_string(), node.port.to_string(), node.public_key.clone()]);
    let mut bot = Process::start(&mut command)?;
    let line = bot.wait_for(SOON, |line| line.starts_with("my Tox ID: "))?;
    let id = line.rsplit(' ').next().unwrap_or_default().to_owned();
    Ok(Some((bot, id)))
}

/// A client adds the bot, hears its own words, and hears them again after the bot was started anew.
fn echoes(suite: Suite, udp: Udp) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let (Some(first), profile, host) = (nodes.first(), Scratch::new()?, lab.host()?) else { return Ok(()) };
    let Some((mut bot, id)) = start_bot(&host, &profile, first)? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut client) = join(&mut lab, &nodes, suite, udp)? else { return Ok(()) };
    client.command(&format!("add {id} let me hear you"))?;
    client.process().wait_for(MEET, |line| line == "friend 0 udp" || line == "friend 0 tcp")?;
    client.event("name 0 Echo Bot", MESSAGE)?;
    client.command("send 0 is anybody there")?;
    client.event("message 0 is anybody there", MESSAGE)?;
    assert!(bot.is_running(), "{}", bot.report());
    assert_eq!(bot.interrupt(SOON), Some(0), "{}", bot.report());
    // Not when it times out: it said goodbye.
    client.event("friend 0 none", GOODBYE)?;
    let Some((_bot, again)) = start_bot(&host, &profile, first)? else { return Ok(()) };
    assert_eq!(again, id, "the profile was kept");
    // Lines about the way may be left from before; the name is told once a connection.
    client.event("name 0 Echo Bot", MEET)?;
    client.command("send 0 and now")?;
    client.event("message 0 and now", MESSAGE)?;
    Ok(())
}

#[test]
fn to_0_2_18_over_udp() -> Outcome {
    echoes(Suite::Bookworm, Udp::Enabled)
}

#[test]
fn to_0_2_20_without_udp() -> Outcome {
    echoes(Suite::Trixie, Udp::Disabled)
}

#[test]
fn to_0_2_22_over_udp() -> Outcome {
    echoes(Suite::Sid, Udp::Enabled)
}
