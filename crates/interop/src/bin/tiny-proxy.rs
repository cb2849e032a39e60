//! A proxy for tests: `tiny-proxy http|socks5 PORT [USER PASSWORD]`. It connects to addresses only, says which, and ends with
//! its standard input.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "lines on standard output are what tests read")]

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

/// Time for a greeting, and for a connection onwards: our choice.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest request line and headers of HTTP that are read.
const MAX_HEAD: usize = 4096;

#[derive(Clone)]
struct Settings {
    http: bool,
    login: Option<(String, String)>,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (kind, port, login) = match words.as_slice() {
        [kind, port] => (kind, port, None),
        [kind, port, user, password] => (kind, port, Some((user.clone(), password.clone()))),
        _ => {
            eprintln!("tiny-proxy http|socks5 PORT [USER PASSWORD]");
            return ExitCode::FAILURE;
        }
    };
    let settings = Settings { http: kind == "http", login };
    let listener = match port.parse().map_err(io::Error::other).and_then(|port: u16| TcpListener::bind(("::", port))) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    println!("ready {port}");
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let settings = settings.clone();
            thread::spawn(move || {
                if let Err(error) = serve(client, &settings) {
                    println!("failed {error}");
                }
            });
        }
    });
    // Until whoever started us is gone.
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
    ExitCode::SUCCESS
}

fn serve(mut client: TcpStream, settings: &Settings) -> io::Result<()> {
    client.set_read_timeout(Some(PATIENCE))?;
    let to = if settings.http { greet_http(&mut client, settings)? } else { greet_socks(&mut client, settings)? };
    println!("connect {to}");
    let onwards = TcpStream::connect_timeout(&to, PATIENCE)?;
    client.write_all(if settings.http {
        b"HTTP/1.1 200 Connection established\r\n\r\n"
    } else {
        &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    })?;
    client.set_read_timeout(None)?;
    let (back, there) = (client.try_clone()?, onwards.try_clone()?);
    thread::spawn(move || pass(onwards, back));
    pass(client, there);
    Ok(())
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    // An end of either side ends both.
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}

fn greet_http(client: &mut TcpStream, settings: &Settings) -> io::Result<SocketAddr> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() >= MAX_HEAD {
            return Err(io::Error::other("head too long"));
        }
        head.push(byte(client)?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let allowed = settings.login.is_none() || head.to_lowercase().contains("proxy-authorization: basic ");
    let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next()).and_then(|to| to.parse().ok());
    match target {
        Some(target) if allowed => Ok(target),
        _ => {
            client.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n")?;
            Err(io::Error::other("not an address, or not allowed"))
        }
    }
}

fn greet_socks(client: &mut TcpStream, settings: &Settings) -> io::Result<SocketAddr> {
    let [version, count] = bytes(client)?;
    let mut methods = vec![0; usize::from(count)];
    client.read_exact(&mut methods)?;
    let wanted = if settings.login.is_some() { 2 } else { 0 };
    if version != 5 || !methods.contains(&wanted) {
        client.write_all(&[5, 0xff])?;
        return Err(io::Error::other("no method that we take"));
    }
    client.write_all(&[5, wanted])?;
    if let Some((user, password)) = &settings.login {
        let [_version] = bytes(client)?;
        let right = text(client)? == user.as_bytes() && text(client)? == password.as_bytes();
        client.write_all(&[1, u8::from(!right)])?;
        if !right {
            return Err(io::Error::other("wrong password"));
        }
    }
    let [_version, command, _reserved, kind] = bytes(client)?;
    let ip: IpAddr = match (command, kind) {
        (1, 1) => Ipv4Addr::from(bytes::<4>(client)?).into(),
        (1, 4) => Ipv6Addr::from(bytes::<16>(client)?).into(),
        _ => {
            client.write_all(&[5, 8, 0, 1, 0, 0, 0, 0, 0, 0])?;
            return Err(io::Error::other("not an address"));
        }
    };
    Ok(SocketAddr::new(ip, u16::from_be_bytes(bytes(client)?)))
}

fn text(client: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut text = vec![0; usize::from(byte(client)?)];
    client.read_exact(&mut text)?;
    Ok(text)
}

fn byte(client: &mut TcpStream) -> io::Result<u8> {
    let [byte] = bytes(client)?;
    Ok(byte)
}

fn bytes<const N: usize>(client: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes)?;
    Ok(bytes)
}
