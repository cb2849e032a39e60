//! qTox and a friend without a face.

use std::time::Duration;

use toxcore_interop::programs::Qtox;
use toxcore_interop::scenario::{MEET, MESSAGE, Outcome, join};
use toxcore_interop::{Client, ClientKind, Lab, Library, Node, NodeKind, Scratch, Suite, Udp, start_network};

use super::write_file;

/// The file each way, in bytes.
const FILE: u64 = 3_000_001;
/// Time for it: our choice, much more than the reference takes.
const TRANSFER: Duration = Duration::from_secs(120);

fn a_chat(library: Library, friend: ClientKind) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let Some(mut bob) = join(&mut lab, &nodes, friend, Udp::Enabled)? else { return Ok(()) };
    let Some(mut qtox) = Qtox::start(lab.host()?, library, &nodes, bob.public_key())? else { return Ok(()) };
    bob.command(&format!("accept {}", qtox.public_key))?;
    bob.event("friend 0 udp", MEET)?;
    bob.event("name 0 qTox", MESSAGE)?;
    let id = bob.command("send 0 hello great one")?;
    bob.event(&format!("receipt 0 {id}"), MESSAGE)?;
    qtox.hear("hello great one")?;
    qtox.say("words of qTox")?;
    bob.event("message 0 words of qTox", MESSAGE)?;
    files(&mut bob, &qtox)?;
    qtox.quit();
    Ok(())
}

fn files(bob: &mut Client, qtox: &Qtox) -> Outcome {
    let sent = bob.command(&format!("file-send 0 data {FILE} - to_qtox.bin"))?;
    bob.event(&format!("file-done 0 {sent} "), TRANSFER)?;
    qtox.receive_file("to_qtox.bin", FILE)?;
    let scratch = Scratch::new()?;
    let path = scratch.path().join("from_qtox.bin");
    write_file(&path, 3, usize::try_from(FILE)?)?;
    qtox.send_file(&path)?;
    let is_it =
        |line: &str| line.starts_with("file-offer 0 ") && line.ends_with(&format!(" data {FILE} from_qtox.bin"));
    let offer = bob.process().wait_for(MESSAGE, is_it)?;
    let number = offer.split(' ').nth(2).unwrap_or_default();
    bob.command(&format!("file-control 0 {number} resume"))?;
    bob.event(&format!("file-done 0 {number} {FILE} "), TRANSFER)?;
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
