use super::*;

fn row(values: &[f64], goal: Goal) -> Row {
    Row { name: "requests".into(), unit: "1/s", values: values.iter().copied().map(Some).collect(), goal }
}

#[test]
fn ours_is_compared_with_the_best_other() {
    let row = row(&[10.0, 15.0, 30.0], Goal::TimesBest(2.0));
    assert_eq!(row.ratio(), Some(2.0));
    assert_eq!(row.is_met(), Some(true));
}

#[test]
fn where_less_is_better_the_lowest_counts() {
    let row = row(&[10.0, 15.0, 2.0], Goal::ShareOfBest(0.25));
    assert_eq!((row.ratio(), row.is_met()), (Some(0.2), Some(true)));
    assert_eq!(Row { goal: Goal::ShareOfBest(0.125), ..row.clone() }.is_met(), Some(false));
    assert_eq!(Row { goal: Goal::AtMost(2.0), ..row }.ratio(), Some(0.2));
    assert_eq!(Goal::ShareOfBest(1.0 / 20.0).to_string(), "<= 1/20 x");
    assert_eq!(Goal::ShareOfBest(1.1).to_string(), "<= 1.1 x");
}

#[test]
fn goals_are_met_or_missed() {
    let cases = [
        (Goal::TimesBest(2.5), Some(false)),
        (Goal::TimesBestAndAtLeast(2.0, 31.0), Some(false)),
        (Goal::TimesBestAndAtLeast(2.0, 30.0), Some(true)),
        (Goal::AtLeast(30.0), Some(true)),
        (Goal::AtMost(29.0), Some(false)),
        (Goal::NotAboveOthers, Some(false)),
        (Goal::Told, None),
        (Goal::ToldLow, None),
    ];
    for (goal, met) in cases {
        assert_eq!(row(&[10.0, 15.0, 30.0], goal).is_met(), met, "{goal:?}");
    }
    assert_eq!(row(&[10.0, 15.0, 15.0], Goal::NotAboveOthers).is_met(), Some(true));
}

#[test]
fn without_others_there_is_no_ratio() {
    assert_eq!(row(&[30.0], Goal::TimesBest(2.0)).is_met(), None);
    assert_eq!(row(&[30.0], Goal::TimesBestAndAtLeast(5.0, 10.0)).is_met(), Some(true));
    let missing = Row { values: vec![Some(1.0), None], ..row(&[], Goal::AtLeast(1.0)) };
    assert_eq!((missing.ours(), missing.is_met()), (None, None));
}

#[test]
fn the_table_tells_what_is_met() {
    let rows = vec![row(&[10.0, 30.0], Goal::TimesBest(2.0)), row(&[10.0, 11.0], Goal::TimesBest(2.0))];
    let report = Report { programs: vec!["other".into(), "ours".into()], rows, notes: vec!["quiet day".into()] };
    let text = report.to_string();
    assert!(text.contains("3.00") && text.contains("| yes |") && text.contains("| NO  |"), "{text}");
    assert!(text.ends_with("quiet day\n\n1 of 2 goals met\n"), "{text}");
}

#[test]
fn json_tells_what_is_better() {
    let better = |goal: Goal| row(&[1.0], goal).to_json().contains(r#""better": "less""#);
    assert!(better(Goal::AtMost(1.0)) && better(Goal::NotAboveOthers) && better(Goal::ToldLow));
    assert!(!better(Goal::AtLeast(1.0)) && !better(Goal::Told));
}

#[test]
fn json_survives_odd_names() {
    let rows = vec![Row { name: "a \"b\"\n".into(), ..row(&[1.0, 2.0], Goal::Told) }];
    let text = Report { programs: vec!["x".into()], rows, notes: Vec::new() }.to_json();
    assert!(text.contains(r#""name": "a \"b\"\u000a""#), "{text}");
    assert!(
        text.contains(r#""values": [1.0000, 2.0000], "ratio": 2.0000, "better": "more", "goal": "", "met": null"#),
        "{text}"
    );
}
