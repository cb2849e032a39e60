//! The node behind its real sockets. Past defects 6, 7 and 8.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::Duration;

use toxcore_net::{PortRange, UdpConfig};
use toxcore_node::driver::{Driver, DriverConfig};
use toxcore_node::machine::Node;
use toxcore_sansio::{DiscardCounters, Seed};
use toxcore_wire::bootstrap_info::BootstrapInfoRequest;
use toxcore_wire::dht::{NatPing, PingRequest, PingResponse, seal_dht_request};
use toxcore_wire::forwarding::{ForwardRequest, Forwarding};
use toxcore_wire::lan_discovery::LanDiscovery;
use toxcore_wire::{Encode, PacketKind, RequestId};

use crate::world::{Stranger, config};

const ID: RequestId = RequestId::from_u64(7);

struct Served {
    driver: Driver<Node>,
    socket: UdpSocket,
    node: SocketAddr,
}

impl Served {
    fn new() -> Self {
        let udp = UdpConfig { ports: PortRange::EPHEMERAL, ..UdpConfig::default() };
        let drive = DriverConfig { udp, ..DriverConfig::default() };
        let driver = Driver::open(&drive, |opened| Node::new(config(1), opened.now, &Seed::from_number(1))).unwrap();
        let node = (Ipv4Addr::LOCALHOST, driver.udp_addr().unwrap().port()).into();
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.set_nonblocking(true).unwrap();
        Self { driver, socket, node }
    }

    fn send(&self, packet: &[u8]) {
        assert_eq!(self.socket.send_to(packet, self.node).unwrap(), packet.len());
    }

    /// Turns the loop until `count` datagrams have been received.
    fn turn_until_received(&mut self, count: u64) {
        for _ in 0..100 {
            if self.driver.traffic().received.datagrams >= count {
                return;
            }
            assert_eq!(self.driver.turn(Some(Duration::from_millis(100))), Ok(None));
        }
        panic!("it does not arrive: {:?}", self.driver.traffic());
    }

    /// Datagrams of this kind that have arrived.
    fn answers(&self, kind: PacketKind) -> usize {
        let mut buffer = [0; 2_048];
        let kinds = std::iter::from_fn(|| self.socket.recv(&mut buffer).ok().map(|_| buffer[0]));
        kinds.filter(|other| *other == kind.number()).count()
    }
}

/// In 2014 an empty datagram ended the reference's receive loop: nothing behind it was handled in the same round.
#[test]
fn empty_datagrams_between_requests_do_not_end_a_turn() {
    let mut served = Served::new();
    let mut stranger = Stranger::new(2, served.driver.machine().public_key());
    for _ in 0..100 {
        served.send(&[]);
        served.send(&stranger.seal(PingRequest::KIND, &PingRequest { id: ID }));
    }
    assert_eq!(served.driver.turn(Some(Duration::from_secs(20))), Ok(None));
    assert_eq!(served.answers(PingResponse::KIND), 100);
    let received = served.driver.traffic().received;
    assert_eq!((received.datagrams, received.empty), (100, 100));
    assert_eq!(served.driver.traffic().wake_ups, 1);
}

/// Other nodes gave up their whole socket when one packet did not parse, or asserted on three bytes.
#[test]
fn no_kind_of_bad_datagram_ends_the_loop() {
    let mut served = Served::new();
    let bad = bad_datagrams(&served);
    for (_, packet) in &bad {
        served.send(packet);
    }
    served.send(b"123");
    served.send(&BootstrapInfoRequest.to_vec());
    served.turn_until_received(bad.len() as u64 + 2);
    let mut expected: Vec<_> = DiscardCounters::NAMES.map(|name| (name, 0)).to_vec();
    for reason in bad.iter().map(|(reason, _)| *reason).chain(["unsupported"]) {
        expected.iter_mut().filter(|(name, _)| *name == reason).for_each(|(_, count)| *count += 1);
    }
    assert_eq!(served.driver.machine().discards().iter().collect::<Vec<_>>(), expected);
    assert_eq!(served.answers(PacketKind::BootstrapInfo), 1);
}

/// One or more datagrams for each reason for which a node refuses one, but those that need a flood.
fn bad_datagrams(served: &Served) -> Vec<(&'static str, Vec<u8>)> {
    let node = served.driver.machine().public_key();
    let mut stranger = Stranger::new(2, node);
    let mut own = Stranger::new(1, node);
    let ping = stranger.seal(PingRequest::KIND, &PingRequest { id: ID });
    let mut damaged = ping.clone();
    damaged[80] ^= 1;
    let mut low_order = ping.clone();
    low_order[1..33].fill(0);
    let elsewhere = Stranger::new(3, node).keys.public;
    let (key, nonce) = (stranger.key(), stranger.rng.nonce());
    let mut routed = Vec::new();
    seal_dht_request(&elsewhere, &stranger.keys.public, &nonce, &key, &NatPing::Request(ID), &mut routed);
    let mut of_wrong_type = Vec::new();
    seal_dht_request(&node, &stranger.keys.public, &nonce, &key, &[0x55; 9][..], &mut of_wrong_type);
    vec![
        ("malformed", ping[..60].to_vec()),
        ("malformed", [&ping[..], &[0; 1_000]].concat()),
        ("malformed", stranger.seal(PingRequest::KIND, &PingResponse { id: ID })),
        ("malformed", of_wrong_type),
        ("malformed", vec![0x80; 100]),
        ("malformed", vec![0x91, 200, 1, 2]),
        ("not_decryptable", damaged),
        ("not_decryptable", low_order),
        ("not_decryptable", vec![0x82; 500]),
        ("not_decryptable", [&[0x8c; 178][..], &[0x84; 300]].concat()),
        ("unsupported", vec![0x77; 500]),
        ("unsupported", vec![0x1b; 500]),
        ("unsolicited", stranger.seal(PingResponse::KIND, &PingResponse { id: ID })),
        ("own_key", own.seal(PingRequest::KIND, &PingRequest { id: ID })),
        ("forbidden", Forwarding { sendback: &[1; 40], data: &[0; 82] }.to_vec()),
        ("unknown_addressee", routed),
        ("unknown_addressee", ForwardRequest { next: elsewhere, data: &[1; 9] }.to_vec()),
        ("unknown_addressee", [&[0x85][..], &[1; 500]].concat()),
        ("disabled", LanDiscovery { key: elsewhere }.to_vec()),
    ]
}
