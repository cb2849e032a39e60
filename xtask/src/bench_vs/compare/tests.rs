use super::*;

fn runs() -> Vec<Pair> {
    let read = |text| figures(&Json::parse(text).unwrap()).unwrap();
    pairs(&read(include_str!("old.json")), read(include_str!("new.json")))
}

fn pair<'a>(pairs: &'a [Pair], name: &str) -> &'a Pair {
    pairs.iter().find(|pair| pair.new.name == name).unwrap()
}

#[test]
fn changes_beyond_the_noise_are_told() {
    let runs = runs();
    let changes: Vec<_> = runs.iter().map(|pair| (pair.new.name.as_str(), pair.change(), pair.goal())).collect();
    assert_eq!(
        changes,
        [
            // 18 % less, which time on the clock may do by itself; the goal is missed all the same.
            ("file: plateau", Change::None, "LOST"),
            ("file: sender", Change::Better, "met"),
            ("memory: friend", Change::Better, "won"),
            // A figure that is missing now.
            ("calls: encrypt", Change::None, "LOST"),
            ("calls: told", Change::Worse, ""),
            ("messages: new here", Change::None, "met"),
        ]
    );
    assert_eq!(summary(&runs), "2 better, 1 worse, 3 as before; 2 goals lost");
}

#[test]
fn what_is_not_measured_again_is_not_lost() {
    assert!(runs().iter().all(|pair| pair.new.name != "ring: all"));
}

#[test]
fn a_run_has_lost_nothing_against_itself() {
    let text = include_str!("old.json");
    let read = || figures(&Json::parse(text).unwrap()).unwrap();
    let same = pairs(&read(), read());
    assert!(same.iter().all(|pair| !pair.is_lost() && pair.change() == Change::None));
    assert_eq!(pair(&same, "memory: friend").goal(), "missed");
}

#[test]
fn files_without_a_direction_tell_it_by_the_goal() {
    let old = figures(&Json::parse(include_str!("old.json")).unwrap()).unwrap();
    let better: Vec<_> = old.iter().map(|figure| figure.better).collect();
    let (more, less) = (Some(Better::More), Some(Better::Less));
    assert_eq!(better, [more, less, less, less, None, less]);
}

#[test]
fn the_table_is_aligned() {
    let text = table(&runs());
    let widths: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
    assert_eq!(widths.len(), 8);
    assert!(widths.iter().all(|width| Some(width) == widths.first()), "{text}");
    assert!(text.contains("| file: sender [CPU s/GB] |      2.00 |      1.50 |   0.75 | better | met    |"), "{text}");
}

#[test]
fn the_command_fails_where_a_goal_is_lost() {
    let here = |name: &str| crate::shell::root().join("xtask/src/bench_vs/compare").join(name).display().to_string();
    let (old, new) = (here("old.json"), here("new.json"));
    assert_eq!(run(&[old.clone(), new]).unwrap_err(), "goals that were met are missed: file: plateau; calls: encrypt");
    assert_eq!(run(&[old.clone(), old.clone()]), Ok(()));
    assert!(run(&[old]).is_err());
}

#[test]
fn other_files_are_refused() {
    assert!(figures(&Json::parse("{\"rows\": []}").unwrap()).is_err());
    assert!(figures(&Json::parse("[1]").unwrap()).is_err());
    assert!(figures(&Json::parse("{\"rows\": [{\"unit\": \"s\"}]}").unwrap()).is_err());
}
