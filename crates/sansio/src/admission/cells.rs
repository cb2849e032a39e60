//! The table of the count-min sketch.

/// What the sketch remembers of the sources that share one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Virtual time up to which the busiest of them was served.
    pub(super) served: u64,
    /// The window in which `asked` was counted.
    pub(super) window: u32,
    /// Cost that the busiest of them asked for in that window.
    pub(super) asked: u32,
}

/// All cells. They are kept as plain numbers, since memory for zeros comes from the system as pages that nobody has touched,
/// and for values of our own types does not.
#[derive(Debug)]
pub(super) struct Cells(Vec<Packed>);

type Packed = [u64; 2];

impl Cells {
    /// What they take.
    pub(super) const MEMORY_BYTES: usize = BLOCKS * ROWS * WIDTH * size_of::<Packed>();

    pub(super) fn new() -> Self {
        Self(vec![[0; 2]; BLOCKS * ROWS * WIDTH])
    }

    /// The cells at these places, one in each row.
    pub(super) fn at(&self, places: &[usize; ROWS]) -> impl Iterator<Item = Cell> {
        places.iter().filter_map(|place| self.0.get(*place)).copied().map(Cell::unpack)
    }

    /// Changes the cells at these places.
    pub(super) fn update(&mut self, places: &[usize; ROWS], change: impl Fn(&mut Cell)) {
        for place in places {
            let Some(packed) = self.0.get_mut(*place) else { continue };
            let mut cell = Cell::unpack(*packed);
            change(&mut cell);
            *packed = cell.pack();
        }
    }

    /// The places for this hash: one in each row of one block.
    pub(super) fn places(hash: u64) -> [usize; ROWS] {
        let block = (hash >> (ROWS * ROW_BITS)) as usize % BLOCKS;
        std::array::from_fn(|row| (block * ROWS + row) * WIDTH + (hash >> (row * ROW_BITS)) as usize % WIDTH)
    }
}

impl Cell {
    fn unpack([served, rest]: Packed) -> Self {
        let [window, asked] = [(rest >> 32) as u32, rest as u32];
        Self { served, window, asked }
    }

    fn pack(self) -> Packed {
        [self.served, u64::from(self.window) << 32 | u64::from(self.asked)]
    }
}

/// Cells in which each source is counted.
pub(super) const ROWS: usize = 4;
/// Bits of the hash that choose the cell in one row.
const ROW_BITS: usize = WIDTH.trailing_zeros() as usize;
/// Cells in a row of a block, so that a block is a page of memory: a source touches one page and not one for each row, which
/// for a client with some tens of neighbours is most of the table.
const WIDTH: usize = 64;
/// Blocks, each with its own rows. With 1,000 busy sources a newcomer shares all its cells with some of them with
/// probability 5e-5, with 10,000 it is one in 24, and even then it gets a busy source's share.
const BLOCKS: usize = 256;
