//! A flood of datagrams from many addresses, for tests in a network of their own: `udp-flood KIND LENGTH RATE ADDRESS…`
//! sends to each address RATE datagrams a second, which begin with the byte KIND and go on with noise. It refuses
//! addresses other than those of documentation, and ends with its input.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};
use std::net::{Ipv4Addr, SocketAddrV4, UdpSocket};
use std::process::exit;
use std::thread;
use std::time::{Duration, Instant};

/// Datagrams are sent in bursts, this often a second: finer than that, sleeping is too coarse.
const BURSTS_PER_SECOND: u32 = 200;

/// Sockets, each with an address and port of its own: our choice, enough that a limit on one source does not help.
const SOCKETS: usize = 254;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, length, rate, targets @ ..] = arguments.as_slice() else {
        return Err("usage: udp-flood KIND LENGTH RATE ADDRESS…".into());
    };
    let targets: Vec<SocketAddrV4> = targets.iter().map(|target| target.parse()).collect::<Result<_, _>>()?;
    if targets.iter().any(|target| !target.ip().is_documentation()) {
        return Err("only addresses of documentation are flooded".into());
    }
    let mut datagram = vec![0_u8; length.parse()?];
    if let Some(first) = datagram.first_mut() {
        *first = u8::from_str_radix(kind, 16)?;
    }
    let burst = rate.parse::<u32>()?.div_ceil(BURSTS_PER_SECOND);
    let sockets = sockets()?;
    thread::spawn(|| {
        // Ends with its input, whatever the sockets do.
        let _ = stdin().read_to_end(&mut Vec::new());
        exit(0);
    });
    writeln!(stdout(), "flooding")?;
    send(&sockets, &targets, &mut datagram, burst);
    Ok(())
}

/// A socket for each address of 203.0.113.0/24 that this host has.
fn sockets() -> Result<Vec<UdpSocket>, Box<dyn Error>> {
    let addresses =
        (1..=SOCKETS).filter_map(|last| u8::try_from(last).ok()).map(|last| Ipv4Addr::new(203, 0, 113, last));
    let sockets: Vec<UdpSocket> = addresses.filter_map(|address| UdpSocket::bind((address, 0)).ok()).collect();
    if sockets.is_empty() { Err("this host has none of the addresses 203.0.113.0/24".into()) } else { Ok(sockets) }
}

fn send(sockets: &[UdpSocket], targets: &[SocketAddrV4], datagram: &mut [u8], burst: u32) {
    let mut noise = 1_u64;
    let mut next = Instant::now();
    let mut turn = sockets.iter().cycle();
    loop {
        for target in targets {
            for _ in 0..burst {
                // A cheap generator: the bytes have to differ, not to be random.
                for chunk in datagram.get_mut(1..).unwrap_or_default().chunks_mut(8) {
                    noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    chunk.iter_mut().zip(noise.to_be_bytes()).for_each(|(place, byte)| *place = byte);
                }
                if let Some(socket) = turn.next() {
                    // A full queue of the kernel is part of a flood.
                    let _ = socket.send_to(datagram, target);
                }
            }
        }
        next += Duration::from_secs(1) / BURSTS_PER_SECOND;
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
}
