//! Two people with Toxic: from the first profile to the next day.

use std::path::Path;

use toxcore_interop::programs::Toxic;
use toxcore_interop::scenario::Outcome;
use toxcore_interop::{Lab, Library, Node, NodeKind, Scratch, Suite, start_network};

use super::write_file;

/// A file as people send it, in bytes.
const FILE: usize = 20_000_000;

/// Alice seals her profile, Bob does not. On the next day each has the library that the other had.
fn two_people(first: Library, second: Library) -> Outcome {
    let Some(mut lab) = Lab::or_skip() else { return Ok(()) };
    let Some(nodes) = start_network(&mut lab, &[NodeKind::Ours; 3])? else { return Ok(()) };
    let nodes: Vec<&Node> = nodes.iter().collect();
    let hosts = [lab.host()?, lab.host()?];
    let Some(alice) = Toxic::new(&hosts[0], &nodes, Some("open sesame"))? else { return Ok(()) };
    let Some(bob) = Toxic::new(&hosts[1], &nodes, None)? else { return Ok(()) };
    if !alice.start_anew(first)? || !bob.start_anew(second)? {
        return Ok(());
    }
    become_friends(&alice, &bob)?;
    talk(&alice, &bob)?;
    exchange_files(&alice, &bob)?;
    for toxic in [&alice, &bob] {
        toxic.exit()?;
    }
    assert!(alice.profile_is_sealed()? && !bob.profile_is_sealed()?);
    alice.start_again(second)?;
    bob.start_again(first)?;
    alice.meet("Bob")?;
    bob.meet("Alicia")?;
    alice.say("here I am again")?;
    bob.see("Alicia: here I am again")?;
    alice.exit()?;
    bob.exit()?;
    Ok(())
}

fn become_friends(alice: &Toxic, bob: &Toxic) -> Outcome {
    alice.say("/nick Alice")?;
    bob.say("/nick Bob")?;
    alice.ask(&bob.tox_id()?)?;
    bob.accept()?;
    alice.meet("Bob")?;
    bob.meet("Alice")?;
    Ok(())
}

fn talk(alice: &Toxic, bob: &Toxic) -> Outcome {
    alice.say("good morning")?;
    bob.see("Alice: good morning")?;
    bob.say("how are you")?;
    alice.see("Bob: how are you")?;
    alice.say("/nick Alicia")?;
    alice.say("/note reading a book")?;
    alice.say("/status busy")?;
    bob.see("Alicia | reading a book")?;
    bob.see_busy()?;
    Ok(())
}

fn exchange_files(alice: &Toxic, bob: &Toxic) -> Outcome {
    let scratch = Scratch::new()?;
    for (from, to, name, seed) in [(alice, bob, "from_alice.bin", 1), (bob, alice, "from_bob.bin", 2)] {
        let path = scratch.path().join(name);
        write_file(&path, seed, FILE)?;
        from.send_file(&path)?;
        let received = to.save_file(name)?;
        from.see(&format!("File '{name}' successfully sent."))?;
        assert!(same(&path, &received)?, "{name} arrived as another file");
    }
    Ok(())
}

fn same(one: &Path, other: &Path) -> std::io::Result<bool> {
    Ok(std::fs::read(one)? == std::fs::read(other)?)
}

#[test]
fn ours_and_0_2_18() -> Outcome {
    two_people(Library::Ours, Library::Reference(Suite::Bookworm))
}

#[test]
fn both_ours() -> Outcome {
    two_people(Library::Ours, Library::Ours)
}

#[test]
#[ignore = "cargo xtask interop-clients"]
fn ours_and_0_2_22() -> Outcome {
    two_people(Library::Ours, Library::Reference(Suite::Sid))
}

#[test]
#[ignore = "cargo xtask interop-clients"]
fn of_the_reference() -> Outcome {
    two_people(Library::Reference(Suite::Trixie), Library::Reference(Suite::Bookworm))
}
