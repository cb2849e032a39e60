use super::*;
use crate::testing::{check_closed, check_kinds, check_open, hex};

fn reencode_request(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    BootstrapInfoRequest::parse(bytes).map(|packet| packet.to_vec())
}

fn reencode_response(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    BootstrapInfoResponse::parse(bytes).map(|packet| packet.to_vec())
}

#[test]
fn only_78_bytes_are_a_request() {
    let bytes = BootstrapInfoRequest.to_vec();
    assert_eq!(bytes.len(), 78);
    check_closed(&bytes, reencode_request);
    check_kinds(&bytes, reencode_request);
    let mut filled = [0xab; 78];
    filled[0] = 0xf0;
    assert_eq!(BootstrapInfoRequest::parse(&filled), Ok(BootstrapInfoRequest));
}

#[test]
fn a_response_has_the_bytes_of_the_daemon() {
    let bytes = hex("f03b9ad1e6746f782d626f6f7473747261706400");
    let response = BootstrapInfoResponse::parse(&bytes).unwrap();
    assert_eq!(response.version, daemon_version(0, 2, 22));
    assert_eq!(response.text(), b"tox-bootstrapd");
    assert_eq!(response.motd.last(), Some(&0));
    check_open(&bytes, BootstrapInfoResponse::MIN_LEN, reencode_response);
    check_kinds(&bytes, reencode_response);
}

#[test]
fn a_message_of_257_bytes_is_too_long() {
    let mut bytes = vec![b'm'; BootstrapInfoResponse::MAX_LEN];
    bytes[0] = 0xf0;
    check_open(&bytes, BootstrapInfoResponse::MIN_LEN, reencode_response);
    for len in [bytes.len() + 1, 70_000] {
        bytes.resize(len, b'm');
        assert_eq!(reencode_response(&bytes), Err(ParseError::TooLong(len)));
    }
}

#[test]
fn version_digits_do_not_run_into_each_other() {
    assert_eq!(daemon_version(0, 2, 23), 1_000_002_023);
    assert_eq!(daemon_version(7, 1_000, u32::MAX), 1_007_999_999);
    assert_eq!(daemon_version(u32::MAX, u32::MAX, u32::MAX), 1_999_999_999);
}

#[test]
fn text_ends_at_the_first_zero() {
    let text = |motd| BootstrapInfoResponse { version: 0, motd }.text();
    assert_eq!([text(b""), text(b"\0"), text(b"ab"), text(b"ab\0c")], [&b""[..], b"", b"ab", b"ab"]);
}
