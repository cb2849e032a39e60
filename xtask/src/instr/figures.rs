//! The file with the committed counts.

use std::fmt;

use crate::shell::Outcome;

/// With what was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conditions {
    /// Counts of another one cannot be compared.
    pub(crate) processor: String,
    /// Another one may count a little differently.
    pub(crate) compiler: String,
    pub(crate) valgrind: String,
}

impl fmt::Display for Conditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {}", self.processor, self.compiler, self.valgrind)
    }
}

/// Instructions of one packet, by path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figures {
    pub(crate) conditions: Conditions,
    pub(crate) counts: Vec<(String, f64)>,
}

impl Figures {
    /// Reads the file: lines of a name and a value, and `#` before what is for people.
    pub(crate) fn parse(text: &str) -> Outcome<Figures> {
        let mut conditions = Conditions { processor: String::new(), compiler: String::new(), valgrind: String::new() };
        let mut counts = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let (name, value) = line.split_once(' ').ok_or_else(|| format!("instruction counts: {line}"))?;
            let value = value.trim();
            match name {
                "processor" => value.clone_into(&mut conditions.processor),
                "compiler" => value.clone_into(&mut conditions.compiler),
                "valgrind" => value.clone_into(&mut conditions.valgrind),
                path => {
                    let count = value.parse().map_err(|_| format!("instruction counts: {line}"))?;
                    counts.push((path.to_owned(), count));
                }
            }
        }
        Ok(Figures { conditions, counts })
    }

    /// The count of a path.
    pub(crate) fn of(&self, name: &str) -> Option<f64> {
        self.counts.iter().find(|(path, _)| path == name).map(|(_, count)| *count)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Conditions { processor, compiler, valgrind } = &self.conditions;
        writeln!(
            f,
            "# Instructions of one packet, by callgrind. `cargo xtask instr` compares, `cargo xtask instr --write` writes."
        )?;
        writeln!(f, "processor {processor}\ncompiler {compiler}\nvalgrind {valgrind}")?;
        self.counts.iter().try_for_each(|(name, count)| writeln!(f, "{name} {count:.0}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Conditions, Figures};

    #[test]
    fn what_is_written_is_read() {
        let figures = Figures {
            conditions: Conditions { processor: "x with y".into(), compiler: "rustc 1".into(), valgrind: "v-3".into() },
            counts: vec![("a-path".into(), 17.0), ("another".into(), 4.0)],
        };
        assert_eq!(Figures::parse(&figures.to_string()), Ok(figures.clone()));
        assert_eq!(figures.of("another"), Some(4.0));
        assert!(Figures::parse("path many").is_err() && Figures::parse("path").is_err());
    }
}
