use std::net::{Ipv4Addr, SocketAddr};

use super::*;
use crate::onion::ClientSlot;
use crate::onion::return_path::seal_return;
use crate::onion::tests::return_key;
use crate::testing::{assert_kinds, assert_lengths, nonce};

fn packet(kind: u8, return_len: usize) -> Vec<u8> {
    let mut packet = vec![0; 1 + return_len];
    packet[0] = kind;
    packet.push(0x84);
    packet
}

fn parse_3(packet: &mut [u8]) -> Result<(), ParseError> {
    OnionResponse3::parse(packet).map(drop)
}

fn parse_2(packet: &mut [u8]) -> Result<(), ParseError> {
    OnionResponse2::parse(packet).map(drop)
}

fn parse_1(packet: &mut [u8]) -> Result<(), ParseError> {
    OnionResponse1::parse(packet).map(drop)
}

#[test]
fn lengths_out_of_range_are_refused() {
    assert_lengths(&packet(0x8c, RETURN_3_LEN), 179..=1400, parse_3);
    assert_lengths(&packet(0x8d, RETURN_2_LEN), 120..=1400, parse_2);
    assert_lengths(&packet(0x8e, RETURN_1_LEN), 61..=1400, parse_1);
}

#[test]
fn other_kinds_are_refused() {
    assert_kinds(&packet(0x8c, RETURN_3_LEN), &[0x8c], parse_3);
    assert_kinds(&packet(0x8d, RETURN_2_LEN), &[0x8d], parse_2);
    assert_kinds(&packet(0x8e, RETURN_1_LEN), &[0x8e], parse_1);
}

#[test]
fn only_the_first_node_leads_to_tcp_clients() {
    let key = return_key(1);
    let client = ReturnAddress::Client(ClientSlot { index: 1, generation: 2 });
    let mut blob = Vec::new();
    seal_return(&key, &nonce(1), client, &[0; RETURN_2_LEN], &mut blob);
    let mut packet = [&[0x8c][..], &blob, &[0x84]].concat();
    let opened = OnionResponse3::parse(&mut packet).unwrap().open(&key);
    assert_eq!(opened.map(drop), Err(OpenError::Malformed(ParseError::Invalid(Field::AddressFamily))));
}

#[test]
fn forwarded_packet_is_the_end_of_the_received_one() {
    let key = return_key(1);
    let back = SocketAddr::from((Ipv4Addr::new(192, 0, 2, 7), 33445));
    let mut blob = Vec::new();
    seal_return(&key, &nonce(1), ReturnAddress::Udp(back), &[7; RETURN_2_LEN], &mut blob);
    let mut packet = [&[0x8c][..], &blob, &[0x88, 1, 2]].concat();
    let opened = OnionResponse3::parse(&mut packet).unwrap().open(&key).unwrap();
    assert_eq!(opened.next, back);
    assert_eq!(opened.packet, [&[0x8d][..], &[7; RETURN_2_LEN], &[0x88, 1, 2]].concat());
}
