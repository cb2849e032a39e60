//! A group on the terminal: `group_chat PROFILE HOST PORT KEY NICK [CHATID]`. Without a chat id it founds a public group and prints
//! its own; each line that is typed goes to all.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use tokio::io::{AsyncBufReadExt, BufReader, stdin};
use toxcore_tokio::{ChatId, DhtPublicKey, Event, Group, GroupEvent, GroupPrivacy, Tox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [profile, host, port, key, nick, rest @ ..] = &arguments[..] else {
        return Err("group_chat PROFILE HOST PORT KEY NICK [CHATID]".into());
    };
    let builder = Tox::builder(profile.as_str()).bootstrap(host.as_str(), port.parse()?, DhtPublicKey::from_hex(key)?);
    let (tox, mut events) = builder.start().await?;
    let group = match rest.first() {
        Some(chat_id) => tox.join_group(ChatId::from_hex(chat_id)?, nick.as_str(), "").await?,
        None => tox.new_group(GroupPrivacy::Public, "group_chat", nick.as_str()).await?,
    };
    println!("chat id: {}", group.chat_id().to_hex());
    let mut lines = BufReader::new(stdin()).lines();
    loop {
        tokio::select! {
            Some(event) = events.next() => show(&event).await,
            line = lines.next_line() => match line? {
                Some(line) if line.is_empty() => list(&group).await?,
                Some(line) => match group.send(line).await {
                    Ok(sent) => println!("to {}", sent.reached),
                    Err(error) => println!("not sent: {error}"),
                },
                None => return Ok(tox.shutdown().await?),
            },
        }
    }
}

/// Prints who is there and who was.
async fn list(group: &Group) -> Result<(), Box<dyn std::error::Error>> {
    let info = group.info().await?;
    println!("{}: {}", String::from_utf8_lossy(&info.name), String::from_utf8_lossy(&info.topic));
    for member in group.roster().await? {
        let presence = if member.is_present { "here" } else { "away" };
        println!("{presence} {}, last seen {:?}", String::from_utf8_lossy(&member.nick), member.last_seen);
    }
    Ok(())
}

async fn show(event: &Event) {
    let Event::Group { group, event } = event else { return };
    match event {
        GroupEvent::SelfJoin => println!("you are in"),
        GroupEvent::Message { peer, text, .. } => {
            let info = group.info().await;
            let nick = info.ok().and_then(|info| info.peers.into_iter().find(|member| member.peer == *peer));
            let nick = nick.map(|member| String::from_utf8_lossy(&member.nick).into_owned()).unwrap_or_default();
            println!("<{nick}> {}", String::from_utf8_lossy(text));
        }
        GroupEvent::PeerExit { name, .. } => println!("{} left", String::from_utf8_lossy(name)),
        _ => {}
    }
}
