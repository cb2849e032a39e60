//! Single packets: our node gives the same kinds of answers as the reference's, in the same form.
//!
//! A story asks one fresh node and writes down the shape of each answer; the shapes of all nodes must be equal. The two
//! releases of the reference are compared as well, which shows what a shape may depend on.

mod announces;
mod basics;
mod forwarding;
mod storage;

use std::path::Path;

use toxcore_interop::prober::Prober;
use toxcore_interop::scenario::Outcome;
use toxcore_interop::{Lab, Node, NodeConfig, NodeKind, Suite};

/// One node with probers around it, and what was seen.
struct Story {
    lab: Lab,
    node: Node,
    seen: Vec<String>,
}

impl Story {
    fn prober(&mut self, seed: u8) -> Outcome<Prober> {
        Ok(Prober::start(self.lab.host()?, Path::new(env!("CARGO_BIN_EXE_udp-pipe")), seed)?)
    }

    fn note(&mut self, what: &str, shape: impl std::fmt::Display) {
        self.seen.push(format!("{what}: {shape}"));
    }
}

const KINDS: [NodeKind; 3] = [NodeKind::Reference(Suite::Trixie), NodeKind::Reference(Suite::Sid), NodeKind::Ours];

/// Tells the story with each kind of node that is on this machine, and compares.
fn same_answers(tell: fn(&mut Story) -> Outcome) -> Outcome {
    let mut all: Vec<(NodeKind, Vec<String>)> = Vec::new();
    for kind in KINDS {
        let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
        let Some(program) = kind.program() else { continue };
        let node = Node::start(lab.host()?, &program, &NodeConfig::default(), &[])?;
        let mut story = Story { lab, node, seen: Vec::new() };
        tell(&mut story).map_err(|error| format!("{kind:?}: {error}; seen before: {:#?}", story.seen))?;
        assert!(story.node.process.is_running(), "{kind:?} ended:\n{}", story.node.process.report());
        all.push((kind, story.seen));
    }
    let Some(((first, expected), others)) = all.split_first() else { return Ok(()) };
    for (kind, seen) in others {
        assert_eq!(seen, expected, "{kind:?} answers otherwise than {first:?}");
    }
    show(*first, expected);
    Ok(())
}

/// What was compared, for a look with `--nocapture`.
#[allow(clippy::print_stdout, reason = "shown by the harness when asked for")]
fn show(kind: NodeKind, seen: &[String]) {
    println!("{kind:?}: {seen:#?}");
}
