//! The options of the line protocol.

use std::path::Path;

use toxcore_tokio::{Builder, Login, ProfileSource, Proxy, Tox};

/// Reads all options; none, with a line that says why, if one makes no sense.
pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Option<Builder> {
    let arguments: Vec<String> = arguments.collect();
    let pairs: Option<Vec<(&str, &str)>> = arguments.iter().map(|argument| argument.split_once('=')).collect();
    let Some(pairs) = pairs else {
        eprintln!("options are NAME=VALUE");
        return None;
    };
    let find = |wanted: &str| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let save = find("save");
    let mut builder = Tox::builder(save.map_or(ProfileSource::Temporary, Into::into)).local_discovery(false);
    if !save.is_some_and(|path| Path::new(path).exists()) {
        builder = builder.name(find("name").unwrap_or("peer"));
    }
    for (name, value) in &pairs {
        builder = match set(builder, name, value) {
            Some(builder) => builder,
            None => {
                eprintln!("unknown option {name}={value}");
                return None;
            }
        };
    }
    Some(builder)
}

fn set(builder: Builder, name: &str, value: &str) -> Option<Builder> {
    let on = value == "1";
    Some(match name {
        "udp" => builder.udp(on),
        "ipv6" => builder.ipv6(on),
        "lan" => builder.local_discovery(on),
        "holes" => builder.options(|options| options.hole_punching_enabled = on),
        "port" => {
            let port = value.parse().ok()?;
            builder.ports(port..=port)
        }
        "relay-port" => builder.tcp_relay(value.parse().ok()?),
        "proxy" => builder.proxy(proxy(value)?),
        "password" => builder.password(value),
        // Read above; and what we have to say goes to nobody.
        "name" | "save" | "log" => builder,
        _ => return None,
    })
}

fn proxy(value: &str) -> Option<Proxy> {
    let mut parts = value.split(':');
    let (kind, host, port) = (parts.next()?, parts.next()?.to_owned(), parts.next()?.parse().ok()?);
    let login = match (parts.next(), parts.next()) {
        (Some(user), Some(password)) => Some(Login { user: user.into(), password: password.into() }),
        _ => None,
    };
    match kind {
        "http" => Some(Proxy::Http { host, port, login }),
        "socks5" => Some(Proxy::Socks5 { host, port, login }),
        _ => None,
    }
}
