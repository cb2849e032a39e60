use std::collections::{HashMap, VecDeque};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};

use toxcore_crypto::DhtPublicKey;
use toxcore_net::{IpMode, PortRange, UdpConfig};
use toxcore_sansio::{StreamId, Transmit, UnixTime};

use super::*;
use crate::metrics::Metrics;

/// Echoes datagrams and streams; a stream that says `close` is closed, one that says `pause` is not read until `resume` is
/// called.
#[derive(Debug, Default)]
struct Echo {
    datagrams: VecDeque<(SocketAddr, Vec<u8>)>,
    streams: HashMap<StreamId, Vec<u8>>,
    opened: u32,
    refuse: bool,
    writable: VecDeque<StreamId>,
    requests: VecDeque<Request>,
    heard: usize,
    closed: usize,
    bootstrap: Vec<SocketAddr>,
    lan: Option<usize>,
    deadline: Option<Instant>,
    timeouts: usize,
    time: UnixTime,
    shut_down: bool,
    close_nodes: u64,
}

impl Machine for Echo {
    fn set_unix_time(&mut self, time: UnixTime) {
        self.time = time;
    }

    fn handle_datagram(&mut self, _now: Instant, from: SocketAddr, packet: &mut [u8]) {
        self.datagrams.push_back((from, packet.to_vec()));
    }

    fn handle_accept(&mut self, _now: Instant, _from: SocketAddr) -> Option<StreamId> {
        if self.refuse {
            return None;
        }
        let id = StreamId { index: self.streams.len().try_into().expect("few streams"), generation: self.opened };
        self.opened += 1;
        self.streams.insert(id, Vec::new());
        Some(id)
    }

    fn handle_stream(&mut self, _now: Instant, id: StreamId, bytes: &mut [u8]) {
        self.heard += bytes.len();
        match &*bytes {
            b"close" => self.requests.push_back(Request::Close(id)),
            b"pause" => self.requests.push_back(Request::PauseReading(id)),
            _ => self.streams.get_mut(&id).expect("known stream").extend_from_slice(bytes),
        }
        self.writable.push_back(id);
    }

    fn stream_closed(&mut self, _now: Instant, id: StreamId) {
        self.streams.remove(&id).expect("known stream");
        self.closed += 1;
    }

    fn add_bootstrap_node(&mut self, _now: Instant, addr: SocketAddr, _key: DhtPublicKey) {
        self.bootstrap.push(addr);
    }

    fn handle_timeout(&mut self, _now: Instant) {
        self.deadline = None;
        self.timeouts += 1;
    }

    fn pump(&mut self, _now: Instant) {}

    fn poll_timeout(&self) -> Option<Instant> {
        self.deadline
    }

    fn poll_transmit(&mut self, _now: Instant, buffer: &mut Vec<u8>) -> Option<Transmit> {
        let (to, bytes) = self.datagrams.pop_front()?;
        buffer.extend_from_slice(&bytes);
        Some(Transmit { to, len: bytes.len(), segment: bytes.len() })
    }

    fn poll_request(&mut self) -> Option<Request> {
        self.requests.pop_front()
    }

    fn poll_writable(&mut self) -> Option<StreamId> {
        self.writable.pop_front()
    }

    fn to_write(&self, id: StreamId) -> &[u8] {
        self.streams.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    fn to_write_within(&self, id: StreamId, room: usize) -> &[u8] {
        let bytes = self.to_write(id);
        bytes.get(..room.min(bytes.len())).unwrap_or_default()
    }

    fn written(&mut self, _now: Instant, id: StreamId, count: usize) {
        self.streams.get_mut(&id).expect("known stream").drain(..count);
    }

    fn handle_lan_targets(&mut self, _now: Instant, targets: &[SocketAddr]) {
        self.lan = Some(targets.len());
    }

    fn shut_down(&mut self, _now: Instant) {
        self.shut_down = true;
    }

    fn metrics(&self, _traffic: &Traffic) -> Metrics {
        Metrics { close_nodes: self.close_nodes, ..Metrics::default() }
    }
}

fn open(config: DriverConfig, machine: Echo) -> Driver<Echo> {
    let udp = UdpConfig { ports: PortRange::EPHEMERAL, ..UdpConfig::default() };
    Driver::open(&DriverConfig { udp, ..config }, |_| machine).expect("sockets")
}

fn with_relay() -> Driver<Echo> {
    open(DriverConfig { relay_ports: vec![0], ..DriverConfig::default() }, Echo::default())
}

fn relay(driver: &Driver<Echo>) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, driver.relay_addrs().next().expect("a listener").port()).into()
}

/// Turns the loop until `done`; fails when that takes too many turns.
fn turn_until(driver: &mut Driver<Echo>, mut done: impl FnMut(&mut Driver<Echo>) -> bool) {
    for _ in 0..100_000 {
        if done(driver) {
            return;
        }
        assert_eq!(driver.turn(Some(Duration::from_secs(20))), Ok(None));
    }
    panic!("it does not happen: {driver:?}");
}

/// What arrives without waiting, appended to `bytes`.
fn read_some(stream: &mut TcpStream, bytes: &mut Vec<u8>) {
    let mut buffer = [0; 65_536];
    while let Ok(len @ 1..) = stream.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..len]);
    }
}

fn connect(driver: &mut Driver<Echo>) -> TcpStream {
    let before = driver.traffic().streams_accepted;
    let client = TcpStream::connect(relay(driver)).expect("connect");
    client.set_nonblocking(true).expect("nonblocking");
    turn_until(driver, |driver| driver.traffic().streams_accepted > before);
    client
}

#[test]
fn datagrams_are_answered_in_batches() {
    let mut driver = with_relay();
    let client = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("bind");
    client.set_nonblocking(true).expect("nonblocking");
    let node = (Ipv4Addr::LOCALHOST, driver.udp_addr().expect("address").port());
    for number in 0..100_u8 {
        client.send_to(&[number; 100], node).expect("send");
    }
    turn_until(&mut driver, |driver| driver.traffic().sent.datagrams == 100);
    let mut buffer = [0; 200];
    let answers: Vec<u8> = (0..100).map(|_| client.recv(&mut buffer).map(|_| buffer[0]).expect("an answer")).collect();
    assert_eq!(answers, (0..100).collect::<Vec<u8>>());
    assert!(driver.traffic().received.calls < 20);
}

#[test]
fn more_than_one_turn_may_take_is_left_for_the_next() {
    let mut driver = with_relay();
    let client = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("bind");
    let node = (Ipv4Addr::LOCALHOST, driver.udp_addr().expect("address").port());
    for _ in 0..BATCHES_PER_TURN * 32 + 1 {
        client.send_to(b"x", node).expect("send");
    }
    turn_until(&mut driver, |driver| driver.traffic().received.datagrams > 0);
    assert!(driver.traffic().received.datagrams <= (BATCHES_PER_TURN * 32) as u64);
    turn_until(&mut driver, |driver| driver.traffic().received.datagrams == (BATCHES_PER_TURN * 32 + 1) as u64);
}

#[test]
fn streams_echo_more_than_sockets_hold() {
    let mut driver = with_relay();
    let mut client = connect(&mut driver);
    let sent: Vec<u8> = (0..20_000_000_u32).map(|n| (n % 251) as u8).collect();
    let (mut offset, mut got) = (0, Vec::new());
    turn_until(&mut driver, |_| {
        while let Some(rest) = sent.get(offset..).filter(|rest| !rest.is_empty())
            && let Ok(len) = client.write(&rest[..rest.len().min(100_000)])
        {
            offset += len;
        }
        // The client reads nothing before it has sent most: the driver must cope with a socket that is full.
        if offset > sent.len() / 2 {
            read_some(&mut client, &mut got);
        }
        got.len() == sent.len()
    });
    assert_eq!(got, sent);
    assert_eq!(driver.traffic().stream_bytes_out, sent.len() as u64);
}

#[test]
fn a_client_is_written_what_its_system_takes_and_the_rest_when_it_reads() {
    let mut driver = with_relay();
    let mut client = connect(&mut driver);
    client.write_all(b"hello").expect("write");
    let mut got = Vec::new();
    turn_until(&mut driver, |_| {
        read_some(&mut client, &mut got);
        got.len() == 5
    });
    let (&id, waiting) = driver.machine.streams.iter_mut().next().expect("a stream");
    waiting.resize(8_000_000, 7);
    driver.machine.writable.push_back(id);
    driver.machine.deadline = Some(Instant::ZERO);
    turn_until(&mut driver, |driver| driver.streams.next_deadline().is_some());
    let taken = driver.traffic().stream_bytes_out as usize - got.len();
    let (mut peeked, mut buffer) = (0, vec![0; 8_000_000]);
    turn_until(&mut driver, |_| {
        peeked = client.peek(&mut buffer).unwrap_or(0);
        peeked == taken
    });
    assert!(taken < 8_000_000, "all that was written has come in, and not all was written");
    turn_until(&mut driver, |_| {
        read_some(&mut client, &mut got);
        got.len() == 8_000_005
    });
}

#[test]
fn the_end_of_a_stream_is_seen_after_its_last_bytes() {
    let mut driver = with_relay();
    let mut client = connect(&mut driver);
    client.write_all(b"last words").expect("write");
    drop(client);
    turn_until(&mut driver, |driver| driver.machine.closed == 1);
    assert_eq!(driver.machine.heard, 10);
    assert_eq!(driver.traffic().streams, 0);
}

#[test]
fn a_closed_stream_makes_room_for_another() {
    let mut driver = with_relay();
    let mut first = connect(&mut driver);
    first.write_all(b"close").expect("write");
    turn_until(&mut driver, |driver| driver.traffic().streams == 0);
    driver.machine.streams.clear();
    let mut second = connect(&mut driver);
    second.write_all(b"hello").expect("write");
    let mut got = Vec::new();
    turn_until(&mut driver, |_| {
        read_some(&mut second, &mut got);
        got == b"hello"
    });
}

#[test]
fn a_paused_stream_is_not_read() {
    let mut driver = with_relay();
    let mut client = connect(&mut driver);
    client.write_all(b"pause").expect("write");
    turn_until(&mut driver, |driver| driver.machine.heard == 5);
    client.write_all(b"more").expect("write");
    let mut other = connect(&mut driver);
    other.write_all(b"other").expect("write");
    turn_until(&mut driver, |driver| driver.machine.heard >= 10);
    assert_eq!(driver.machine.heard, 10);
    let id = *driver.machine.streams.keys().min_by_key(|id| id.generation).expect("a stream");
    driver.machine.requests.push_back(Request::ResumeReading(id));
    driver.machine.deadline = Some(Instant::ZERO);
    turn_until(&mut driver, |driver| driver.machine.heard == 14);
}

#[test]
fn refused_streams_are_closed() {
    let mut driver = open(
        DriverConfig { relay_ports: vec![0], ..DriverConfig::default() },
        Echo { refuse: true, ..Echo::default() },
    );
    let mut client = TcpStream::connect(relay(&driver)).expect("connect");
    turn_until(&mut driver, |driver| driver.traffic().streams_refused == 1);
    assert_eq!(client.read(&mut [0; 1]).unwrap_or(0), 0);
    assert_eq!(driver.traffic().streams, 0);
}

#[test]
fn one_turn_accepts_a_bounded_number() {
    let mut driver = with_relay();
    let _clients: Vec<_> = (0..100).map(|_| TcpStream::connect(relay(&driver)).expect("connect")).collect();
    turn_until(&mut driver, |driver| driver.traffic().streams_accepted > 0);
    assert!(driver.traffic().streams_accepted <= 64);
    turn_until(&mut driver, |driver| driver.traffic().streams_accepted == 100);
}

#[test]
fn neither_datagrams_nor_streams_wait_for_the_end_of_the_other() {
    let mut driver = with_relay();
    let mut streams: Vec<_> = (0..40).map(|_| connect(&mut driver)).collect();
    let datagrams = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("bind");
    let node = (Ipv4Addr::LOCALHOST, driver.udp_addr().expect("address").port());
    for stream in &mut streams {
        while stream.write(&[0; 65_536]).is_ok() {}
    }
    for _ in 0..BATCHES_PER_TURN * 32 * 2 {
        datagrams.send_to(b"x", node).expect("send");
    }
    let before = (driver.machine.heard, driver.traffic().received.datagrams);
    // The first turn may see only one of the two become ready.
    for _ in 0..2 {
        assert_eq!(driver.turn(Some(Duration::from_secs(20))), Ok(None));
    }
    let heard = driver.machine.heard - before.0;
    let received = driver.traffic().received.datagrams - before.1;
    assert!(heard > 0 && heard <= 2 * (READ_BYTES_PER_TURN + 65_536), "{heard}");
    assert!(received > 0 && received <= (2 * BATCHES_PER_TURN * 32) as u64, "{received}");
}

#[test]
fn deadlines_wake_the_loop() {
    let mut driver = with_relay();
    driver.machine.deadline = Some(driver.clock.now() + Duration::from_millis(5));
    turn_until(&mut driver, |driver| driver.machine.timeouts == 1);
    assert!(driver.traffic().wake_ups <= 2);
    assert!(driver.machine.time > UnixTime(1_700_000_000));
}

#[test]
fn lan_targets_are_told_on_request() {
    let mut driver = with_relay();
    driver.machine.requests.push_back(Request::LanTargets { port: 33445 });
    driver.machine.deadline = Some(Instant::ZERO);
    turn_until(&mut driver, |driver| driver.machine.lan.is_some());
    assert!(driver.machine.lan >= Some(1));
}

#[test]
fn bootstrap_nodes_are_given_by_address_and_by_name() {
    let key = DhtPublicKey::from_bytes([1; 32]);
    let node = |host: &str| BootstrapNode { host: host.into(), port: 33445, key };
    let bootstrap = vec![node("192.0.2.1"), node("2001:db8::1"), node("localhost"), node("")];
    let mut driver = open(DriverConfig { bootstrap, ..DriverConfig::default() }, Echo::default());
    assert_eq!(driver.machine.bootstrap.len(), 2);
    turn_until(&mut driver, |driver| driver.machine.bootstrap.len() > 2);
    assert!(driver.machine.bootstrap[2..].iter().all(|addr| addr.ip().is_loopback() && addr.port() == 33445));
}

#[test]
fn metrics_are_served() {
    let config = DriverConfig { metrics: Some((Ipv4Addr::LOCALHOST, 0).into()), ..DriverConfig::default() };
    let mut driver = open(config, Echo::default());
    let mut client = TcpStream::connect(driver.metrics_addr().expect("address")).expect("connect");
    client.set_nonblocking(true).expect("nonblocking");
    client.write_all(b"GET /metrics HTTP/1.1\r\n\r\n").expect("write");
    let mut answer = Vec::new();
    driver.machine.close_nodes = 4711;
    turn_until(&mut driver, |driver| {
        read_some(&mut client, &mut answer);
        driver.machine.deadline = Some(Instant::ZERO);
        answer.ends_with(b"\n") && answer.windows(4).any(|end| end == b"\r\n\r\n")
    });
    assert!(String::from_utf8(answer).expect("text").contains("close_nodes 4711\n"));
}

#[test]
fn ports_that_are_taken_are_skipped_while_one_works() {
    let taken = std::net::TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).expect("listen");
    let port = taken.local_addr().expect("address").port();
    let udp = UdpConfig { ports: PortRange::EPHEMERAL, ..UdpConfig::default() };
    let config = |relay_ports| DriverConfig { udp, relay_ip: IpMode::V4Only, relay_ports, ..DriverConfig::default() };
    let driver = Driver::open(&config(vec![port, 0]), |_| Echo::default()).expect("one port works");
    assert_eq!(driver.relay_addrs().count(), 1);
    assert!(matches!(Driver::open(&config(vec![port]), |_| Echo::default()), Err(OpenError::Relay(_))));
}

#[test]
fn stopping_tells_the_machine() {
    let mut driver = with_relay();
    driver.stop();
    assert!(driver.machine.shut_down);
}
