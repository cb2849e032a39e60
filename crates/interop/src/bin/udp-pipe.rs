//! A UDP socket on standard input and output, to be started in another network namespace: a line `ADDRESS HEX` in is a
//! datagram out, a datagram in is a line `from ADDRESS HEX`. The argument is the address to bind. Ends with its input.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{Write, stdin, stdout};
use std::net::{SocketAddr, UdpSocket};
use std::thread;

use toxcore_interop::{from_hex, to_hex};

/// Larger than any Tox datagram.
const BUFFER: usize = 4096;

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or("usage: udp-pipe ADDRESS:PORT")?;
    let socket = UdpSocket::bind(&address)?;
    let receiver = socket.try_clone()?;
    thread::spawn(move || receive(&receiver));
    writeln!(stdout(), "bound {}", socket.local_addr()?)?;
    for line in stdin().lines() {
        let line = line?;
        let (to, bytes) = line.split_once(' ').ok_or("expected ADDRESS HEX")?;
        let bytes = from_hex(bytes).ok_or("expected hexadecimal digits")?;
        socket.send_to(&bytes, to.parse::<SocketAddr>()?)?;
    }
    Ok(())
}

fn receive(socket: &UdpSocket) {
    let mut buffer = [0; BUFFER];
    // An error here is an ICMP answer to something sent before: the socket goes on.
    loop {
        let Ok((length, from)) = socket.recv_from(&mut buffer) else { continue };
        let bytes = buffer.get(..length).unwrap_or_default();
        if writeln!(stdout().lock(), "from {from} {}", to_hex(bytes)).is_err() {
            return;
        }
    }
}
