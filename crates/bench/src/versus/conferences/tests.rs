use super::*;

fn told(lines: &[&str]) -> Told {
    let mut told = Told::of(2);
    lines.iter().for_each(|line| told.take(line));
    told
}

fn value(values: &Values, name: &str) -> Option<f64> {
    values.iter().find(|(found, _)| *found == name).map(|(_, value)| *value)
}

const ALL: &[&str] =
    &["invited 1.0", "seen 4 1.5", "said 2 9.0", "heard 0 1 0.010", "heard 1 0 0.030", "heard 1 0 0.9", "told"];

#[test]
fn every_figure_has_a_value() {
    let values = values(&told(ALL), 0.01, 0.03, 10.0);
    for figure in FIGURES {
        assert!(value(&values, figure.name).is_some(), "{}", figure.name);
    }
    assert_eq!(values.len(), FIGURES.len());
    assert_eq!(
        (value(&values, SEEN), value(&values, DELIVERED), value(&values, TWICE)),
        (Some(100.0), Some(100.0), Some(1.0))
    );
    // 0.2 s of a processor for two deliveries; half of the process's 36 s in an hour for each of two members.
    assert!((value(&values, COST).unwrap_or_default() - 100_000.0).abs() < 1e-3);
    assert!((value(&values, IDLE).unwrap_or_default() - 18.0).abs() < 1e-9);
    assert!((value(&values, MEDIAN).unwrap_or_default() - 10.0).abs() < 1e-9);
}

#[test]
fn who_hears_nothing_costs_nothing() {
    let values = values(&told(&["invited 1.0", "seen 3 1.5", "said 2 9.0", "told"]), 0.01, 0.03, 10.0);
    assert_eq!((value(&values, SEEN), value(&values, DELIVERED)), (Some(75.0), Some(0.0)));
    for name in [MET, COST, MEDIAN, WORST] {
        assert_eq!(value(&values, name), None, "{name}");
    }
}

#[test]
fn a_talk_cheaper_than_silence_is_noise() {
    assert_eq!(value(&values(&told(ALL), 0.03, 0.02, 10.0), COST), None);
}

#[test]
fn all_must_be_seen_and_heard() {
    let goal = |name| FIGURES.iter().find(|figure| figure.name == name).map(|figure| figure.goal);
    assert_eq!((goal(SEEN), goal(DELIVERED)), (Some(Goal::AtLeast(100.0)), Some(Goal::AtLeast(100.0))));
    assert_eq!((goal(COST), goal(MEDIAN)), (Some(Goal::ShareOfBest(1.0 / 3.0)), Some(Goal::ShareOfBest(0.5))));
}
