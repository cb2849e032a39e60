//! What one more friend, client or node costs where there are ten already, or ten thousand.
//!
//! Everything runs in one process, in memory and in simulated time: the machines do not notice, and ten thousand processes
//! would not fit. [`Meter`] charges one of them with its own memory and processor time, so what the others need does not
//! count. Memory is the same in every run.

use std::fmt;
use std::io;

use crate::suite::tell;

mod friends;
mod links;
mod meter;
mod network;
mod relay;
mod requests;

pub use meter::Meter;

/// Something that grows.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its name for `--only`.
    pub name: &'static str,
    /// What is counted in the first column.
    pub what: &'static str,
    /// What is measured.
    pub columns: &'static [&'static str],
    /// Measures at a size.
    pub measure: fn(usize) -> io::Result<Vec<f64>>,
}

/// In the order of the tables.
pub const PARTS: &[Part] = &[relay::PART, requests::PART, network::PART, links::PART, friends::PART];

/// Figures of a part at several sizes.
#[derive(Clone, Debug)]
pub struct Table {
    part: Part,
    rows: Vec<(usize, Vec<f64>)>,
}

impl Part {
    /// Measures at every size up to `most`.
    ///
    /// # Errors
    /// If something in memory does not do what it should.
    pub fn table(self, most: usize) -> io::Result<Table> {
        let mut rows = Vec::new();
        for size in SIZES.iter().copied().filter(|size| *size <= most) {
            let values = (self.measure)(size)?;
            tell(&format!("{}, {size}: {values:.3?}", self.name));
            rows.push((size, values));
        }
        Ok(Table { part: self, rows })
    }
}

impl fmt::Display for Table {
    /// A table in Markdown. The last line is how many times the figures of the smallest size those of the largest are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| {} | {} |", self.part.what, self.part.columns.join(" | "))?;
        writeln!(f, "|---:|{}", "---:|".repeat(self.part.columns.len()))?;
        for (size, values) in &self.rows {
            let values: Vec<String> = values.iter().map(|value| shown(*value)).collect();
            writeln!(f, "| {size} | {} |", values.join(" | "))?;
        }
        if let [(_, first), .., (_, last)] = self.rows.as_slice() {
            let times = |(last, first): (&f64, &f64)| match *first > 0.0 {
                true => format!("{:.2}", last / first),
                false => "-".to_owned(),
            };
            let times: Vec<String> = last.iter().zip(first).map(times).collect();
            writeln!(f, "| times | {} |", times.join(" | "))?;
        }
        Ok(())
    }
}

fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// Sizes that are measured.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_works_and_has_a_figure_for_each_column() {
        for part in PARTS {
            let values = (part.measure)(4).unwrap();
            assert_eq!(values.len(), part.columns.len(), "{}", part.name);
        }
    }

    #[test]
    fn the_last_line_says_how_much_it_grew() {
        let part = Part { name: "x", what: "things", columns: &["a", "b"], measure: |size| Ok(vec![size as f64, 0.5]) };
        let text = part.table(100).unwrap().to_string();
        assert!(
            text.ends_with("| 10 | 10.00 | 0.5000 |\n| 100 | 100 | 0.5000 |\n| times | 10.00 | 1.00 |\n"),
            "{text}"
        );
    }
}
