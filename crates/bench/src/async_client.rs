//! A client on the async API that takes the commands of `load/client.c` which a conversation needs, so that whoever drives
//! those programs can drive it.
//!
//! One command a line comes in, one fact a line goes out, and it ends with its input:
//! `make KIND PORT RELAYPORT COUNT`, `bootstrap HOST PORT KEY`, `friend KEY`, `ping`, `stop`.

use std::io::{self, BufRead as _, Write as _};
use std::str::FromStr;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::runtime::Builder;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::sleep_until;
use toxcore_tokio::{
    ConnectionStatus, DhtPublicKey, Event, Events, Friend, IncomingMessage, LongTermPublicKey, ProfileSource, Tox,
};

/// Runs until the end of the input, on the runtime that programs have if they do not choose.
///
/// # Errors
/// If there is no runtime, or a command cannot be carried out.
pub fn run() -> io::Result<()> {
    Builder::new_multi_thread().enable_all().build()?.block_on(converse())
}

/// Lines of the input; it is read by a thread, as it may be a pipe, a terminal or a file.
fn commands() -> Receiver<String> {
    let (to_us, commands) = channel(QUEUE);
    thread::spawn(move || {
        io::stdin().lock().lines().map_while(Result::ok).try_for_each(|line| to_us.blocking_send(line))
    });
    commands
}

async fn converse() -> io::Result<()> {
    let mut commands = commands();
    let Some(first) = commands.recv().await else { return Ok(()) };
    let (tox, mut events) = make(&first).await?;
    let mut client = Client { tox, friend: None, pings: None, began: Instant::now(), pause: 0 };
    loop {
        // A pause that is over sends the next message; without pings it never is.
        let next_ping = client.pings.unwrap_or_else(|| Instant::now() + A_WHILE);
        tokio::select! {
            command = commands.recv() => match command {
                Some(line) => client.obey(&line).await?,
                None => return client.tox.shutdown().await.map_err(io::Error::other),
            },
            event = events.next() => match event {
                Some(event) => client.hear(event).await?,
                None => return Err(io::Error::other("the task has ended")),
            },
            () = sleep_until(next_ping.into()) => client.ping().await?,
        }
    }
}

/// `make udp|tcp PORT RELAYPORT COUNT`, where there is but one and it is no relay.
async fn make(line: &str) -> io::Result<(Tox, Events)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let ["make", kind, port, "0", "1"] = words.as_slice() else { return Err(unknown(line)) };
    let port = parsed(port)?;
    let builder = Tox::builder(ProfileSource::Temporary).ipv6(false).local_discovery(false);
    let start = builder.udp(*kind == "udp").ports(port..=port).start();
    let (tox, events) = start.await.map_err(io::Error::other)?;
    let dht_key = tox.with(|tox, _| tox.self_dht_id()).await.map_err(io::Error::other)?;
    say(&format!("here {:.6} {} {}", time(), tox.public_key().to_hex(), dht_key.to_hex()))?;
    Ok((tox, events))
}

/// What the commands made.
struct Client {
    tox: Tox,
    friend: Option<Friend>,
    /// When the next message is sent, while there is to be one.
    pings: Option<Instant>,
    /// Zero of the times in messages.
    began: Instant,
    /// Makes pauses differ.
    pause: u64,
}

impl Client {
    async fn obey(&mut self, line: &str) -> io::Result<()> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["bootstrap", host, port, key] => {
                let key: DhtPublicKey = DhtPublicKey::from_hex(key).map_err(io::Error::other)?;
                self.tox.bootstrap(host, parsed(port)?, key).await.map_err(io::Error::other)
            }
            ["friend", key] => {
                let key = LongTermPublicKey::from_hex(key).map_err(io::Error::other)?;
                let friend = self.tox.add_friend_without_request(key).await.map_err(io::Error::other)?;
                self.friend = Some(friend);
                Ok(())
            }
            ["ping"] => {
                self.pings = Some(Instant::now());
                Ok(())
            }
            ["stop"] => {
                self.pings = None;
                Ok(())
            }
            _ => Err(unknown(line)),
        }
    }

    async fn hear(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::FriendConnection { status, .. } => {
                let way = match status {
                    ConnectionStatus::None => 0,
                    ConnectionStatus::Tcp => 1,
                    ConnectionStatus::Udp => 2,
                };
                say(&format!("friend 0 {way} {:.6}", time()))
            }
            Event::Message(message) => self.answer(message).await,
            _ => Ok(()),
        }
    }

    /// Sends a question back, or takes the time of an answer.
    async fn answer(&mut self, message: IncomingMessage) -> io::Result<()> {
        match message.content.split_first() {
            Some((&QUESTION, rest)) => {
                let mut back = vec![ANSWER];
                back.extend_from_slice(rest);
                message.friend.send(back).await.map(drop).map_err(io::Error::other)
            }
            Some((&ANSWER, rest)) => {
                let asked = rest.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
                let trip = self.began.elapsed().saturating_sub(Duration::from_nanos(asked));
                // Of every length in turn up to the longest: in step with nobody's timers.
                self.pause = (self.pause + PAUSE_STEP) % LONGEST_PAUSE;
                self.pings = Some(Instant::now() + SHORTEST_PAUSE + Duration::from_micros(self.pause));
                say(&format!("trip {:.6}", trip.as_secs_f64()))
            }
            _ => Ok(()),
        }
    }

    async fn ping(&mut self) -> io::Result<()> {
        self.pings = None;
        let Some(friend) = &self.friend else { return Ok(()) };
        let mut text = vec![0; TEXT];
        let now = u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let parts = [QUESTION].into_iter().chain(now.to_be_bytes());
        text.iter_mut().zip(parts).for_each(|(place, byte)| *place = byte);
        friend.send(text).await.map(drop).map_err(io::Error::other)
    }
}

fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

fn parsed<T: FromStr>(word: &str) -> io::Result<T> {
    word.parse().map_err(|_| io::Error::other(format!("{word} is no number")))
}

fn unknown(line: &str) -> io::Error {
    io::Error::other(format!("no command {line}"))
}

/// A clock that all processes share.
fn time() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

/// First bytes of messages: what they are for.
const QUESTION: u8 = b'P';
const ANSWER: u8 = b'R';
/// Bytes of a message, as in `load/traffic.h`.
const TEXT: usize = 100;
/// Commands that wait: those of a whole introduction.
const QUEUE: usize = 16;
/// Pauses between an answer and the next question: 5 to 65 ms as in `load/traffic.h`.
const SHORTEST_PAUSE: Duration = Duration::from_millis(5);
/// Microseconds on top of it, and the step through them, which has no divisor in common with them.
const LONGEST_PAUSE: u64 = 60_000;
const PAUSE_STEP: u64 = 22_943;
/// Longer than anybody waits.
const A_WHILE: Duration = Duration::from_secs(3600);
