use super::*;
use crate::storage::Folder;

fn opened(folder: &Folder) -> SaveFolder {
    SaveFolder::open(&folder.0).unwrap()
}

fn receive(folder: &SaveFolder, name: &[u8], content: &[u8]) -> PathBuf {
    let mut part = folder.create(name).unwrap();
    part.write(content).unwrap();
    part.finish().unwrap()
}

#[test]
fn a_file_appears_under_its_name_when_it_is_whole() {
    let folder = Folder::new("save");
    let inbox = opened(&folder);
    let mut part = inbox.create(b"photo.jpg").unwrap();
    part.write(b"con").unwrap();
    assert_eq!(folder.names(), ["photo.jpg.part"]);
    part.write(b"tent").unwrap();
    let path = part.finish().unwrap();
    assert_eq!(folder.names(), ["photo.jpg"]);
    assert_eq!(fs::read(path).unwrap(), b"content");
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::new("numbers");
    let inbox = opened(&folder);
    for content in [b"1", b"2", b"3"] {
        receive(&inbox, b"a.tar", content);
        receive(&inbox, b"b", content);
    }
    assert_eq!(folder.names(), ["a (2).tar", "a (3).tar", "a.tar", "b", "b (2)", "b (3)"]);
    assert_eq!(fs::read(folder.0.join("a.tar")).unwrap(), b"1");
    // A file that appears while ours is received.
    let part = inbox.create(b"c").unwrap();
    fs::write(folder.0.join("c"), b"another").unwrap();
    assert_eq!(part.finish().unwrap().file_name().unwrap(), "c (2)");
    assert_eq!(fs::read(folder.0.join("c")).unwrap(), b"another");
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let folder = Folder::new("traversal");
    fs::create_dir(folder.0.join("inbox")).unwrap();
    let inbox = SaveFolder::open(&folder.0.join("inbox")).unwrap();
    let names: [&[u8]; 12] = [
        b"../../etc/passwd",
        b"/etc/passwd",
        b"..",
        b".",
        b"",
        b"a/../../b",
        b"..\\..\\c",
        b"C:\\d",
        b"\0e",
        b"\xff\xfe",
        b"...",
        &[b'x'; 255],
    ];
    for name in names {
        let path = receive(&inbox, name, b"x");
        assert_eq!(path.parent().unwrap(), fs::canonicalize(folder.0.join("inbox")).unwrap(), "{name:?}");
        assert!(fs::symlink_metadata(&path).unwrap().is_file());
    }
    assert_eq!(folder.names(), ["inbox"]);
}

#[test]
#[cfg(unix)]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (Folder::new("links-in"), Folder::new("links-out"));
    let inbox = opened(&folder);
    let victim = outside.0.join("victim");
    fs::write(&victim, b"precious").unwrap();
    // Neither the partial file nor the whole one is written through a link, dangling or not.
    symlink(&victim, folder.0.join("a.part")).unwrap();
    symlink(outside.0.join("none"), folder.0.join("a")).unwrap();
    let path = receive(&inbox, b"a", b"x");
    assert_eq!(path.file_name().unwrap(), "a (2)");
    assert!(inbox.reopen(&folder.0.join("a.part"), b"a").unwrap().is_none());
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
    assert_eq!(outside.names(), ["victim"]);
}

#[test]
fn a_partial_file_goes_on_where_it_is_told_to() {
    let folder = Folder::new("reopen");
    let inbox = opened(&folder);
    let mut part = inbox.create(b"a").unwrap();
    part.write(b"0123456789").unwrap();
    let path = part.path().to_owned();
    assert_eq!(part.sync().unwrap(), 10);
    assert!(inbox.reopen(&path, b"a").unwrap().is_none(), "somebody writes to it");
    drop(part);
    let mut part = inbox.reopen(&path, b"a").unwrap().unwrap();
    assert_eq!(part.len().unwrap(), 10);
    part.go_on_at(4).unwrap();
    part.write(b"xyz").unwrap();
    assert_eq!(fs::read(part.finish().unwrap()).unwrap(), b"0123xyz");
}

#[test]
fn only_partial_files_of_this_folder_go_on() {
    let (folder, other) = (Folder::new("mine"), Folder::new("other"));
    let inbox = opened(&folder);
    fs::write(other.0.join("a.part"), b"x").unwrap();
    fs::write(folder.0.join("letter"), b"x").unwrap();
    fs::create_dir(folder.0.join("d.part")).unwrap();
    for path in [other.0.join("a.part"), folder.0.join("letter"), folder.0.join("gone.part"), folder.0.join("d.part")] {
        let path = fs::canonicalize(path.parent().unwrap()).unwrap().join(path.file_name().unwrap());
        assert!(!matches!(inbox.reopen(&path, b"a"), Ok(Some(_))), "{path:?}");
    }
}

#[test]
fn a_file_that_nobody_wants_is_deleted() {
    let folder = Folder::new("discard");
    let part = opened(&folder).create(b"a").unwrap();
    part.discard().unwrap();
    assert!(folder.names().is_empty());
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_keeps_what_was_written() {
    let folder = Folder::new("full");
    let mut part = opened(&folder).create(b"a").unwrap();
    part.write(b"0123").unwrap();
    // A device that is always full stands in for the disk.
    let full = PartFile {
        file: File::options().read(true).write(true).open("/dev/full").unwrap(),
        path: part.path().to_owned(),
        name: "a".to_owned(),
        position: 4,
        synced: 0,
    };
    let good = std::mem::replace(&mut part, full);
    assert_eq!(part.write(b"4567").unwrap_err().kind(), io::ErrorKind::StorageFull);
    assert_eq!(part.position, 4);
    drop((good, part));
    assert_eq!(fs::read(folder.0.join("a.part")).unwrap(), b"0123");
}
