//! `cargo xtask bench-vs --compare OLD NEW`: what changed between two runs, by the files that `--json` wrote.

use std::fmt::Write as _;
use std::fs;

use crate::json::Json;
use crate::shell::Outcome;

/// Prints both runs side by side; an error if a goal is missed that was met.
pub(super) fn run(arguments: &[String]) -> Outcome {
    let [old, new] = arguments else { return Err("bench-vs --compare wants two files: OLD.json NEW.json".into()) };
    let read = |path: &String| -> Outcome<Vec<Figure>> {
        let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        figures(&Json::parse(&text)?).map_err(|reason| format!("{path}: {reason}"))
    };
    let pairs = pairs(&read(old)?, read(new)?);
    print!("{}", table(&pairs));
    let lost: Vec<&str> = pairs.iter().filter(|pair| pair.is_lost()).map(|pair| pair.new.name.as_str()).collect();
    println!("\n{}", summary(&pairs));
    if lost.is_empty() { Ok(()) } else { Err(format!("goals that were met are missed: {}", lost.join("; "))) }
}

/// A figure of ours in one run.
#[derive(Debug, Clone, PartialEq)]
struct Figure {
    name: String,
    unit: String,
    value: Option<f64>,
    /// None where nobody said.
    better: Option<Better>,
    /// None without a goal, or without a value.
    met: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

/// The same figure in both runs.
#[derive(Debug, Clone, PartialEq)]
struct Pair {
    /// None if the older run did not have it.
    old: Option<Figure>,
    new: Figure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Better,
    Worse,
    /// Less than the noise, or nothing to compare with.
    None,
}

/// The rows of a report.
fn figures(report: &Json) -> Outcome<Vec<Figure>> {
    let rows = report.at("rows").list();
    if rows.is_empty() {
        return Err("no figures of bench-vs".into());
    }
    rows.iter().map(figure).collect()
}

fn figure(row: &Json) -> Outcome<Figure> {
    let name = row.at("name").text().ok_or("a figure without a name")?;
    let better = match (row.at("better").text(), row.at("goal").text()) {
        (Some("less"), _) => Some(Better::Less),
        (Some("more"), _) => Some(Better::More),
        // Files of before this was told.
        (_, Some(goal)) if goal.starts_with("<=") => Some(Better::Less),
        (_, Some(goal)) if goal.starts_with(">=") => Some(Better::More),
        _ => None,
    };
    Ok(Figure {
        name: name.to_owned(),
        unit: row.at("unit").text().unwrap_or_default().to_owned(),
        // Ours is the last.
        value: row.at("values").list().last().and_then(Json::number),
        better,
        met: row.at("met").truth(),
    })
}

/// In the order of the new run. What only the old one had was not measured again, which is no fault.
fn pairs(old: &[Figure], new: Vec<Figure>) -> Vec<Pair> {
    let before = |new: &Figure| old.iter().find(|old| old.name == new.name).cloned();
    new.into_iter().map(|new| Pair { old: before(&new), new }).collect()
}

impl Pair {
    fn old_value(&self) -> Option<f64> {
        self.old.as_ref()?.value
    }

    fn ratio(&self) -> Option<f64> {
        let (old, new) = (self.old_value()?, self.new.value?);
        (old > 0.0).then_some(new / old)
    }

    fn change(&self) -> Change {
        let (Some(old), Some(new), Some(better)) = (self.old_value(), self.new.value, self.new.better) else {
            return Change::None;
        };
        if (new - old).abs() <= noise(&self.new.unit) * old.abs() {
            return Change::None;
        }
        if (new > old) == (better == Better::More) { Change::Better } else { Change::Worse }
    }

    /// A goal that was met, and is not met or not even measured now.
    fn is_lost(&self) -> bool {
        self.old.as_ref().and_then(|old| old.met) == Some(true) && self.new.met != Some(true)
    }

    fn goal(&self) -> &'static str {
        match (self.old.as_ref().and_then(|old| old.met), self.new.met) {
            _ if self.is_lost() => "LOST",
            (Some(false), Some(true)) => "won",
            (_, Some(true)) => "met",
            (_, Some(false)) => "missed",
            (_, None) => "",
        }
    }
}

/// Share by which a figure may differ without a reason, as runs of the same library did: counts and memory hardly, processor
/// time with the caches of a busy machine, time on the clock with everything.
fn noise(unit: &str) -> f64 {
    match unit {
        "" | "kB" | "MB" | "B/B" => 0.05,
        unit if unit.contains("CPU") => 0.15,
        _ => 0.25,
    }
}

/// A table in Markdown, readable as it stands.
fn table(pairs: &[Pair]) -> String {
    let names: Vec<String> = pairs.iter().map(|pair| format!("{} [{}]", pair.new.name, pair.new.unit)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut text = format!("| {:<width$} |       old |       new |  ratio | change | goal   |\n", "figure");
    // Writing to a string does not fail.
    let _ = writeln!(text, "|{:-<1$}|----------:|----------:|-------:|--------|--------|", "", width + 2);
    for (pair, name) in pairs.iter().zip(&names) {
        let change = match pair.change() {
            Change::Better => "better",
            Change::Worse => "WORSE",
            Change::None => "",
        };
        let (old, new, ratio) = (shown(pair.old_value()), shown(pair.new.value), shown(pair.ratio()));
        // Writing to a string does not fail.
        let _ =
            writeln!(text, "| {name:<width$} | {old:>9} | {new:>9} | {ratio:>6} | {change:<6} | {:<6} |", pair.goal());
    }
    text
}

fn summary(pairs: &[Pair]) -> String {
    let count = |wanted| pairs.iter().filter(|pair| pair.change() == wanted).count();
    let lost = pairs.iter().filter(|pair| pair.is_lost()).count();
    let (better, worse) = (count(Change::Better), count(Change::Worse));
    format!("{better} better, {worse} worse, {} as before; {lost} goals lost", pairs.len() - better - worse)
}

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
