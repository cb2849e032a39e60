//! Getting into the network, and out of it.

use toxcore_tokio::{
    BootstrapError, ConnectionStatus, DhtPublicKey, Event, ProfileSource, Proxy, ShutdownError, Stopped,
};

use crate::support::{builder, node, start};

fn connected(event: &Event) -> Option<ConnectionStatus> {
    match *event {
        Event::SelfConnection(status) if status != ConnectionStatus::None => Some(status),
        _ => None,
    }
}

#[tokio::test]
async fn a_node_on_this_machine_is_enough_for_udp() {
    let node = node().await;
    let mut alice = start(builder(ProfileSource::Temporary)).await;
    alice.join(&node).await;
    assert_eq!(alice.expect("connection", connected).await, ConnectionStatus::Udp);
    assert_eq!(alice.tox.connection_status().await, Ok(ConnectionStatus::Udp));
    let sent = alice.tox.packet_stats().await.expect("runs");
    assert!(sent.total(toxcore_tokio::Transport::Udp, toxcore_tokio::Direction::Sent).packets > 0);
}

#[tokio::test]
async fn after_the_end_handles_say_so_and_events_end() {
    let mut alice = start(builder(ProfileSource::Temporary)).await;
    let again = alice.tox.clone();
    assert_eq!(alice.tox.shutdown().await, Ok(()));
    assert_eq!(again.id().await, Err(Stopped));
    assert_eq!(again.shutdown().await, Err(ShutdownError::Stopped));
    assert!(Stopped.to_string().contains("Tox::builder"));
    while alice.events.next().await.is_some() {}
}

#[tokio::test]
async fn without_a_reader_of_events_everything_else_goes_on() {
    let node = node().await;
    let alice = start(builder(ProfileSource::Temporary)).await;
    drop(alice.events);
    let key = node.tox.with(|tox, _| tox.self_dht_id()).await.expect("runs");
    let port = node.tox.udp_addr().expect("has UDP").port();
    alice.tox.bootstrap("127.0.0.1", port, key).await.expect("a node");
    assert!(alice.tox.id().await.is_ok());
    assert_eq!(alice.tox.shutdown().await, Ok(()));
}

#[tokio::test]
async fn with_a_proxy_there_is_no_socket_for_udp_and_no_name_is_resolved() {
    let proxy = Proxy::Socks5 { host: "127.0.0.1".into(), port: 9, login: None };
    let alice = start(builder(ProfileSource::Temporary).proxy(proxy)).await;
    assert_eq!(alice.tox.udp_addr(), None);
    let key = DhtPublicKey::from_bytes([7; 32]);
    let refused = alice.tox.bootstrap("node.invalid", 33445, key).await;
    assert_eq!(refused, Err(BootstrapError::NameBehindProxy));
    assert_eq!(alice.tox.bootstrap("127.0.0.1", 33445, key).await, Ok(()));
    assert_eq!(alice.tox.bootstrap("127.0.0.1", 0, key).await, Err(BootstrapError::NoPort));
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_with_what_to_do() {
    let alice = start(builder(ProfileSource::Temporary)).await;
    let port = alice.tox.udp_addr().expect("has UDP").port();
    let error = builder(ProfileSource::Temporary).ports(port..=port).start().await.expect_err("port is taken");
    assert!(error.to_string().contains("Builder::ports"), "{error}");
}
