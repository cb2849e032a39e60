//! Two ends of an encrypted connection, joined in memory.

use std::hint::black_box;
use std::io;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, KeyCache, LongTermKeyPair};
use toxcore_net_crypto::{Config, ConnectionId, Evidence, NetCrypto, Output, Payload, SendClass};
use toxcore_sansio::{Admission, Cx, Instant, Path, Rng, Seed, UnixTime};

/// A connection over which one end sends full packets, as it does in a file.
pub struct DataPackets {
    sender: End,
    receiver: End,
    connection: ConnectionId,
    now: Instant,
    data: Vec<u8>,
    wire: Wire,
    /// Bytes of content that came out.
    arrived: usize,
}

impl std::fmt::Debug for DataPackets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DataPackets").field("arrived", &self.arrived).finish_non_exhaustive()
    }
}

/// Datagrams on the way.
#[derive(Debug, Default)]
struct Wire {
    bytes: Vec<u8>,
    packets: Vec<Range<usize>>,
}

struct End {
    machine: NetCrypto,
    address: SocketAddr,
    dht: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    established: Option<ConnectionId>,
}

impl DataPackets {
    /// Connects both ends.
    ///
    /// # Errors
    /// If they do not come together.
    pub fn connect() -> io::Result<Self> {
        let (mut sender, mut receiver) = (End::new(1), End::new(2));
        let now = Instant::ZERO;
        let (peer, dht) = (LongTermKeyPair::from_secret_bytes([2; 32]).public, receiver.dht.public);
        let connection = sender.call(|machine, cx| machine.connect(cx, now, peer, dht)).map_err(io::Error::other)?;
        sender.machine.add_address(now, connection, receiver.address, Evidence::Told);
        let mut wire = Wire::default();
        for _ in 0..HANDSHAKE_STEPS {
            sender.transmit(now, &mut wire);
            receiver.handle(now, sender.address, &mut wire)?;
            receiver.transmit(now, &mut wire);
            sender.handle(now, receiver.address, &mut wire)?;
        }
        if sender.established.is_none() || receiver.established.is_none() {
            return Err(io::Error::other("two ends in memory did not connect"));
        }
        let mut data = vec![0x5a; DATA];
        if let Some(kind) = data.first_mut() {
            *kind = DATA_ID;
        }
        Ok(Self { sender, receiver, connection, now, data, wire, arrived: 0 })
    }

    /// Gives the sender packets and takes the datagrams that it makes of them; says how many.
    ///
    /// # Errors
    /// If it takes none although its queue is empty.
    pub fn send(&mut self) -> io::Result<usize> {
        for _ in 0..BATCH {
            self.sender.machine.send(self.connection, SendClass::Bulk, &self.data).map_err(io::Error::other)?;
        }
        self.sender.transmit(self.now, &mut self.wire);
        Ok(self.wire.packets.len())
    }

    /// Gives those datagrams to the receiver and reads what is in them; says how many packets came out.
    ///
    /// # Errors
    /// If it refuses one.
    pub fn receive(&mut self) -> io::Result<usize> {
        let before = self.arrived;
        self.arrived += self.receiver.handle(self.now, self.sender.address, &mut self.wire)?;
        Ok((self.arrived - before) / DATA)
    }

    /// Lets time pass until the sender knows that everything arrived.
    ///
    /// # Errors
    /// If it never does.
    pub fn settle(&mut self) -> io::Result<()> {
        for _ in 0..PATIENCE {
            self.now += STEP;
            self.sender.machine.handle_timeout(self.now);
            self.receiver.machine.handle_timeout(self.now);
            self.receiver.transmit(self.now, &mut self.wire);
            self.sender.handle(self.now, self.receiver.address, &mut self.wire)?;
            if self.sender.machine.packets_kept(self.connection) == 0 {
                return Ok(());
            }
            // What the congestion control had held back.
            self.sender.transmit(self.now, &mut self.wire);
            self.arrived += self.receiver.handle(self.now, self.sender.address, &mut self.wire)?;
        }
        Err(io::Error::other("packets in memory were not confirmed"))
    }
}

impl End {
    fn new(number: u8) -> Self {
        let seed = Seed::from_number(number.into());
        Self {
            machine: NetCrypto::new(Config::default(), LongTermKeyPair::from_secret_bytes([number; 32]), &seed),
            address: SocketAddr::from(([192, 0, 2, number], 33_445)),
            dht: DhtKeyPair::from_secret_bytes([number | 0x80; 32]),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
            established: None,
        }
    }

    fn call<T>(&mut self, call: impl FnOnce(&mut NetCrypto, &mut Cx<'_>) -> T) -> T {
        let mut cx = Cx {
            keys: &self.dht,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        call(&mut self.machine, &mut cx)
    }

    /// Puts everything on the wire that may leave.
    fn transmit(&mut self, now: Instant, wire: &mut Wire) {
        wire.bytes.clear();
        wire.packets.clear();
        while let Some(run) = self.machine.poll_transmit(now, &mut wire.bytes) {
            let mut start = wire.bytes.len().saturating_sub(run.len);
            while start < wire.bytes.len() {
                let end = start.saturating_add(run.segment.max(1)).min(wire.bytes.len());
                wire.packets.push(start..end);
                start = end;
            }
        }
    }

    /// Takes everything from the wire, and says how many bytes of data were in it.
    fn handle(&mut self, now: Instant, from: SocketAddr, wire: &mut Wire) -> io::Result<usize> {
        let mut len = 0;
        for packet in &wire.packets {
            let packet = wire.bytes.get_mut(packet.clone()).unwrap_or_default();
            self.call(|machine, cx| machine.handle_packet(cx, now, Path::Udp(from), packet))
                .map_err(|discard| io::Error::other(format!("a datagram was refused: {discard:?}")))?;
            while let Some(output) = self.machine.poll_output() {
                match output {
                    Output::Incoming { offer, .. } => {
                        self.call(|machine, cx| machine.accept(cx, now, offer)).map_err(io::Error::other)?;
                    }
                    Output::Established(id) => self.established = Some(id),
                    Output::Received { payload, .. } => {
                        let data = match payload {
                            Payload::InPlace(range) => packet.get(range),
                            Payload::Stored(slot) => self.machine.stored(slot),
                        };
                        len += black_box(data.unwrap_or_default()).len();
                    }
                    _ => {}
                }
            }
        }
        wire.packets.clear();
        Ok(len)
    }
}

/// Longest data of a packet: 1,373 bytes with its id. Protocol: net-crypto, Data packets.
const DATA: usize = 1373;
/// An id of the lossless stream, as file data has it.
const DATA_ID: u8 = 82;
/// Packets in one round: a run that segmentation offload takes at once.
const BATCH: usize = 32;
/// Turns in which a handshake is done; it takes three.
const HANDSHAKE_STEPS: usize = 8;
/// Time from one look at the clock to the next.
const STEP: Duration = Duration::from_millis(1);
/// Steps after which something is wrong.
const PATIENCE: usize = 2000;
