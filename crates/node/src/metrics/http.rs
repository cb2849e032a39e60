//! As much of HTTP as a scraper needs: one request, one answer, end.

/// Bytes of a request that are read at most. Our choice: scrapers send a few hundred.
pub(super) const MAX_REQUEST_LEN: usize = 4096;

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    /// The head is not complete yet.
    Incomplete,
    /// The figures.
    Metrics,
    /// Something else that is well formed.
    Other,
    /// A method that is not served.
    Method,
    /// No request.
    Malformed,
}

/// Reads the head of a request.
pub(super) fn parse(bytes: &[u8]) -> Request {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        return if bytes.len() < MAX_REQUEST_LEN { Request::Incomplete } else { Request::Malformed };
    };
    let head = bytes.get(..end).unwrap_or_default();
    let line = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let words: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
    match words[..] {
        [b"GET", path, version] if version.starts_with(b"HTTP/1.") => {
            let path = path.split(|byte| *byte == b'?').next().unwrap_or_default();
            if path == b"/metrics" { Request::Metrics } else { Request::Other }
        }
        [_, _, version] if version.starts_with(b"HTTP/") => Request::Method,
        _ => Request::Malformed,
    }
}

/// A whole answer.
pub(super) fn response(status: &str, content_type: &str, body: &str) -> Vec<u8> {
    let len = body.len();
    format!(
        "HTTP/1.0 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len}\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_told_apart() {
        for (text, expected) in [
            ("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", Request::Metrics),
            ("GET /metrics?a=b HTTP/1.0\r\n\r\n", Request::Metrics),
            ("GET / HTTP/1.1\r\n\r\n", Request::Other),
            ("POST /metrics HTTP/1.1\r\n\r\n", Request::Method),
            ("GET /metrics\r\n\r\n", Request::Malformed),
            ("\r\n\r\n", Request::Malformed),
            ("GET /metrics HTTP/1.1\r\n", Request::Incomplete),
            ("", Request::Incomplete),
        ] {
            assert_eq!(parse(text.as_bytes()), expected, "{text:?}");
        }
        assert_eq!(parse(&[b'x'; MAX_REQUEST_LEN]), Request::Malformed);
    }
}
