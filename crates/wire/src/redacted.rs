use std::fmt;

/// A value that must not be read out of traces, for instance where somebody is: it never prints.
///
/// `Debug` of whatever holds an address shows this in its place; whoever needs the value takes it out by name.
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

/// Bytes that print as their number.
pub(crate) struct Length<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Length<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// What is shown instead.
const HIDDEN: &str = "[redacted]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redacted_values_never_print() {
        let address = Redacted(std::net::SocketAddr::from(([192, 0, 2, 1], 33_445)));
        assert_eq!(
            format!("{address:?} {address} {:#?}", Some(address)),
            "[redacted] [redacted] Some(\n    [redacted],\n)"
        );
        assert_eq!(address.0.port(), 33_445);
        assert_eq!(format!("{:?}", Length(b"geheim")), "6 bytes");
    }
}
