use std::collections::HashSet;
use std::fs::File;
use std::io::Write as _;
use std::sync::Mutex;

use super::*;
use crate::storage::disk::RealDisk;

/// A folder that is gone afterwards.
#[derive(Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("toxcore-storage-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How a disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The step reports this, and the process goes on.
    Error(io::ErrorKind),
    /// The process is killed in the middle of the step.
    Kill,
    /// The machine loses its power in the middle of the step: files that were not synced are empty afterwards.
    PowerLoss,
}

/// A disk that fails at one step.
#[derive(Debug)]
pub(crate) struct Faulty {
    fault: Fault,
    state: Mutex<Steps>,
}

#[derive(Debug)]
struct Steps {
    left: usize,
    dead: bool,
    done: usize,
    unsynced: HashSet<PathBuf>,
}

impl Faulty {
    /// Fails at the step after so many.
    pub(crate) fn after(steps: usize, fault: Fault) -> Self {
        let state = Steps { left: steps, dead: false, done: 0, unsynced: HashSet::new() };
        Self { fault, state: Mutex::new(state) }
    }

    pub(crate) fn steps(&self) -> usize {
        self.state.lock().unwrap().done
    }

    /// Runs a step, or `half` of it.
    fn step<T>(&self, whole: impl FnOnce() -> io::Result<T>, half: impl FnOnce()) -> io::Result<T> {
        let mut state = self.state.lock().unwrap();
        if state.dead {
            return Err(io::ErrorKind::Other.into());
        }
        if state.left == 0 {
            half();
            state.left = usize::MAX;
            if let Fault::Error(kind) = self.fault {
                return Err(kind.into());
            }
            state.dead = true;
            if self.fault == Fault::PowerLoss {
                for path in &state.unsynced {
                    if let Ok(file) = File::options().write(true).open(path) {
                        file.set_len(0).unwrap();
                    }
                }
            }
            return Err(io::ErrorKind::Other.into());
        }
        state.left -= 1;
        state.done += 1;
        drop(state);
        whole()
    }

    fn unsynced(&self, change: impl FnOnce(&mut HashSet<PathBuf>)) {
        change(&mut self.state.lock().unwrap().unsynced);
    }
}

impl Disk for Faulty {
    fn create(&self, path: &Path) -> io::Result<File> {
        let file = self.step(|| RealDisk.create(path), || ())?;
        self.unsynced(|files| {
            files.insert(path.to_owned());
        });
        Ok(file)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let mut again = file.try_clone()?;
        self.step(|| RealDisk.write(file, bytes), || again.write_all(&bytes[..bytes.len() / 2]).unwrap())
    }

    fn sync(&self, file: &File, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.sync(file, path), || ())?;
        self.unsynced(|files| {
            files.remove(path);
        });
        Ok(())
    }

    fn link(&self, file: &Path, name: &Path) -> io::Result<()> {
        self.step(|| RealDisk.link(file, name), || ())
    }

    fn rename(&self, file: &Path, name: &Path) -> io::Result<()> {
        self.step(|| RealDisk.rename(file, name), || ())?;
        self.unsynced(|files| {
            if files.remove(file) {
                files.insert(name.to_owned());
            }
        });
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.remove(path), || ())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| RealDisk.sync_folder(folder), || ())
    }
}

/// Replaces `old` by `new` on a disk that fails after so many steps; returns what is there then, and whether it failed.
fn replace_with_fault(steps: usize, fault: Fault) -> (Vec<u8>, bool, usize) {
    let folder = Folder::new(&format!("replace-{steps}-{fault:?}"));
    let path = folder.0.join("profile");
    replace(&RealDisk, &path, b"older", Previous::Keep).unwrap();
    replace(&RealDisk, &path, b"old", Previous::Keep).unwrap();
    let disk = Faulty::after(steps, fault);
    let failed = replace(&disk, &path, b"new content", Previous::Keep).is_err();
    let content = fs::read(&path).unwrap();
    let previous = fs::read(previous_of(&path)).unwrap();
    assert!(previous == b"older" || previous == b"old", "{previous:?}");
    // Whatever was left lying about is no hindrance to the next one.
    replace(&RealDisk, &path, b"next", Previous::Keep).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"next");
    assert_eq!(fs::read(previous_of(&path)).unwrap(), content);
    assert_eq!(folder.names(), ["profile", "profile.prev"]);
    (content, failed, disk.steps())
}

#[test]
fn a_process_that_dies_at_any_step_leaves_the_old_file_or_the_new_one() {
    for fault in [Fault::Kill, Fault::PowerLoss, Fault::Error(io::ErrorKind::StorageFull)] {
        let mut contents = Vec::new();
        for steps in 0.. {
            let (content, failed, done) = replace_with_fault(steps, fault);
            assert!(content == b"old" || content == b"new content", "{fault:?} at {steps}: {content:?}");
            contents.push(content);
            if !failed && done < steps {
                break;
            }
        }
        assert!(contents.len() > 8, "every step failed once");
        // A link that is refused is made up for by a copy.
        let by_death = !matches!(fault, Fault::Error(_));
        assert!(!by_death || contents.is_sorted_by_key(|content| content == b"new content"), "{contents:?}");
        assert_eq!(contents.last().unwrap(), b"new content");
    }
}

#[test]
fn a_full_disk_is_told_as_such_and_leaves_nothing_behind() {
    let folder = Folder::new("full");
    let path = folder.0.join("profile");
    replace(&RealDisk, &path, b"old", Previous::Keep).unwrap();
    let disk = Faulty::after(2, Fault::Error(io::ErrorKind::StorageFull));
    let (step, error) = replace(&disk, &path, b"new", Previous::Keep).unwrap_err();
    assert_eq!((step, error.kind()), (WriteStep::Write, io::ErrorKind::StorageFull));
    assert_eq!(folder.names(), ["profile"]);
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn the_previous_copy_is_kept_without_hard_links_too() {
    let folder = Folder::new("links");
    let path = folder.0.join("profile");
    replace(&RealDisk, &path, b"old", Previous::Keep).unwrap();
    // Steps of a replacement: remove, create, write, sync, remove, link.
    let disk = Faulty::after(5, Fault::Error(io::ErrorKind::Unsupported));
    replace(&disk, &path, b"new", Previous::Keep).unwrap();
    assert_eq!(fs::read(previous_of(&path)).unwrap(), b"old");
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
#[cfg(unix)]
fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("mode");
    let path = folder.0.join("profile");
    fs::write(&path, b"open to all").unwrap();
    replace(&RealDisk, &path, b"secret", Previous::Drop).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}
