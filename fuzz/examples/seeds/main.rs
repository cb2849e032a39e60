//! Writes the seeds of the corpora: packets of our encoders and of the reference, and scripts for the state machines.

mod ffi;
mod group;
mod scripts;
mod wire_base;
mod wire_conference;
mod wire_groups;
mod wire_messenger;
mod wire_sealed;

use std::fs;
use std::path::Path;

/// Target, name and bytes of a seed.
type Seed = (&'static str, &'static str, Vec<u8>);

fn main() -> std::io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (target, name, bytes) in [
        ffi::seeds(),
        scripts::seeds(),
        wire_base::seeds(),
        group::seeds(),
        wire_conference::seeds(),
        wire_groups::seeds(),
        wire_messenger::seeds(),
        wire_sealed::seeds(),
    ]
    .concat()
    {
        let folder = corpus.join(target);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
