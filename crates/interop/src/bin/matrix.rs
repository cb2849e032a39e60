//! Plays the whole matrix and prints it: a row per cell. The first argument is how many cells run at once; words behind it
//! choose the cells in whose line all of them stand.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use toxcore_interop::matrix::{Cell, all_cells, run};

#[allow(clippy::print_stdout, reason = "the matrix is the result")]
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let workers = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(8);
    let words: Vec<String> = arguments.collect();
    let chosen = |cell: &Cell| words.iter().all(|word| cell.to_string().contains(word.as_str()));
    let cells: Vec<Cell> = all_cells().into_iter().filter(chosen).collect();
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(cell) = cells.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (line, passed) = match run(*cell) {
                        Ok(Some(report)) => (report.to_string(), report.passed()),
                        Ok(None) => (format!("{cell}  skipped"), true),
                        Err(error) => (format!("{cell}  not begun: {error}"), false),
                    };
                    println!("{line}");
                    if !passed {
                        failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(*cell);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).len();
    println!("{} cells, {failed} failed", cells.len());
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
