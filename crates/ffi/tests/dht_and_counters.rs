//! `tox_private.h` beside a node on this machine: questions to the DHT, and packet counters.
#![allow(unsafe_code, reason = "C's functions")]

mod support;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::{CStr, CString, c_char, c_void};
use std::ptr;

use support::{Instance, iterate_until, quiet};
use toxcore_ffi::types::{
    Tox_Err_Dht_Send_Nodes_Request, Tox_Netprof_Direction, Tox_Netprof_Packet_Id, Tox_Netprof_Packet_Type,
};
use toxcore_ffi::*;

const HERE: &CStr = c"127.0.0.1";
const SENT: u32 = Tox_Netprof_Direction::Sent as u32;
const RECEIVED: u32 = Tox_Netprof_Direction::Recv as u32;
const UDP: u32 = Tox_Netprof_Packet_Type::Udp as u32;
const TCP_CLIENT: u32 = Tox_Netprof_Packet_Type::TcpClient as u32;
const TCP_SERVER: u32 = Tox_Netprof_Packet_Type::TcpServer as u32;
const TCP: u32 = Tox_Netprof_Packet_Type::Tcp as u32;

fn client() -> Instance {
    Instance::new(|_| {})
}

fn bootstrap(tox: &Instance, node: &Instance) {
    let (key, port) = (node.dht_id(), node.udp_port());
    // SAFETY: a live instance, a text and a key.
    assert!(unsafe { tox_bootstrap(tox.as_ptr(), HERE.as_ptr(), port, key.as_ptr(), ptr::null_mut()) });
}

fn near(tox: &Instance) -> u16 {
    // SAFETY: a live instance.
    unsafe { tox_dht_get_num_closelist(tox.as_ptr()) }
}

fn storing(tox: &Instance) -> u16 {
    // SAFETY: a live instance.
    unsafe { tox_dht_get_num_closelist_announce_capable(tox.as_ptr()) }
}

fn packets(tox: &Instance, sockets: u32, id: u8, direction: u32) -> (u64, u64) {
    // SAFETY: a live instance.
    let count = unsafe { tox_netprof_get_packet_id_count(tox.as_ptr(), sockets, id, direction) };
    // SAFETY: as above.
    (count, unsafe { tox_netprof_get_packet_id_bytes(tox.as_ptr(), sockets, id, direction) })
}

fn total(tox: &Instance, sockets: u32, direction: u32) -> (u64, u64) {
    // SAFETY: a live instance.
    let count = unsafe { tox_netprof_get_packet_total_count(tox.as_ptr(), sockets, direction) };
    // SAFETY: as above.
    (count, unsafe { tox_netprof_get_packet_total_bytes(tox.as_ptr(), sockets, direction) })
}

/// Asks one node, and returns the error.
fn send_request(
    tox: *const Tox,
    key: Option<&[u8; 32]>,
    host: Option<&CStr>,
    port: u16,
    target: Option<&[u8; 32]>,
) -> Tox_Err_Dht_Send_Nodes_Request {
    let key = key.map_or(ptr::null(), |key| key.as_ptr());
    let target = target.map_or(ptr::null(), |key| key.as_ptr());
    let host = host.map_or(ptr::null(), CStr::as_ptr);
    let mut error = Tox_Err_Dht_Send_Nodes_Request::Ok;
    // SAFETY: NULL, or a live instance, keys and a text.
    let sent = unsafe { tox_dht_send_nodes_request(tox, key, host, port, target, &raw mut error) };
    assert_eq!(sent, error == Tox_Err_Dht_Send_Nodes_Request::Ok);
    // SAFETY: as above.
    assert_eq!(unsafe { tox_dht_send_nodes_request(tox, key, host, port, target, ptr::null_mut()) }, sent);
    error
}

#[test]
fn who_answers_is_near_and_may_store_values() {
    let (tox, node) = (client(), client());
    assert_eq!((near(&tox), storing(&tox)), (0, 0));
    bootstrap(&tox, &node);
    iterate_until(&[&tox, &node], || near(&tox) == 1 && storing(&tox) == 1 && near(&node) == 1);
    // SAFETY: NULL is allowed.
    assert_eq!(unsafe { tox_dht_get_num_closelist(ptr::null()) }, 0);
    // SAFETY: NULL is allowed.
    assert_eq!(unsafe { tox_dht_get_num_closelist_announce_capable(ptr::null()) }, 0);
}

thread_local! {
    static NAMED: RefCell<BTreeSet<([u8; 32], String, u16)>> = const { RefCell::new(BTreeSet::new()) };
}

unsafe extern "C" fn named(
    tox: *mut Tox,
    key: *const u8,
    ip: *const c_char,
    ip_length: u32,
    port: u16,
    user_data: *mut c_void,
) {
    assert!(!tox.is_null());
    assert!(user_data.is_null());
    // SAFETY: a key.
    let key = unsafe { *key.cast::<[u8; 32]>() };
    // SAFETY: a text.
    let ip = unsafe { CStr::from_ptr(ip) }.to_str().expect("an address").to_owned();
    assert_eq!(ip.len(), ip_length as usize);
    NAMED.with_borrow_mut(|all| all.insert((key, ip, port)));
    // A callback may ask on.
    let target = [9; 32];
    let host = CString::new("127.0.0.1").expect("no NUL");
    assert_eq!(send_request(tox, Some(&key), Some(&host), port, Some(&target)), Tox_Err_Dht_Send_Nodes_Request::Ok);
}

#[test]
fn nodes_are_asked_for_others() {
    let (tox, node, other) = (client(), client(), client());
    bootstrap(&other, &node);
    iterate_until(&[&node, &other], || near(&node) == 1 && near(&other) == 1);
    // SAFETY: a live instance.
    unsafe { tox_callback_dht_nodes_response(tox.as_ptr(), Some(named)) };
    let (key, target) = (node.dht_id(), other.dht_id());
    let error = send_request(tox.as_ptr(), Some(&key), Some(HERE), node.udp_port(), Some(&target));
    assert_eq!(error, Tox_Err_Dht_Send_Nodes_Request::Ok);
    let wanted = (target, "127.0.0.1".to_owned(), other.udp_port());
    iterate_until(&[&tox, &node, &other], || NAMED.with_borrow(|all| all.contains(&wanted)));
    // Without a callback nobody is told.
    // SAFETY: a live instance.
    unsafe { tox_callback_dht_nodes_response(tox.as_ptr(), None) };
    NAMED.with_borrow_mut(BTreeSet::clear);
    let before = packets(&tox, UDP, 0x04, RECEIVED).0;
    send_request(tox.as_ptr(), Some(&key), Some(HERE), node.udp_port(), Some(&target));
    iterate_until(&[&tox, &node, &other], || packets(&tox, UDP, 0x04, RECEIVED).0 > before);
    assert!(NAMED.with_borrow(BTreeSet::is_empty));
}

#[test]
fn requests_are_refused_in_the_order_of_the_table() {
    use Tox_Err_Dht_Send_Nodes_Request as E;
    let (off, tox) = (quiet(), client());
    let (off, tox) = (off.as_ptr(), tox.as_ptr());
    let key = Some(&[9; 32]);
    assert_eq!(send_request(off, None, None, 0, None), E::UdpDisabled);
    assert_eq!(send_request(tox, None, Some(HERE), 0, key), E::Null);
    assert_eq!(send_request(tox, key, None, 0, key), E::Null);
    assert_eq!(send_request(tox, key, Some(HERE), 0, None), E::Null);
    assert_eq!(send_request(tox, key, Some(c"no host at all"), 0, key), E::BadPort);
    assert_eq!(send_request(tox, key, Some(c"no host at all"), 1, key), E::BadIp);
    assert_eq!(send_request(tox, key, Some(c""), 1, key), E::BadIp);
    assert_eq!(send_request(tox, key, Some(c"\xff\xfe"), 1, key), E::BadIp);
    assert_eq!(send_request(tox, key, Some(c"0.0.0.0"), 1, key), E::Fail);
    assert_eq!(send_request(ptr::null(), key, Some(HERE), 1, key), E::Null);
}

#[test]
fn datagrams_are_counted_by_their_first_byte() {
    let (tox, node) = (client(), client());
    assert_eq!(total(&tox, UDP, RECEIVED), (0, 0));
    bootstrap(&tox, &node);
    iterate_until(&[&tox, &node], || packets(&tox, UDP, 0x04, RECEIVED).0 > 0);
    let (requests, bytes) = packets(&tox, UDP, 0x02, SENT);
    assert!(requests > 0);
    assert_eq!(bytes, requests * 113, "a nodes request has 113 bytes");
    for direction in [SENT, RECEIVED] {
        let sum = (0..=u8::MAX).map(|id| packets(&tox, UDP, id, direction)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        assert_eq!(sum, total(&tox, UDP, direction));
        assert_eq!(total(&tox, TCP_SERVER, direction), (0, 0));
    }
    for (sockets, direction) in [(4, SENT), (u32::MAX, SENT), (UDP, 2), (UDP, u32::MAX)] {
        assert_eq!((packets(&tox, sockets, 0x02, direction), total(&tox, sockets, direction)), ((0, 0), (0, 0)));
    }
    // SAFETY: NULL is allowed.
    assert_eq!(unsafe { tox_netprof_get_packet_total_count(ptr::null(), UDP, SENT) }, 0);
}

/// A node that is a relay, too, at a port that is free.
fn relay() -> Instance {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    drop(listener);
    // SAFETY: live options.
    Instance::new(|options| unsafe { tox_options_set_tcp_port(options, port) })
}

#[test]
fn frames_of_both_ends_of_a_link_are_counted() {
    let (tox, node) = (quiet(), relay());
    let (key, port) = (node.dht_id(), node.tcp_port());
    // SAFETY: a live instance, a text and a key.
    assert!(unsafe { tox_add_tcp_relay(tox.as_ptr(), HERE.as_ptr(), port, key.as_ptr(), ptr::null_mut()) });
    // A link is proven by a ping and its answer.
    let (ping, pong) = (Tox_Netprof_Packet_Id::Four as u8, Tox_Netprof_Packet_Id::TcpPong as u8);
    iterate_until(&[&tox, &node], || packets(&tox, TCP_CLIENT, pong, RECEIVED).0 > 0);
    assert_eq!(packets(&tox, TCP_CLIENT, ping, SENT), (1, 2 + 16 + 9));
    assert_eq!(packets(&node, TCP_SERVER, ping, RECEIVED), (1, 9));
    assert_eq!(packets(&node, TCP_SERVER, pong, SENT), (1, 2 + 16 + 9));
    assert_eq!(packets(&tox, TCP_CLIENT, pong, RECEIVED), (1, 9));
    for direction in [SENT, RECEIVED] {
        let (client, server, both) =
            (total(&node, TCP_CLIENT, direction), total(&node, TCP_SERVER, direction), total(&node, TCP, direction));
        assert_eq!((client.0 + server.0, client.1 + server.1), both);
        let data = Tox_Netprof_Packet_Id::TcpData as u8;
        let kinds =
            (data..=u8::MAX).filter(|id| *id != data).map(|id| packets(&node, TCP, id, direction).0).sum::<u64>();
        assert!(packets(&node, TCP, data, direction).0 >= kinds, "one id stands for all data");
    }
}
