use std::fmt;
use std::ops::Deref;

/// What a person wrote, or an application sent: it prints as its length, so that it stays out of every trace.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Content(Box<[u8]>);

impl Content {
    /// No bytes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as an owned vector.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.0.into_vec()
    }
}

impl Deref for Content {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<&[u8]> for Content {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

impl<const N: usize> From<&[u8; N]> for Content {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.as_slice().into())
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into_boxed_slice())
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// A value that must not be read out of traces, for instance where somebody is: it never prints.
///
/// Traces and messages show `Redacted(address)` in place of an address; whoever needs the value takes it out by name.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Redacted<T>(pub T);

impl<T> fmt::Debug for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

impl<T> fmt::Display for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

/// What is shown instead.
const HIDDEN: &str = "[redacted]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_print_as_their_length() {
        let content = Content::from(b"geheim");
        assert_eq!(format!("{content:?} {:?}", Content::new()), "6 bytes 0 bytes");
        assert_eq!(content.as_bytes(), b"geheim");
        assert_eq!(content.into_vec(), b"geheim");
    }

    #[test]
    fn redacted_values_never_print() {
        let address = Redacted(std::net::SocketAddr::from(([192, 0, 2, 1], 33_445)));
        assert_eq!(
            format!("{address:?} {address} {:#?}", Some(address)),
            "[redacted] [redacted] Some(\n    [redacted],\n)"
        );
        assert_eq!(address.0.port(), 33_445);
    }
}
