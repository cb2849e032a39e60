use super::*;

/// A directory of one test, removed at its end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("toxcore-node-keys-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn key_file(&self) -> PathBuf {
        self.0.join("keys")
    }

    fn files(&self) -> usize {
        fs::read_dir(&self.0).unwrap().count()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn pair(number: u8) -> DhtKeyPair {
    KeyPair::from_secret_bytes([number; 32])
}

fn unused() -> DhtKeyPair {
    panic!("no new key is wanted")
}

#[test]
fn a_new_file_is_private_and_read_again() {
    let directory = Directory::new("new");
    let path = directory.key_file();
    let (keys, origin) = load_or_create(&path, || pair(1)).unwrap();
    assert_eq!((keys.public, origin), (pair(1).public, Origin::Created));
    let bytes = fs::read(&path).unwrap();
    assert_eq!(bytes, [*pair(1).public.as_bytes(), [1; 32]].concat());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(directory.files(), 1);

    let (again, origin) = load_or_create(&path, unused).unwrap();
    assert_eq!((again.public, origin), (keys.public, Origin::Read));
    assert_eq!(again.secret.as_bytes(), &[1; 32]);
}

#[test]
fn a_file_that_others_can_read_is_told() {
    let directory = Directory::new("open");
    let path = directory.key_file();
    load_or_create(&path, || pair(1)).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(load_or_create(&path, unused).unwrap().1, Origin::ReadFromOpenFile);
}

#[test]
fn a_wrong_file_is_refused_and_stays() {
    let directory = Directory::new("wrong");
    let path = directory.key_file();
    let good = [*pair(1).public.as_bytes(), [1; 32]].concat();
    let mixed = [*pair(2).public.as_bytes(), [1; 32]].concat();
    let long = [good.clone(), vec![0]].concat();
    for (content, error) in [
        (vec![], KeyFileError::TooShort(0)),
        (good[..32].to_vec(), KeyFileError::TooShort(32)),
        (good[..63].to_vec(), KeyFileError::TooShort(63)),
        (long.clone(), KeyFileError::TooLong),
        (long.repeat(9), KeyFileError::TooLong),
        (mixed, KeyFileError::Mismatch),
        (vec![0; 64], KeyFileError::Mismatch),
    ] {
        fs::write(&path, &content).unwrap();
        assert_eq!(load_or_create(&path, unused).unwrap_err(), error);
        assert_eq!(fs::read(&path).unwrap(), content);
    }
    assert_eq!(directory.files(), 1);
}

#[test]
fn a_directory_or_a_missing_one_is_refused() {
    let directory = Directory::new("place");
    assert!(matches!(load_or_create(&directory.0, unused), Err(KeyFileError::Read(_))));
    let nowhere = directory.0.join("none/keys");
    assert!(matches!(load_or_create(&nowhere, || pair(1)), Err(KeyFileError::Write(_))));
    assert_eq!(directory.files(), 0);
}

#[test]
fn a_file_that_appears_meanwhile_is_not_replaced() {
    let directory = Directory::new("race");
    let path = directory.key_file();
    let other = || {
        load_or_create(&path, || pair(2)).unwrap();
        pair(1)
    };
    assert!(matches!(load_or_create(&path, other), Err(KeyFileError::Write(_))));
    assert_eq!(load_or_create(&path, unused).unwrap().0.public, pair(2).public);
    assert_eq!(directory.files(), 1);
}

#[test]
fn a_full_disk_leaves_nothing_behind() {
    let directory = Directory::new("full");
    let path = directory.key_file();
    let result = create(&path, &pair(1), |file, bytes| {
        file.write_all(&bytes[..10])?;
        Err(io::ErrorKind::StorageFull.into())
    });
    assert!(matches!(result, Err(KeyFileError::Write(_))));
    assert_eq!(directory.files(), 0);
}

#[test]
fn a_left_over_temporary_file_is_replaced_and_a_link_not_followed() {
    let directory = Directory::new("left");
    let path = directory.key_file();
    let target = directory.0.join("target");
    fs::write(&target, "precious").unwrap();
    std::os::unix::fs::symlink(&target, temporary_path(&path)).unwrap();
    load_or_create(&path, || pair(1)).unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"precious");
    assert!(!fs::symlink_metadata(&path).unwrap().file_type().is_symlink());
    assert_eq!(directory.files(), 2);
}
