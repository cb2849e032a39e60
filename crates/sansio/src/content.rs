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

    /// Overwrites the bytes with zeros.
    pub fn wipe(&mut self) {
        toxcore_crypto::wipe(&mut self.0);
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
    fn a_wiped_content_says_nothing() {
        let mut content = Content::from(b"geheim");
        content.wipe();
        assert_eq!(content.as_bytes(), [0; 6]);
    }
}
