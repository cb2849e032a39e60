/// Bytes that a fuzzer or a generator made up, read as a script of what happens to a machine. At its end everything is zero.
#[derive(Clone, Debug)]
pub struct Script<'a>(&'a [u8]);

impl<'a> Script<'a> {
    /// The script that these bytes are.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next byte; none at the end.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The next byte as a number, 0 at the end.
    pub fn number(&mut self) -> usize {
        self.byte().map_or(0, usize::from)
    }

    /// Up to 255 bytes, by a length byte in front.
    pub fn bytes(&mut self) -> &'a [u8] {
        let len = self.number();
        self.take(len)
    }

    /// Up to 510 bytes, by half their number in front.
    pub fn more_bytes(&mut self) -> &'a [u8] {
        let len = 2 * self.number();
        self.take(len)
    }

    fn take(&mut self, len: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(len.min(self.0.len()));
        self.0 = rest;
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_read_to_its_end_and_is_zero_then() {
        let mut script = Script::new(&[7, 2, 1, 2, 1, 3, 4, 9, 5]);
        assert_eq!((script.byte(), script.bytes(), script.more_bytes()), (Some(7), &[1, 2][..], &[3, 4][..]));
        assert_eq!((script.bytes(), script.byte(), script.number(), script.bytes()), (&[5][..], None, 0, &[][..]));
    }
}
