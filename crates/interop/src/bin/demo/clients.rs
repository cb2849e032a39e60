//! Who meets through the nodes: two C programs on our library, or, without a C compiler, two real clients of libtoxcore.

use std::error::Error;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

use crate::programs::Programs;
use toxcore_interop::scenario::{MEET, exchange};
use toxcore_interop::{Client, ClientOptions, Connection, Lab, Node, ProcessError, Suite, Udp};

/// The story of the two, told by a thread of its own.
#[derive(Debug)]
pub(crate) struct Meeting {
    news: Receiver<News>,
    end: Option<Result<(), String>>,
    has_clients: bool,
}

/// What a story says.
#[derive(Debug)]
pub(crate) enum News {
    Step(String),
    End(Result<(), String>),
}

impl Meeting {
    /// Starts the programs, or the clients of the newest release that is here, and lets them begin.
    pub(crate) fn arrange(lab: &mut Lab, nodes: &[Node]) -> Result<Meeting, Box<dyn Error>> {
        let (sender, news) = channel();
        if let Some(programs) = Programs::start(lab, nodes)? {
            thread::spawn(move || {
                let result = programs.tell(&sender);
                let _ = sender.send(News::End(result.map_err(|error| error.to_string())));
            });
            return Ok(Meeting { news, end: None, has_clients: true });
        }
        let suite = [Suite::Trixie, Suite::Sid, Suite::Bookworm].into_iter().find(|suite| suite.client().is_some());
        let Some(suite) = suite else {
            let _ = sender.send(News::Step(
                "neither a C compiler nor a real libtoxcore here (cargo xtask peers): the nodes are alone".into(),
            ));
            return Ok(Meeting { news, end: Some(Ok(())), has_clients: false });
        };
        let tcp_only = ClientOptions { udp: Udp::Disabled, ..ClientOptions::default() };
        let alice = Client::start(lab.host()?, suite, &ClientOptions::default())?.ok_or("no client")?;
        let bob = Client::start(lab.host()?, suite, &tcp_only)?.ok_or("no client")?;
        let (mut alice, mut bob) = (alice, bob);
        for node in nodes {
            alice.bootstrap(node)?;
            bob.bootstrap(node)?;
        }
        thread::spawn(move || {
            let result = tell(&mut alice, &mut bob, &sender);
            let _ = sender.send(News::End(result.map_err(|error| error.to_string())));
        });
        Ok(Meeting { news, end: None, has_clients: true })
    }

    /// What happened since the last call.
    pub(crate) fn news(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        while let Ok(news) = self.news.try_recv() {
            match news {
                News::Step(line) => lines.push(line),
                News::End(result) => {
                    if let Err(error) = &result {
                        lines.push(format!("failed: {error}"));
                    }
                    self.end = Some(result);
                }
            }
        }
        lines
    }

    pub(crate) fn has_clients(&self) -> bool {
        self.has_clients
    }

    pub(crate) fn is_over(&self) -> bool {
        self.end.is_some()
    }

    pub(crate) fn succeeded(&self) -> bool {
        matches!(self.end, Some(Ok(())))
    }
}

fn tell(alice: &mut Client, bob: &mut Client, news: &Sender<News>) -> Result<(), ProcessError> {
    let started = Instant::now();
    let say = |line: String| {
        // The screen may be gone already; the story ends all the same.
        let _ = news.send(News::Step(line));
    };
    say(format!("Alice and Bob start, real clients of libtoxcore {}; Bob may not use UDP", alice.version));
    alice.connected(MEET)?;
    say("Alice is connected".into());
    bob.connected(MEET)?;
    say("Bob is connected, over TCP".into());
    alice.command(&format!("add {} hello, it is Alice", bob.tox_id))?;
    bob.event(&format!("request {}", alice.public_key()), MEET)?;
    say("Bob got Alice's friend request, through the onion".into());
    bob.command(&format!("accept {}", alice.public_key()))?;
    alice.friend_online("0", Connection::Tcp, MEET)?;
    bob.friend_online("0", Connection::Tcp, MEET)?;
    say("Alice and Bob see each other online".into());
    exchange(alice, bob)?;
    say(format!("a message each way, and both receipts, {} s after the start", started.elapsed().as_secs()));
    Ok(())
}
