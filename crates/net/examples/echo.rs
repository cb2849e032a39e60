//! Sends every datagram back to where it came from, in batches: a poll loop around one socket.
#![allow(clippy::print_stdout)]

use std::os::fd::AsRawFd;

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use toxcore_net::{Readiness, RecvBatch, SendBatch, SendStatus, UdpConfig, UdpSocket};

const SOCKET: Token = Token(0);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let socket = UdpSocket::bind(&UdpConfig::default())?;
    println!("echo on {}, kernel offers {:?}", socket.local_addr()?, socket.capabilities());
    let fd = socket.as_raw_fd();
    let mut poll = Poll::new()?;
    poll.registry().register(&mut SourceFd(&fd), SOCKET, Interest::READABLE)?;
    let (mut events, mut received, mut sending) = (Events::with_capacity(8), RecvBatch::new(), SendBatch::new());
    let mut blocked = false;
    loop {
        poll.poll(&mut events, None)?;
        while blocked || socket.recv_batch(&mut received)? == Readiness::MayHaveMore {
            if !blocked {
                received.datagrams().for_each(|(from, datagram)| sending.push(from, datagram));
            }
            let was_blocked = blocked;
            blocked = socket.send_batch(&mut sending) == SendStatus::Blocked;
            if blocked != was_blocked {
                // Interest in writing only while something waits: each datagram that leaves would wake the loop.
                let interest = if blocked { Interest::READABLE | Interest::WRITABLE } else { Interest::READABLE };
                poll.registry().reregister(&mut SourceFd(&fd), SOCKET, interest)?;
            }
            if blocked {
                break;
            }
        }
    }
}
