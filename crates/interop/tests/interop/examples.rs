//! The other examples of the async API, talking to real clients.

use std::time::Duration;

use toxcore_interop::line::pattern;
use toxcore_interop::scenario::{MEET, MESSAGE, Outcome, join};
use toxcore_interop::{
    Client, Host, Lab, Node, NodeKind, Process, Scratch, Suite, Udp, beside_this_test, skipped, start_network,
};

/// Time for a start or an end: our choice.
const SOON: Duration = Duration::from_secs(20);
/// Time for a file of some megabytes: our choice; the reference takes 7 s for 10 MB on an idle machine.
const TRANSFER: Duration = Duration::from_secs(60);
/// Bytes of the files.
const SIZE: u64 = 3_000_001;
/// Where they are interrupted.
const HALFWAY: u64 = 2 << 20;
/// A file is known again by this.
const FILE_ID: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

/// A network with a client of the reference, and a folder.
struct Scene {
    nodes: Vec<Node>,
    client: Client,
    host: Host,
    folder: Scratch,
    _lab: Lab,
}

fn scene(suite: Suite) -> Outcome<Option<Scene>> {
    let Some(mut lab) = Lab::or_skip() else { return Ok(None) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(None) };
    let refs: Vec<&Node> = nodes.iter().collect();
    let Some(client) = join(&mut lab, &refs, suite, Udp::Enabled)? else { return Ok(None) };
    Ok(Some(Scene { client, host: lab.host()?, folder: Scratch::new()?, nodes, _lab: lab }))
}

impl Scene {
    /// Starts an example with these words and those of a node. None: it is not built.
    fn start(&self, name: &str, before: &[&str], after: &[&str]) -> Outcome<Option<Process>> {
        let Some(program) = beside_this_test(name) else { return Ok(skipped("the examples are not built")) };
        let Some(node) = self.nodes.first() else { return Ok(None) };
        let mut command = self.host.command(program);
        command.args(before).args([node.address().to_string(), node.port.to_string(), node.public_key.clone()]);
        Ok(Some(Process::start(command.args(after))?))
    }

    /// Starts a drop; returns it with its Tox ID.
    fn file_drop(&self, send: &[&str]) -> Outcome<Option<(Process, String)>> {
        let (profile, inbox) = (self.path("drop.tox"), self.path("inbox"));
        std::fs::create_dir_all(&inbox)?;
        let Some(mut drop) = self.start("file-drop", &[&profile, &inbox], send)? else { return Ok(None) };
        let line = drop.wait_for(SOON, |line| line.starts_with("my Tox ID: "))?;
        Ok(Some((drop, line.rsplit(' ').next().unwrap_or_default().to_owned())))
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The number that the client has for the next offer of this name.
    fn offered(&mut self, name: &str) -> Outcome<String> {
        let wanted = format!(" data {SIZE} {name}");
        let process = self.client.process();
        let line = process.wait_for(MEET, |line| line.starts_with("file-offer 0 ") && line.ends_with(&wanted))?;
        Ok(line.split(' ').nth(2).unwrap_or_default().to_owned())
    }
}

fn content() -> Vec<u8> {
    (0..SIZE).map(pattern).collect()
}

#[test]
fn whois_finds_who_is_online() -> Outcome {
    let Some(scene) = scene(Suite::Trixie)? else { return Ok(()) };
    let id = scene.client.tox_id.clone();
    let Some(mut whois) = scene.start("whois", &[&id], &[])? else { return Ok(()) };
    whois.wait_for(SOON, |line| line.starts_with("The checksum is right"))?;
    whois.wait_for(MEET, |line| line.starts_with("Online: "))?;
    Ok(())
}

#[test]
fn a_drop_goes_on_with_a_file_that_a_client_sends_again() -> Outcome {
    let Some(mut scene) = scene(Suite::Trixie)? else { return Ok(()) };
    let Some((mut drop, id)) = scene.file_drop(&[])? else { return Ok(()) };
    scene.client.command(&format!("add {id} I have a file for you"))?;
    scene.client.event("friend 0 udp", MEET)?;
    let send = format!("file-send 0 data {SIZE} {FILE_ID} big one");
    let first = scene.client.command(&send)?;
    scene.client.command(&format!("file-pause-at 0 {first} {HALFWAY}"))?;
    scene.client.event(&format!("file-paused 0 {first} "), TRANSFER)?;
    assert_eq!(drop.interrupt(SOON), Some(0), "{}", drop.report());
    scene.client.event("friend 0 none", MEET)?;
    let Some((mut drop, again)) = scene.file_drop(&[])? else { return Ok(()) };
    assert_eq!(again, id, "the profile was kept");
    scene.client.event("friend 0 udp", MEET)?;
    let second = scene.client.command(&send)?;
    let sent = scene.client.event(&format!("file-done 0 {second} "), TRANSFER)?;
    let moved: u64 = sent.split(' ').next().unwrap_or_default().parse()?;
    assert!(0 < moved && moved <= SIZE - HALFWAY / 2, "{moved} of {SIZE} bytes were sent again");
    drop.wait_for(SOON, |line| line.starts_with("saved "))?;
    assert!(std::fs::read(scene.path("inbox/big one"))? == content(), "the file is another one");
    Ok(())
}

#[test]
fn a_client_gets_the_rest_of_a_file_from_a_drop_that_was_started_again() -> Outcome {
    let Some(mut scene) = scene(Suite::Trixie)? else { return Ok(()) };
    let path = scene.path("movie");
    std::fs::write(&path, content())?;
    let friend = scene.client.tox_id.clone();
    let Some((mut drop, id)) = scene.file_drop(&[&friend, &path])? else { return Ok(()) };
    let key = id.get(..64).unwrap_or_default().to_owned();
    scene.client.event(&format!("request {key} I have a file for you"), MEET)?;
    scene.client.command(&format!("accept {key}"))?;
    let first = scene.offered("movie")?;
    scene.client.command(&format!("file-pause-at 0 {first} {HALFWAY}"))?;
    scene.client.command(&format!("file-control 0 {first} resume"))?;
    scene.client.event(&format!("file-paused 0 {first} "), TRANSFER)?;
    assert_eq!(drop.interrupt(SOON), Some(0), "{}", drop.report());
    scene.client.event("friend 0 none", MEET)?;
    // Nothing tells it to send: it has not forgotten.
    let Some((_drop, _)) = scene.file_drop(&[])? else { return Ok(()) };
    let second = scene.offered("movie")?;
    scene.client.command(&format!("file-seek 0 {second} {HALFWAY}"))?;
    scene.client.command(&format!("file-control 0 {second} resume"))?;
    let done = scene.client.event(&format!("file-done 0 {second} "), MESSAGE + TRANSFER)?;
    assert_eq!(done, format!("{} 0", SIZE - HALFWAY));
    Ok(())
}
