//! Who we are outlives the process.

use std::path::{Path, PathBuf};

use toxcore_tokio::{LongTermPublicKey, ProfileFileError, ProfileSource, StartError, ToxId};

use crate::support::{Peer, befriend, builder, node, start};

/// A folder of its own, gone afterwards.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("toxcore-tokio-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub(crate) fn profile(&self) -> PathBuf {
        self.0.join("profile.tox")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is for the system to clean up.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn open(path: &Path) -> Peer {
    start(builder(path).password("correct horse")).await
}

#[tokio::test]
async fn friends_meet_again_after_a_restart_with_the_same_profile() {
    let folder = Folder::new("again");
    let node = node().await;
    let mut alice = open(&folder.profile()).await;
    let mut bob = start(builder(ProfileSource::Temporary)).await;
    alice.join(&node).await;
    bob.join(&node).await;
    let (to_bob, to_alice) = befriend(&mut alice, &mut bob).await;
    let id = alice.tox.id().await;
    alice.tox.set_name("Alice").await.expect("a name");
    assert_eq!(alice.tox.shutdown().await, Ok(()));
    bob.offline(&to_alice).await;

    let mut alice = open(&folder.profile()).await;
    assert_eq!(alice.tox.id().await, id);
    alice.join(&node).await;
    let friends = alice.tox.friends().await.expect("runs");
    assert_eq!(friends, [to_bob]);
    alice.online(&friends[0]).await;
    bob.online(&to_alice).await;
    let sent = friends[0].send("back again").await.expect("online");
    assert_eq!(bob.message().await.text(), "back again");
    assert_eq!(sent.delivered().await, Ok(()));
    assert_eq!(to_alice.info().await.expect("a friend").name.as_bytes(), b"Alice");
}

#[tokio::test]
async fn a_profile_is_for_one_at_a_time_and_for_who_knows_the_password() {
    let folder = Folder::new("locked");
    let alice = open(&folder.profile()).await;
    let again = builder(folder.profile()).password("correct horse").start().await;
    assert!(matches!(again, Err(StartError::ProfileFile(ProfileFileError::InUse(_)))));
    alice.tox.shutdown().await.expect("saved");
    let wrong = builder(folder.profile()).password("wrong").start().await.expect_err("not the password");
    assert!(matches!(wrong, StartError::ProfileFile(ProfileFileError::WrongPassword(_))));
    assert!(builder(folder.profile()).start().await.is_err(), "no password at all");
    assert_eq!(open(&folder.profile()).await.tox.public_key(), alice.tox.public_key());
}

#[test]
fn a_runtime_that_ends_first_loses_no_friend() {
    let folder = Folder::new("cut");
    let stranger = LongTermPublicKey::from_bytes([9; 32]);
    let run = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let id: ToxId = run().block_on(async {
        let alice = open(&folder.profile()).await;
        alice.tox.add_friend_without_request(stranger).await.expect("a friend");
        alice.tox.id().await.expect("runs")
    });
    run().block_on(async {
        let alice = open(&folder.profile()).await;
        assert_eq!(alice.tox.id().await, Ok(id));
        let friends = alice.tox.friends().await.expect("runs");
        assert_eq!(friends.iter().map(toxcore_tokio::Friend::public_key).collect::<Vec<_>>(), [stranger]);
    });
}
