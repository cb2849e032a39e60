//! A friend of everybody who gives back each message: `echo_bot PROFILE [HOST PORT KEY]`, with a node to begin with.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use toxcore_tokio::{DhtPublicKey, Event, Tox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut builder = Tox::builder(arguments.next().ok_or("which profile?")?).name("Echo Bot");
    if let (Some(host), Some(port), Some(key)) = (arguments.next(), arguments.next(), arguments.next()) {
        builder = builder.bootstrap(host, port.parse()?, DhtPublicKey::from_hex(&key)?);
    }
    let (tox, mut events) = builder.start().await?;
    println!("my Tox ID: {}", tox.id().await?);
    loop {
        let event = tokio::select! {
            Some(event) = events.next() => event,
            _ = tokio::signal::ctrl_c() => return Ok(tox.shutdown().await?),
        };
        match event {
            Event::FriendRequest(request) => drop(request.accept().await?),
            Event::Message(message) => drop(message.friend.send(message.text().as_bytes()).await),
            _ => {}
        }
    }
}
