//! `--check` asks nodes of every make.

use std::path::Path;
use std::process::Output;

use toxcore_interop::scenario::Outcome;
use toxcore_interop::{Host, Lab, Node, NodeKind, Suite, node_program, start_network};

fn check(from: &Host, program: &Path, node: &Node, key: &str) -> std::io::Result<Output> {
    let mut command = from.command(program);
    command.arg("--check").args([&node.address().to_string(), &node.port.to_string(), key]).output()
}

#[test]
fn nodes_of_every_make_are_found_to_serve() -> Outcome {
    let Some(program) = node_program() else { return Ok(()) };
    for (kind, version) in [
        (NodeKind::Ours, "Version:   1000"),
        (NodeKind::Reference(Suite::Bookworm), "Version:   1000002018"),
        (NodeKind::Reference(Suite::Trixie), "Version:   1000002020"),
        (NodeKind::Reference(Suite::Sid), "Version:   10000020"),
    ] {
        let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
        // The second knows the first, and so has a node to tell.
        let Some(nodes) = start_network(&mut lab, &[kind, kind])? else { continue };
        let [_, node] = &nodes[..] else { continue };
        let client = lab.host()?;
        let output = check(&client, &program, node, &node.public_key)?;
        let report = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{kind:?}\n{report}");
        for line in [version, "Message:   a node of a test", "UDP ping:  ", "UDP nodes: "] {
            assert!(report.lines().any(|said| said.starts_with(line)), "{kind:?}: {line}\n{report}");
        }
        let relay = format!("TCP relay: port {}: ", node.relay_port);
        assert!(report.lines().any(|said| said.starts_with(&relay) && said.ends_with(" ms")), "{kind:?}\n{report}");

        let stranger = "0B".repeat(32);
        let output = check(&client, &program, node, &stranger)?;
        assert_eq!(output.status.code(), Some(1), "{kind:?}");
    }
    Ok(())
}
