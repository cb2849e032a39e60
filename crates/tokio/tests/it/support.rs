//! Peers that meet on this machine.

use std::time::Duration;

use toxcore_tokio::{Builder, ConnectionStatus, Event, Events, Friend, IncomingMessage, ProfileSource, Tox};

/// Time for anything: our choice; far more than it takes, so that only what hangs fails.
const PATIENCE: Duration = Duration::from_secs(90);

/// One peer.
pub(crate) struct Peer {
    pub(crate) tox: Tox,
    pub(crate) events: Events,
}

/// A builder for this machine: any port, and no broadcasts to the network that we are in.
pub(crate) fn builder(profile: impl Into<ProfileSource>) -> Builder {
    Tox::builder(profile).ports(0..=0).local_discovery(false)
}

pub(crate) async fn start(builder: Builder) -> Peer {
    let (tox, events) = builder.start().await.expect("starts");
    Peer { tox, events }
}

/// A peer that is a relay too, for others to begin with.
pub(crate) async fn node() -> Peer {
    start(builder(ProfileSource::Temporary).tcp_relay(0)).await
}

impl Peer {
    /// Uses `node` to get into the network.
    pub(crate) async fn join(&self, node: &Peer) {
        let key = node.tox.with(|tox, _| tox.self_dht_id()).await.expect("runs");
        let (udp, relay) = (node.tox.udp_addr().expect("has UDP"), node.tox.relay_addr().expect("is a relay"));
        self.tox.bootstrap("127.0.0.1", udp.port(), key).await.expect("a node");
        self.tox.add_relay("127.0.0.1", relay.port(), key).await.expect("a relay");
    }

    /// The first event that `pick` takes; others are passed over.
    pub(crate) async fn expect<T>(&mut self, what: &str, mut pick: impl FnMut(&Event) -> Option<T>) -> T {
        let wait = async {
            loop {
                let event = self.events.next().await.expect("goes on");
                if let Some(found) = pick(&event) {
                    return found;
                }
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("no {what} in time"))
    }
}

/// Makes two peers friends by a request, and waits until each sees the other.
pub(crate) async fn befriend(alice: &mut Peer, bob: &mut Peer) -> (Friend, Friend) {
    let id = bob.tox.id().await.expect("runs");
    let bob_of_alice = alice.tox.add_friend(&id, "it is me").await.expect("a new friend");
    let request = bob.expect("request", |event| match event {
        Event::FriendRequest(request) => Some(request.clone()),
        _ => None,
    });
    let request = request.await;
    assert_eq!((request.public_key(), &*request.text()), (alice.tox.public_key(), "it is me"));
    let alice_of_bob = request.accept().await.expect("a new friend");
    alice.online(&bob_of_alice).await;
    bob.online(&alice_of_bob).await;
    (bob_of_alice, alice_of_bob)
}

impl Peer {
    /// Waits until the friend is online, and says how.
    pub(crate) async fn online(&mut self, who: &Friend) -> ConnectionStatus {
        self.expect("friend", |event| match event {
            Event::FriendConnection { friend, status } if friend == who => {
                (*status != ConnectionStatus::None).then_some(*status)
            }
            _ => None,
        })
        .await
    }

    /// Waits until the friend is gone.
    pub(crate) async fn offline(&mut self, who: &Friend) {
        self.expect("parting", |event| match event {
            Event::FriendConnection { friend, status: ConnectionStatus::None } => (friend == who).then_some(()),
            _ => None,
        })
        .await;
    }

    /// The next message.
    pub(crate) async fn message(&mut self) -> IncomingMessage {
        self.expect("message", |event| match event {
            Event::Message(message) => Some(message.clone()),
            _ => None,
        })
        .await
    }
}
