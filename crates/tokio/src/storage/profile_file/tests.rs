use super::*;
use crate::storage::replace::tests::{Fault, Faulty, Folder};

fn open(path: &Path) -> (ProfileFile, Option<Vec<u8>>) {
    ProfileFile::open(path, None).unwrap()
}

#[test]
fn what_is_written_is_read_again_and_the_one_before_is_kept() {
    let folder = Folder::new("profile");
    let path = folder.0.join("tox");
    let (file, content) = open(&path);
    assert_eq!(content, None);
    for content in [&b"one"[..], b"two", b"two", b"three"] {
        file.write(content).unwrap();
    }
    assert_eq!(fs::read(file.previous_path()).unwrap(), b"two");
    drop(file);
    assert_eq!(open(&path).1.unwrap(), b"three");
    assert_eq!(folder.names(), ["tox", "tox.lock", "tox.prev"]);
}

#[test]
fn a_profile_is_used_once_at_a_time() {
    let folder = Folder::new("lock");
    let path = folder.0.join("tox");
    let first = open(&path);
    assert!(matches!(ProfileFile::open(&path, None), Err(ProfileFileError::InUse(_))));
    drop(first);
    open(&path);
}

#[test]
fn what_cannot_be_loaded_is_an_error_that_says_where_and_is_left_alone() {
    let folder = Folder::new("broken");
    let path = folder.0.join("tox");
    fs::write(&path, b"").unwrap();
    let empty = ProfileFile::open(&path, None).unwrap_err();
    assert!(matches!(&empty, ProfileFileError::Empty(_)));
    assert!(empty.to_string().contains(path.file_name().unwrap().to_str().unwrap()));
    assert_eq!(fs::read(&path).unwrap(), b"");
    assert!(matches!(ProfileFile::open(&folder.0, None), Err(ProfileFileError::NotAFile(_))));
    let elsewhere = folder.0.join("no such folder").join("tox");
    assert!(matches!(ProfileFile::open(&elsewhere, None), Err(ProfileFileError::Write { .. })));
}

#[test]
fn a_profile_that_is_gone_while_its_copy_is_there_is_no_new_one() {
    let folder = Folder::new("gone");
    let path = folder.0.join("tox");
    let (file, _) = open(&path);
    file.write(b"one").unwrap();
    file.write(b"two").unwrap();
    drop(file);
    fs::remove_file(&path).unwrap();
    assert!(matches!(ProfileFile::open(&path, None), Err(ProfileFileError::Missing { .. })));
}

#[test]
fn an_encrypted_profile_needs_its_password_and_stays_encrypted() {
    let folder = Folder::new("encrypted");
    let path = folder.0.join("tox");
    let (file, _) = ProfileFile::open(&path, Some(b"geheim")).unwrap();
    file.write(b"one").unwrap();
    drop(file);
    let sealed = fs::read(&path).unwrap();
    assert!(encryptsave::is_encrypted(&sealed));
    assert!(matches!(ProfileFile::open(&path, None), Err(ProfileFileError::NoPassword(_))));
    assert!(matches!(ProfileFile::open(&path, Some(b"falsch")), Err(ProfileFileError::WrongPassword(_))));
    assert_eq!(fs::read(&path).unwrap(), sealed);
    let (file, content) = ProfileFile::open(&path, Some(b"geheim")).unwrap();
    assert_eq!(content.unwrap(), b"one");
    file.write(b"two").unwrap();
    let again = fs::read(&path).unwrap();
    assert_eq!(encryptsave::salt_of(&again), encryptsave::salt_of(&sealed), "one derivation a run");
    assert_eq!(encryptsave::decrypt_with_passphrase(b"geheim", &again).unwrap(), b"two");
}

#[test]
fn encrypting_a_profile_leaves_no_open_copy() {
    let folder = Folder::new("encrypt-later");
    let path = folder.0.join("tox");
    let (file, _) = open(&path);
    file.write(b"one").unwrap();
    file.write(b"two").unwrap();
    drop(file);
    let (file, content) = ProfileFile::open(&path, Some(b"geheim")).unwrap();
    assert_eq!(content.unwrap(), b"two");
    file.write(b"two").unwrap();
    assert!(encryptsave::is_encrypted(&fs::read(&path).unwrap()));
    assert_eq!(folder.names(), ["tox", "tox.lock"]);
    file.set_password(Some(b"neu")).unwrap();
    file.write(b"two").unwrap();
    assert_eq!(encryptsave::decrypt_with_passphrase(b"neu", &fs::read(&path).unwrap()).unwrap(), b"two");
    file.set_password(None).unwrap();
    file.write(b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
}

#[test]
fn a_damaged_profile_can_be_kept_for_good() {
    let folder = Folder::new("damaged");
    let path = folder.0.join("tox");
    fs::write(&path, b"half a profile").unwrap();
    let (file, _) = open(&path);
    let kept = file.keep_damaged().unwrap();
    for content in [b"1", b"2", b"3"] {
        file.write(content).unwrap();
    }
    assert_eq!(fs::read(&kept).unwrap(), b"half a profile");
    assert_ne!(file.keep_damaged().unwrap(), kept);
}

#[test]
fn a_write_that_failed_is_tried_again_with_the_same_content() {
    let folder = Folder::new("again");
    let path = folder.0.join("tox");
    open(&path).0.write(b"old").unwrap();
    let disk = Faulty::after(2, Fault::Error(io::ErrorKind::StorageFull));
    let (file, _) = ProfileFile::open_on(Arc::new(disk), &path, None).unwrap();
    let full = file.write(b"new").unwrap_err();
    assert!(matches!(&full, ProfileFileError::Write { step: WriteStep::Write, kind: io::ErrorKind::StorageFull, .. }));
    assert_eq!(fs::read(&path).unwrap(), b"old");
    file.write(b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
#[cfg(unix)]
fn a_link_to_a_profile_stays_a_link() {
    let folder = Folder::new("symlink");
    let (path, link) = (folder.0.join("tox"), folder.0.join("link"));
    fs::write(&path, b"one").unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let (file, content) = open(&link);
    assert_eq!(content.unwrap(), b"one");
    assert!(matches!(ProfileFile::open(&path, None), Err(ProfileFileError::InUse(_))));
    file.write(b"two").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&path).unwrap(), b"two");
}
