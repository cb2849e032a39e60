//! Figures of several programs, side by side, each with its goal.

use std::fmt::{self, Write as _};

/// What a figure of ours should reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// At least so many times the highest figure of the others.
    TimesBest(f64),
    /// At least so many times the highest figure of the others, and at least so much.
    TimesBestAndAtLeast(f64, f64),
    /// At most such a share of the lowest figure of the others.
    ShareOfBest(f64),
    /// At least so much.
    AtLeast(f64),
    /// At most so much.
    AtMost(f64),
    /// No higher than the highest figure of the others.
    NotAboveOthers,
    /// None: for orientation. More is better.
    Told,
    /// None: for orientation. Less is better.
    ToldLow,
}

impl Goal {
    /// Whether less is better.
    #[must_use]
    pub const fn is_low(&self) -> bool {
        matches!(self, Self::ShareOfBest(_) | Self::AtMost(_) | Self::NotAboveOthers | Self::ToldLow)
    }
}

/// One figure of all programs.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// The figure of each program, ours last.
    pub values: Vec<Option<f64>>,
    /// What ours should reach.
    pub goal: Goal,
}

impl Row {
    /// Our figure.
    #[must_use]
    pub fn ours(&self) -> Option<f64> {
        self.values.last().copied().flatten()
    }

    /// The best figure of the others: the lowest where less is better, else the highest.
    #[must_use]
    pub fn best_other(&self) -> Option<f64> {
        let others = self.values.split_last().map(|(_, others)| others).unwrap_or_default();
        let better = if self.goal.is_low() && self.goal != Goal::NotAboveOthers { f64::min } else { f64::max };
        others.iter().flatten().copied().reduce(better)
    }

    /// Ours over the best of the others.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let (ours, best) = (self.ours()?, self.best_other()?);
        (best > 0.0).then_some(ours / best)
    }

    /// Whether the goal is met; none if it has none, or a figure is missing.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        let ours = self.ours()?;
        match self.goal {
            Goal::TimesBest(times) => Some(self.ratio()? >= times),
            Goal::TimesBestAndAtLeast(times, least) => {
                Some(ours >= least && self.ratio().is_none_or(|ratio| ratio >= times))
            }
            Goal::ShareOfBest(share) => Some(self.ratio()? <= share),
            Goal::AtLeast(least) => Some(ours >= least),
            Goal::AtMost(most) => Some(ours <= most),
            Goal::NotAboveOthers => Some(ours <= self.best_other()? * (1.0 + ROUNDING)),
            Goal::Told | Goal::ToldLow => None,
        }
    }
}

/// Share by which two figures may differ that are meant to be equal.
const ROUNDING: f64 = 0.005;

/// All figures of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Names of the programs, ours last.
    pub programs: Vec<String>,
    /// The figures.
    pub rows: Vec<Row>,
    /// What else was seen.
    pub notes: Vec<String>,
}

impl Report {
    /// Goals that were met, and goals.
    #[must_use]
    pub fn score(&self) -> (usize, usize) {
        let outcomes: Vec<bool> = self.rows.iter().filter_map(Row::is_met).collect();
        (outcomes.iter().filter(|met| **met).count(), outcomes.len())
    }

    /// The report as one JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let names = self.programs.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let rows = self.rows.iter().map(Row::to_json).collect::<Vec<_>>().join(",\n    ");
        let notes = self.notes.iter().map(|note| quoted(note)).collect::<Vec<_>>().join(",\n    ");
        format!(
            "{{\n  \"programs\": [{names}],\n  \"rows\": [\n    {rows}\n  ],\n  \"notes\": [\n    {notes}\n  ]\n}}\n"
        )
    }
}

impl Row {
    fn to_json(&self) -> String {
        let number = |value: &Option<f64>| value.map_or("null".to_owned(), |value| format!("{value:.4}"));
        let values = self.values.iter().map(number).collect::<Vec<_>>().join(", ");
        let met = self.is_met().map_or("null".to_owned(), |met| met.to_string());
        format!(
            "{{\"name\": {}, \"unit\": {}, \"values\": [{values}], \"ratio\": {}, \"better\": \"{}\", \"goal\": {}, \
             \"met\": {met}}}",
            quoted(&self.name),
            quoted(self.unit),
            number(&self.ratio()),
            if self.goal.is_low() { "less" } else { "more" },
            quoted(&self.goal.to_string()),
        )
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimesBest(times) => write!(f, ">= {times} x"),
            Self::TimesBestAndAtLeast(times, least) => write!(f, ">= {times} x, >= {least}"),
            Self::ShareOfBest(share) if *share < 1.0 => write!(f, "<= 1/{:.0} x", 1.0 / share),
            Self::ShareOfBest(share) => write!(f, "<= {share} x"),
            Self::AtLeast(least) => write!(f, ">= {least}"),
            Self::AtMost(most) => write!(f, "<= {most}"),
            Self::NotAboveOthers => write!(f, "<= ref."),
            Self::Told | Self::ToldLow => Ok(()),
        }
    }
}

impl fmt::Display for Report {
    /// A table in Markdown, readable as it stands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.rows.iter().map(|row| format!("{} [{}]", row.name, row.unit)).collect();
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default().max(NAME_WIDTH);
        write!(f, "| {:<width$} |", "figure")?;
        for program in &self.programs {
            write!(f, " {program:>12} |")?;
        }
        writeln!(f, " {:>7} | {:>16} | met |", "ratio", "goal")?;
        write!(f, "|{:-<1$}|", "", width + 2)?;
        for _ in &self.programs {
            write!(f, "{:->13}:|", "")?;
        }
        writeln!(f, "{:->8}:|{:->17}:|-----|", "", "")?;
        for (row, name) in self.rows.iter().zip(&names) {
            write!(f, "| {name:<width$} |")?;
            for value in &row.values {
                write!(f, " {:>12} |", shown(*value))?;
            }
            let met = row.is_met().map_or("", |met| if met { "yes" } else { "NO" });
            writeln!(f, " {:>7} | {:>16} | {met:<3} |", shown(row.ratio()), row.goal.to_string())?;
        }
        for note in &self.notes {
            writeln!(f, "\n{note}")?;
        }
        let (met, goals) = self.score();
        writeln!(f, "\n{met} of {goals} goals met")
    }
}

/// Least width of the column of names.
const NAME_WIDTH: usize = 40;

/// Three significant digits or whole numbers.
fn shown(value: Option<f64>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value) if value >= 100.0 => format!("{value:.0}"),
        Some(value) if value >= 10.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests;
