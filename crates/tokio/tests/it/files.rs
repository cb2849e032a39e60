//! Files go from one disk to another.

use std::fs;
use std::path::{Path, PathBuf};

use toxcore_tokio::{
    ConnectionStatus, Event, FileOffer, FileTransfer, Friend, SaveError, TransferControlError, TransferError,
    TransferState, TransferStatus,
};

use crate::support::{Peer, befriend, builder, node, start};

/// A folder for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("toxcore-files-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("inbox")).expect("a folder");
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn inbox(&self) -> PathBuf {
        self.path("inbox")
    }

    /// What is in the inbox.
    fn received(&self) -> Vec<String> {
        let entries = fs::read_dir(self.inbox()).expect("there");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("readable").file_name().into_string().expect("text")).collect();
        names.sort();
        names
    }

    /// Makes a file of so many bytes, no two chunks of which are the same.
    fn file(&self, name: &str, size: usize) -> PathBuf {
        let path = self.path(name);
        let content: Vec<u8> =
            (0_u32..).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).take(size).collect();
        fs::write(&path, content).expect("room");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn same(one: &Path, other: &Path) -> bool {
    fs::read(one).expect("there") == fs::read(other).expect("there")
}

async fn offer(peer: &mut Peer) -> FileOffer {
    peer.expect("offer", |event| match event {
        Event::FileOffer(offer) => Some(offer.clone()),
        _ => None,
    })
    .await
}

/// Waits until the transfer is as `wanted` says.
async fn until(transfer: &FileTransfer, wanted: impl Fn(&TransferStatus) -> bool) -> TransferStatus {
    let mut transfer = transfer.clone();
    loop {
        let status = transfer.status();
        if wanted(&status) {
            return status;
        }
        assert!(!status.state.is_over(), "{status:?}");
        transfer.changed().await.expect("goes on");
    }
}

async fn two(folder: &Folder) -> (Peer, Peer, Peer, Friend, Friend) {
    let node = node().await;
    let mut alice = start(builder(folder.path("alice.tox"))).await;
    let mut bob = start(builder(folder.path("bob.tox"))).await;
    alice.join(&node).await;
    bob.join(&node).await;
    let (to_bob, to_alice) = befriend(&mut alice, &mut bob).await;
    (node, alice, bob, to_bob, to_alice)
}

/// Starts a peer again from its profile, and finds its only friend.
async fn again(folder: &Folder, profile: &str, node: &Peer) -> Peer {
    let peer = start(builder(folder.path(profile))).await;
    peer.join(node).await;
    peer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_arrive_whole_and_under_their_names() {
    let folder = Folder::new("whole");
    let (_node, _alice, mut bob, to_bob, _) = two(&folder).await;
    for (name, size) in [("empty", 0), ("chunk", 1371), ("photo.jpg", 3000), ("big", 30_000_000)] {
        let path = folder.file(name, size);
        let sent = to_bob.send_file(&path).await.expect("readable");
        let offer = offer(&mut bob).await;
        assert_eq!((offer.name().as_str(), offer.size()), (name, Some(size as u64)));
        let saved = offer.save_to(folder.inbox()).await.expect("a folder");
        let place = saved.finished().await.expect("arrives");
        assert_eq!(place.file_name().expect("a name"), name);
        assert!(same(&place, &path), "{name}");
        assert_eq!(sent.finished().await, Ok(path));
        assert_eq!(sent.status().position, size as u64);
    }
    assert_eq!(folder.received(), ["big", "chunk", "empty", "photo.jpg"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_files_at_once_share_the_way() {
    let folder = Folder::new("many");
    let (_node, _alice, mut bob, to_bob, _) = two(&folder).await;
    let path = folder.file("same", 200_000);
    // More than there are slots: the rest waits for its turn.
    let mut sent = Vec::new();
    for _ in 0..300 {
        sent.push(to_bob.send_file(&path).await.expect("readable"));
    }
    let mut saved = Vec::new();
    for _ in 0..sent.len() {
        saved.push(offer(&mut bob).await.save_to(folder.inbox()).await.expect("a folder"));
    }
    for (sent, saved) in sent.iter().zip(&saved) {
        assert!(same(&saved.finished().await.expect("arrives"), &path));
        assert!(sent.finished().await.is_ok());
    }
    assert_eq!(folder.received().len(), 300);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn either_side_pauses_and_cancels() {
    let folder = Folder::new("control");
    let (_node, _alice, mut bob, to_bob, _) = two(&folder).await;
    let path = folder.file("big", 20_000_000);
    for by_sender in [true, false] {
        let sent = to_bob.send_file(&path).await.expect("readable");
        let saved = offer(&mut bob).await.save_to(folder.inbox()).await.expect("a folder");
        let paused = |status: &TransferStatus| matches!(status.state, TransferState::Paused(_));
        let running = |status: &TransferStatus| status.state == TransferState::Running;
        saved.pause().await.expect("running");
        until(&sent, paused).await;
        saved.resume().await.expect("paused");
        until(&sent, running).await;
        if by_sender { sent.cancel().await } else { saved.cancel().await }.expect("running");
        let (sent_end, saved_end) = (sent.finished().await, saved.finished().await);
        let (own, other) =
            if by_sender { (sent_end.err(), saved_end.err()) } else { (saved_end.err(), sent_end.err()) };
        assert_eq!(own, Some(TransferError::Cancelled));
        assert_eq!(other, Some(TransferError::CancelledByFriend));
        assert_eq!(sent.pause().await, Err(TransferControlError::Over));
    }
    let sent = to_bob.send_file(&path).await.expect("readable");
    let refused = offer(&mut bob).await;
    refused.reject().await.expect("open");
    assert_eq!(sent.finished().await, Err(TransferError::CancelledByFriend));
    assert_eq!(refused.save_to(folder.inbox()).await.err(), Some(SaveError::Gone));
    // What nobody wants is deleted; the threads that do it may still be at it.
    bob.tox.shutdown().await.expect("ends");
    assert_eq!(folder.received(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_cannot_be_used_leaves_the_offer_open() {
    let folder = Folder::new("no-folder");
    let (_node, _alice, mut bob, to_bob, _) = two(&folder).await;
    let path = folder.file("a", 5000);
    let sent = to_bob.send_file(&path).await.expect("readable");
    let offer = offer(&mut bob).await;
    let error = offer.save_to(folder.path("none")).await.expect_err("no folder");
    assert!(matches!(&error, SaveError::Folder { .. }) && error.to_string().contains("none"));
    let saved = offer.save_to(folder.inbox()).await.expect("a folder");
    assert!(same(&saved.finished().await.expect("arrives"), &path));
    assert_eq!(sent.finished().await, Ok(path));
    assert!(to_bob.send_file(folder.path("none")).await.is_err());
}

/// Bob has some of Alice's file, and both stand still.
async fn halfway(folder: &Folder) -> (Peer, Peer, Peer, Friend, FileTransfer, FileTransfer, PathBuf) {
    let (node, alice, mut bob, to_bob, _) = two(folder).await;
    // So much that it is not all sent before a busy machine lets Bob pause it.
    let path = folder.file("big", 120_000_000);
    let sent = to_bob.send_file(&path).await.expect("readable");
    let saved = offer(&mut bob).await.save_to(folder.inbox()).await.expect("a folder");
    until(&saved, |status| status.position > 1_000_000).await;
    saved.pause().await.expect("running");
    (node, alice, bob, to_bob, sent, saved, path)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_goes_on_when_the_receiver_was_started_again() {
    let folder = Folder::new("receiver");
    let (node, _alice, bob, _to_bob, sent, saved, path) = halfway(&folder).await;
    bob.tox.shutdown().await.expect("ends");
    assert_eq!(saved.finished().await, Err(TransferError::Stopped));
    drop((saved, bob));
    assert_eq!(folder.received(), ["big.part"]);
    let mut bob = again(&folder, "bob.tox", &node).await;
    let saved = offer(&mut bob).await.save_to(folder.inbox()).await.expect("a folder");
    let status = until(&saved, |status| status.state != TransferState::Waiting).await;
    assert!(status.position > 1_000_000, "{status:?}");
    assert!(same(&saved.finished().await.expect("arrives"), &path));
    assert_eq!(sent.finished().await, Ok(path));
    assert_eq!(folder.received(), ["big"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_goes_on_by_itself_when_the_sender_was_started_again() {
    let folder = Folder::new("sender");
    let (node, alice, mut bob, to_bob, sent, saved, path) = halfway(&folder).await;
    alice.tox.shutdown().await.expect("ends");
    until(&saved, |status| status.state == TransferState::Waiting).await;
    let before = until(&saved, |_| true).await.position;
    drop((to_bob, sent, alice));
    let alice = again(&folder, "alice.tox", &node).await;
    let [sent] = &*alice.tox.file_transfers().await.expect("runs") else { panic!("one transfer") };
    bob.expect("friend", |event| match event {
        Event::FriendConnection { status, .. } => (*status != ConnectionStatus::None).then_some(()),
        _ => None,
    })
    .await;
    assert!(same(&saved.finished().await.expect("arrives"), &path));
    assert!(before > 1_000_000);
    assert!(sent.finished().await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_changed_meanwhile_does_not_go_on() {
    let folder = Folder::new("changed");
    let (node, alice, mut bob, to_bob, _) = two(&folder).await;
    let path = folder.file("big", 30_000);
    let sent = to_bob.send_file(&path).await.expect("readable");
    let _offer = offer(&mut bob).await;
    alice.tox.shutdown().await.expect("ends");
    // While he is away, it waits.
    bob.tox.shutdown().await.expect("ends");
    drop((to_bob, sent, alice, bob));
    folder.file("big", 29_000);
    let alice = again(&folder, "alice.tox", &node).await;
    let [sent] = &*alice.tox.file_transfers().await.expect("runs") else { panic!("one transfer") };
    let _bob = again(&folder, "bob.tox", &node).await;
    assert_eq!(sent.finished().await, Err(TransferError::Changed(path)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_for_somebody_who_is_offline_waits() {
    let folder = Folder::new("later");
    let (node, mut alice, bob, to_bob, _) = two(&folder).await;
    bob.tox.shutdown().await.expect("ends");
    drop(bob);
    alice.offline(&to_bob).await;
    let path = folder.file("a", 5000);
    let sent = to_bob.send_file(&path).await.expect("readable");
    assert_eq!(sent.status().state, TransferState::Waiting);
    let mut bob = again(&folder, "bob.tox", &node).await;
    let saved = offer(&mut bob).await.save_to(folder.inbox()).await.expect("a folder");
    assert!(same(&saved.finished().await.expect("arrives"), &path));
    assert_eq!(sent.finished().await, Ok(path));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_of_a_friend_who_is_removed_end() {
    let folder = Folder::new("removed");
    let (_node, _alice, _bob, to_bob, sent, saved, _) = halfway(&folder).await;
    to_bob.remove().await.expect("a friend");
    assert_eq!(sent.finished().await, Err(TransferError::FriendRemoved));
    until(&saved, |status| status.state == TransferState::Waiting || status.state.is_over()).await;
}

/// Runs itself again in a process whose files may have 10 MB: a disk that is full, as far as a program can tell.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_takes_no_more_stalls_a_file_until_there_is_room() {
    const INNER: &str = "TOXCORE_TEST_LIMITED";
    if std::env::var_os(INNER).is_some() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        return runtime.expect("a runtime").block_on(stall_and_go_on());
    }
    let script = r#"ulimit -S -f 20000; trap "" XFSZ; exec "$0" "$@""#;
    let program = std::env::current_exe().expect("this program");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script]).arg(program).env(INNER, "1");
    command.args(["--exact", "files::a_disk_that_takes_no_more_stalls_a_file_until_there_is_room"]);
    let output = command.output().expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[cfg(target_os = "linux")]
async fn stall_and_go_on() {
    let folder = Folder::new("full");
    let (_node, _alice, mut bob, to_bob, _) = two(&folder).await;
    // Sparse, in pieces that do not reach the limit: no file of this process may be longer.
    let path = folder.file("big", 9_000_000);
    let longer = |limit: &str| {
        let this = std::process::id().to_string();
        let mut command = std::process::Command::new("prlimit");
        command.args(["--pid", &this, limit]).status().is_ok_and(|status| status.success())
    };
    if !longer("--fsize=5000000:") {
        return;
    }
    let sent = to_bob.send_file(&path).await.expect("readable");
    let saved = offer(&mut bob).await.save_to(folder.inbox()).await.expect("a folder");
    let error = saved.finished().await.expect_err("no room");
    assert!(matches!(&error, TransferError::Disk { .. }), "{error}");
    assert_eq!(saved.status().state, TransferState::Stalled(error));
    assert_eq!(folder.received(), ["big.part"]);
    until(&sent, |status| matches!(status.state, TransferState::Paused(_))).await;
    // Trying again without room changes nothing.
    saved.resume().await.expect("stalled");
    until(&saved, |status| matches!(status.state, TransferState::Stalled(_))).await;
    assert!(longer("--fsize=unlimited:"), "the limit was a soft one");
    saved.resume().await.expect("stalled");
    until(&saved, |status| !matches!(status.state, TransferState::Stalled(_))).await;
    assert!(same(&saved.finished().await.expect("arrives"), &path));
    assert_eq!(sent.finished().await, Ok(path));
}
