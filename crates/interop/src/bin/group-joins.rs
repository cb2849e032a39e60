//! Measures how long groups take: `group-joins STORY RUNS CAST…`. Prints a line for each run, then median and worst of each cast.
//! A cast is a founder and a joiner: `O` ours, `L` our C library, `T` 0.2.20, `S` 0.2.22 or newer, each with UDP (`+`) or without (`-`),
//! such as `T-O+`. Casts are played side by side. Stories:
//!
//! - `join`: by the chat id, until both hear each other.
//! - `restart`: then the joiner ends, and comes back with its profile.
//! - `crash`: the same, but killed just after its profile was written.
//! - `silence`: the founder stands still for 40 s.
//! - `all`: both end, and come back together.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "the figures are the result")]

use std::thread;
use std::time::{Duration, Instant};

use toxcore_interop::scenario::{MEET, Outcome};
use toxcore_interop::{
    Client, ClientKind, ClientOptions, Host, Lab, Node, NodeKind, Scratch, Suite, Udp, start_network,
};

/// What is not there by then counts as never: longer than members running libtoxcore keep who is silent, and try again.
const LATE: Duration = Duration::from_secs(150);
/// Between two looks at the clients.
const LOOK: Duration = Duration::from_millis(50);
/// Between two texts of one member until the other hears it.
const REPEAT: Duration = Duration::from_millis(500);
/// How long a founder is there, or both talk, before what is measured begins: announcements and packets under way have arrived.
const SETTLE: Duration = Duration::from_secs(5);
/// How long a founder stands still: members running the reference give it up after 58 s.
const STANDSTILL: Duration = Duration::from_secs(40);
/// The end of a client, with its profile written.
const END: Duration = Duration::from_secs(20);

#[derive(Clone, Copy)]
enum Story {
    Join,
    Restart,
    Crash,
    Silence,
    All,
}

/// One of the two, as long as it runs.
struct Side<'a> {
    name: &'static str,
    kind: ClientKind,
    udp: Udp,
    profile: String,
    nodes: &'a [Node],
    client: Option<Client>,
}

/// What a run took, from the command on; or `None`, if it never came.
struct Times {
    joined: Option<Duration>,
    heard: Option<Duration>,
    back: Option<Duration>,
}

fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: group-joins join|restart|crash|silence|all RUNS CAST…";
    let story = match arguments.next().as_deref() {
        Some("join") => Story::Join,
        Some("restart") => Story::Restart,
        Some("crash") => Story::Crash,
        Some("silence") => Story::Silence,
        Some("all") => Story::All,
        _ => return Err(usage.into()),
    };
    let runs: u32 = arguments.next().ok_or(usage)?.parse()?;
    let casts: Vec<String> = arguments.collect();
    if casts.iter().any(|cast| sides(cast).is_none()) {
        return Err(usage.into());
    }
    thread::scope(|scope| {
        let play = |cast: &String| {
            let cast = cast.clone();
            scope.spawn(move || (0..runs).map(|_| told(&cast, story)).collect::<Vec<_>>())
        };
        let played: Vec<_> = casts.iter().map(|cast| (cast, play(cast))).collect();
        for (cast, times) in played {
            let times: Vec<Times> = times.join().unwrap_or_default().into_iter().flatten().collect();
            println!("{cast}: {}", summary(story, &times));
        }
    });
    Ok(())
}

/// Plays a run and prints what it took.
fn told(cast: &str, story: Story) -> Option<Times> {
    match play(cast, story) {
        Ok(times) => {
            let words = measured(story).into_iter().map(|(word, time)| format!("{word} {}", seconds(time(&times))));
            let words: Vec<String> = words.collect();
            println!("{cast}: {}", words.join(", "));
            Some(times)
        }
        Err(error) => {
            println!("{cast}: {error}");
            None
        }
    }
}

fn play(cast: &str, story: Story) -> Outcome<Times> {
    let [(founder, founder_udp), (joiner, joiner_udp)] = sides(cast).ok_or("no cast")?;
    let mut lab = Lab::new()?;
    let suite = [founder, joiner].into_iter().find_map(|kind| match kind {
        ClientKind::Reference(suite) => Some(suite),
        ClientKind::Ours | ClientKind::Library => None,
    });
    let nodes = [NodeKind::Ours, NodeKind::Reference(suite.unwrap_or(Suite::Trixie)), NodeKind::Ours];
    let nodes = start_network(&mut lab, &nodes)?.ok_or("a node is missing")?;
    let files = Scratch::new()?;
    let side = |name: &'static str, kind, udp| {
        let profile = files.path().join(name).display().to_string();
        Side { name, kind, udp, profile, nodes: &nodes, client: None }
    };
    let mut pair = [side("founder", founder, founder_udp), side("joiner", joiner, joiner_udp)];
    for side in &mut pair {
        side.start(lab.host()?)?;
    }
    let group = pair[0].client()?.command("group-new a public place")?;
    thread::sleep(SETTLE);
    let chat_id = group.rsplit(' ').next().unwrap_or_default();
    let begun = Instant::now();
    pair[1].client()?.command(&format!("group-join {chat_id}"))?;
    let joined = pair[1].client()?.event("group-joined 0", LATE).ok().map(|_| begun.elapsed());
    let heard = if joined.is_some() { until_heard(&mut pair, begun)? } else { None };
    let back = if heard.is_some() { come_back(story, &mut pair)? } else { None };
    Ok(Times { joined, heard, back })
}

/// Ends and starts again whom the story says. Returns when both heard each other after that.
fn come_back(story: Story, pair: &mut [Side<'_>; 2]) -> Outcome<Option<Duration>> {
    thread::sleep(SETTLE);
    let [alice, bob] = &mut *pair;
    match story {
        Story::Join => return Ok(None),
        Story::Restart => {
            let host = bob.end()?;
            bob.start(host)?;
        }
        Story::Crash => {
            let profile = bob.profile.clone();
            // Ours has written it by itself.
            let _ = bob.client()?.command(&format!("save {profile}"));
            let host = bob.client.take().ok_or("it does not run")?.crash();
            bob.start(host)?;
        }
        Story::Silence => {
            let founder = alice.client()?.process();
            founder.stand_still();
            thread::sleep(STANDSTILL);
            founder.go_on();
        }
        Story::All => {
            let [one, other] = [alice.end()?, bob.end()?];
            alice.start(one)?;
            bob.start(other)?;
        }
    }
    until_heard(pair, Instant::now())
}

/// Lets both talk until each has heard the other.
fn until_heard(pair: &mut [Side<'_>; 2], begun: Instant) -> Outcome<Option<Duration>> {
    // What was said before does not count.
    for side in &mut *pair {
        side.client()?.process().take_all(is_text);
    }
    let (mut heard, mut said) = ([false; 2], None::<Instant>);
    while begun.elapsed() < LATE {
        let is_due = said.is_none_or(|said| said.elapsed() >= REPEAT);
        for (heard, side) in heard.iter_mut().zip(&mut *pair) {
            if is_due {
                // Before it is in, a member is refused.
                let _ = side.client()?.command("group-send 0 here");
            }
            *heard |= !side.client()?.process().take_all(is_text).is_empty();
        }
        if heard == [true; 2] {
            return Ok(Some(begun.elapsed()));
        }
        if is_due {
            said = Some(Instant::now());
        }
        thread::sleep(LOOK);
    }
    pair.iter_mut().for_each(|side| println!("{}", side.report()));
    Ok(None)
}

fn is_text(line: &str) -> bool {
    line.starts_with("group-message 0 ")
}

impl Side<'_> {
    fn start(&mut self, host: Host) -> Outcome {
        let more = vec![format!("save={}", self.profile), format!("name={}", self.name)];
        let options = ClientOptions { udp: self.udp, with_groups: true, more, ..Default::default() };
        let mut client = Client::start(host, self.kind, &options)?.ok_or("a client is missing")?;
        for node in self.nodes {
            client.bootstrap(node)?;
        }
        client.connected(MEET)?;
        self.client = Some(client);
        Ok(())
    }

    fn client(&mut self) -> Outcome<&mut Client> {
        Ok(self.client.as_mut().ok_or("it does not run")?)
    }

    fn end(&mut self) -> Outcome<Host> {
        Ok(self.client.take().ok_or("it does not run")?.quit(END)?)
    }

    /// What it said last.
    fn report(&mut self) -> String {
        let report = self.client.as_mut().map(|client| client.process().report());
        format!("  the {}:\n{}", self.name, report.unwrap_or_default())
    }
}

fn sides(cast: &str) -> Option<[(ClientKind, Udp); 2]> {
    let words: Vec<char> = cast.chars().collect();
    let &[founder, founder_udp, joiner, joiner_udp] = words.as_slice() else { return None };
    Some([(kind(founder)?, udp(founder_udp)?), (kind(joiner)?, udp(joiner_udp)?)])
}

fn kind(letter: char) -> Option<ClientKind> {
    match letter {
        'O' => Some(ClientKind::Ours),
        'L' => Some(ClientKind::Library),
        'T' => Some(ClientKind::Reference(Suite::Trixie)),
        'S' => Some(ClientKind::Reference(Suite::Sid)),
        _ => None,
    }
}

fn udp(sign: char) -> Option<Udp> {
    match sign {
        '+' => Some(Udp::Enabled),
        '-' => Some(Udp::Disabled),
        _ => None,
    }
}

/// One of the times of a run.
type Measured = (&'static str, fn(&Times) -> Option<Duration>);

/// What a story measures.
fn measured(story: Story) -> Vec<Measured> {
    let mut measured: Vec<Measured> = vec![("joined", |times| times.joined), ("heard", |times| times.heard)];
    if !matches!(story, Story::Join) {
        measured.push(("back", |times| times.back));
    }
    measured
}

/// Median and worst of each time; what never came is the worst.
fn summary(story: Story, times: &[Times]) -> String {
    let words = measured(story).into_iter().map(|(name, time)| {
        let mut all: Vec<Duration> = times.iter().map(|times| time(times).unwrap_or(Duration::MAX)).collect();
        all.sort_unstable();
        let time = |at: usize| all.get(at).filter(|time| **time < Duration::MAX).copied();
        let (median, worst) = (time(all.len() / 2), time(all.len().saturating_sub(1)));
        format!("{name} median {} worst {}", seconds(median), seconds(worst))
    });
    format!("{} runs, {}", times.len(), words.collect::<Vec<_>>().join(", "))
}

fn seconds(time: Option<Duration>) -> String {
    time.map_or_else(|| "never".to_owned(), |time| format!("{:.1} s", time.as_secs_f64()))
}
