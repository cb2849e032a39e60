//! Asks for a page over HTTP whenever a line comes in, to be started in another network namespace: `http-get ADDRESS PATH`
//! prints the lines of the body and then a line with a point. Ends with its input.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Patience with the server: our choice; it is on the same machine.
const PATIENCE: Duration = Duration::from_secs(3);

/// The largest page that is read.
const MAX_PAGE: u64 = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address: SocketAddr = arguments.next().ok_or("usage: http-get ADDRESS PATH")?.parse()?;
    let path = arguments.next().unwrap_or_else(|| "/".into());
    for line in stdin().lines() {
        line?;
        // No page is an empty page: whoever asks sees that, and asks again.
        let page = get(address, &path).unwrap_or_default();
        let body = page.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let mut out = stdout().lock();
        out.write_all(body.as_bytes())?;
        if !body.is_empty() && !body.ends_with('\n') {
            writeln!(out)?;
        }
        writeln!(out, ".")?;
    }
    Ok(())
}

fn get(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut page = Vec::new();
    stream.take(MAX_PAGE).read_to_end(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
