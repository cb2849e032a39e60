//! What a flood does to those who come meanwhile.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use toxcore_crypto::DhtKeyPair;
use toxcore_node::driver::Machine as _;
use toxcore_node::machine::{Node, NodeConfig};
use toxcore_relay::{RelayClient, ServerConfig};
use toxcore_sansio::{Instant, Rng, Seed, StreamId};

const CLIENT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::new(203, 0, 113, 5)), 40_000);

/// Forged sender addresses cost an attacker nothing, so each of his datagrams is as good as a newcomer's. Who has a TCP
/// connection did prove its address, and does not compete with them.
#[test]
fn forged_datagrams_do_not_keep_tcp_clients_out() {
    let keys = DhtKeyPair::from_secret_bytes([1; 32]);
    let config = NodeConfig { relay: Some(ServerConfig::default()), ..NodeConfig::new(keys) };
    let mut node = Node::new(config, Instant::ZERO, &Seed::from_number(1));
    let mut rng = Rng::new(&Seed::from_number(2));
    let mut now = Instant::ZERO;
    for _ in 0..1_000 {
        now += Duration::from_millis(1);
        flood(&mut node, now, &mut rng);
    }
    let id = node.handle_accept(now, CLIENT).unwrap();
    let client_keys = DhtKeyPair::from_secret_bytes([3; 32]);
    let mut client = RelayClient::new(now, &client_keys, &node.public_key(), &Seed::from_number(3)).unwrap();
    for milliseconds in 1..=1_000 {
        now += Duration::from_millis(1);
        flood(&mut node, now, &mut rng);
        exchange(&mut node, now, id, &mut client);
        if node.relay().unwrap().clients() == 1 {
            assert!(milliseconds < 500);
            return;
        }
    }
    panic!("no place for the client");
}

/// Ping requests of unknown keys, 100,000 a second, each from another address.
fn flood(node: &mut Node, now: Instant, rng: &mut Rng) {
    for _ in 0..100 {
        let mut junk: [u8; 82] = rng.public_bytes();
        junk[0] = 0;
        let from = Ipv4Addr::from(rng.public_bytes::<4>().map(|byte| byte | 1));
        node.handle_datagram(now, SocketAddr::from((from, 33445)), &mut junk);
    }
    if node.poll_timeout().is_some_and(|due| due <= now) {
        node.handle_timeout(now);
    }
    node.pump(now);
    while node.poll_transmit(now, &mut Vec::new()).is_some() {}
}

fn exchange(node: &mut Node, now: Instant, id: StreamId, client: &mut RelayClient) {
    let mut bytes = client.to_write().to_vec();
    client.written(bytes.len());
    if !bytes.is_empty() {
        node.handle_stream(now, id, &mut bytes);
        node.pump(now);
    }
    let mut bytes = node.to_write(id).to_vec();
    node.written(now, id, bytes.len());
    if !bytes.is_empty() {
        client.handle_stream(now, &mut bytes).unwrap();
    }
}
