//! Packets on their way: through net crypto, and through a relay. A round has 32 packets, so that each half of it can be
//! timed by itself.

use std::io;
use std::time::{Duration, Instant};

use super::{LOOPS, Step};
use crate::paths::data_packets::DataPackets;
use crate::paths::relay_frames::RelayFrames;

pub(super) fn measure() -> io::Result<Vec<Step>> {
    let mut line = DataPackets::connect()?;
    let [sent, received] = halves(|| {
        let (sent, send_time) = timed(|| line.send())?;
        let (received, receive_time) = timed(|| line.receive())?;
        line.settle()?;
        Ok([(sent, send_time), (received, receive_time)])
    })?;
    let mut relay = RelayFrames::connect()?;
    let [sealed, passed] = halves(|| {
        let ((), seal_time) = timed(|| relay.send())?;
        let (passed, pass_time) = timed(|| relay.forward())?;
        relay.receive()?;
        Ok([(passed, seal_time), (passed, pass_time)])
    })?;
    Ok(vec![
        Step { name: "data packet of 1,373 bytes, sent", nanoseconds: sent },
        Step { name: "data packet of 1,373 bytes, received", nanoseconds: received },
        Step { name: "relay frame of 1,400 bytes, sealed by the client", nanoseconds: sealed },
        Step { name: "relay frame of 1,400 bytes, passed on", nanoseconds: passed },
    ])
}

fn timed<T>(call: impl FnOnce() -> io::Result<T>) -> io::Result<(T, Duration)> {
    let started = Instant::now();
    let result = call()?;
    Ok((result, started.elapsed()))
}

/// Nanoseconds of one packet in both halves of a round: the least of several loops.
fn halves(mut round: impl FnMut() -> io::Result<[(usize, Duration); 2]>) -> io::Result<[f64; 2]> {
    let mut least = [f64::INFINITY; 2];
    for _ in 0..LOOPS {
        let mut sums = [(0, Duration::ZERO); 2];
        for _ in 0..ROUNDS {
            for (sum, (packets, time)) in sums.iter_mut().zip(round()?) {
                sum.0 += packets;
                sum.1 += time;
            }
        }
        for (least, (packets, time)) in least.iter_mut().zip(sums) {
            *least = least.min(time.as_secs_f64() * 1e9 / packets.max(1) as f64);
        }
    }
    Ok(least)
}

/// Rounds of a loop: some 10 ms.
const ROUNDS: u32 = 300;
