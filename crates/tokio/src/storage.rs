//! Files that are replaced as a whole or not at all: profiles, and the journal of transfers.

mod disk;
mod profile_file;
mod replace;
mod stored_file;

#[cfg(test)]
pub(crate) use replace::tests::Folder;

pub use profile_file::{ProfileFile, ProfileFileError};
pub use replace::WriteStep;
pub use stored_file::StoredFile;
