//! uTox, whose options lie on its stack in the size of an older release, and a friend without a face.

use toxcore_interop::programs::Utox;
use toxcore_interop::scenario::{MEET, MESSAGE, Outcome, join};
use toxcore_interop::{ClientKind, Lab, Library, Node, NodeKind, Suite, Udp, start_network};

fn a_chat(library: Library, friend: ClientKind) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut bob) = join(&mut lab, &nodes, friend, Udp::Enabled)? else { return Ok(()) };
    let Some(mut utox) = Utox::start(lab.host()?, library, &nodes, bob.public_key())? else { return Ok(()) };
    bob.command(&format!("accept {}", utox.public_key))?;
    bob.event("friend 0 udp", MEET)?;
    bob.event("name 0 uTox", MESSAGE)?;
    let id = bob.command("send 0 hello little one")?;
    bob.event(&format!("receipt 0 {id}"), MESSAGE)?;
    utox.hear("hello little one")?;
    utox.say("words of uTox")?;
    bob.event("message 0 words of uTox", MESSAGE)?;
    assert!(utox.is_running());
    utox.quit()?;
    Ok(())
}

#[test]
fn ours_and_0_2_20() -> Outcome {
    a_chat(Library::Ours, Suite::Trixie.into())
}

#[test]
fn both_ours() -> Outcome {
    a_chat(Library::Ours, ClientKind::Library)
}

#[test]
#[ignore = "cargo xtask interop-clients"]
fn of_the_reference() -> Outcome {
    a_chat(Library::Reference(Suite::Bookworm), Suite::Trixie.into())
}
