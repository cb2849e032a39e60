//! Reads what `cargo test --quiet` prints: which tests failed, and whether every program came to its end.

/// The output of all test programs of one command, put together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// Names of the tests that failed, in the order of the lists.
    pub(super) failed: Vec<String>,
    pub(super) passed: usize,
    /// Programs that began and printed no result: a crash, or output that we cannot read.
    pub(super) unfinished: usize,
}

impl Report {
    /// What tests print themselves stands between the lines of the harness and may look like them; a result counts only
    /// with a list of as many names right before it.
    pub(super) fn read(output: &str) -> Self {
        let mut report = Self::default();
        let mut list = List::default();
        for line in output.lines() {
            if let Some(Counts { passed, failed }) = Counts::read(line)
                && list.take(failed, &mut report.failed)
            {
                report.passed += passed;
                report.unfinished = report.unfinished.saturating_sub(1);
            }
            if is_start(line) {
                report.unfinished += 1;
            }
            list.follow(line);
        }
        report
    }
}

/// `running 200 tests`.
fn is_start(line: &str) -> bool {
    line.strip_prefix("running ")
        .and_then(|rest| rest.strip_suffix(" tests").or_else(|| rest.strip_suffix(" test")))
        .is_some_and(|count| count.parse::<usize>().is_ok())
}

/// `test result: FAILED. 197 passed; 3 failed; 0 ignored; …`.
struct Counts {
    passed: usize,
    failed: usize,
}

impl Counts {
    fn read(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let mut parts = counts.split("; ");
        let passed = parts.next()?.strip_suffix(" passed")?.parse().ok()?;
        let failed = parts.next()?.strip_suffix(" failed")?.parse().ok()?;
        Some(Self { passed, failed })
    }
}

/// The names below the last line `failures:`, while nothing but names and an empty line has followed it.
#[derive(Default)]
struct List {
    names: Option<Vec<String>>,
}

impl List {
    fn follow(&mut self, line: &str) {
        if line == "failures:" {
            self.names = Some(Vec::new());
        } else if let Some(name) = line.strip_prefix("    ").filter(|name| !name.contains(char::is_whitespace)) {
            if let Some(names) = &mut self.names {
                names.push(name.to_owned());
            }
        } else if !line.is_empty() {
            self.names = None;
        }
    }

    /// Moves the names to `to` and returns true, if there are `count`.
    fn take(&mut self, count: usize, to: &mut Vec<String>) -> bool {
        let names = self.names.take().unwrap_or_default();
        let fits = names.len() == count;
        if fits {
            to.extend(names);
        }
        fits
    }
}

#[cfg(test)]
mod tests;
