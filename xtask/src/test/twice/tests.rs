use std::io;

use super::{Which, passed_alone, run, to_repeat, unsteady};
use crate::shell::{Outcome, program};
use crate::test::libtest::Report;

fn report(failed: usize, unfinished: usize) -> Report {
    Report { failed: (0..failed).map(|number| format!("t{number}")).collect(), passed: 9, unfinished }
}

#[test]
fn up_to_three_failures_are_repeated() {
    assert_eq!(to_repeat(true, report(0, 0)), Ok(vec![]));
    assert_eq!(to_repeat(false, report(3, 0)).map(|names| names.join(" ")), Ok("t0 t1 t2".to_owned()));
    assert_eq!(to_repeat(false, report(4, 0)), Err("4 tests failed: t0, t1, t2, t3".to_owned()));
}

#[test]
fn what_no_list_explains_is_a_failure() {
    assert!(to_repeat(false, report(0, 0)).is_err(), "a command that could not compile");
    assert!(to_repeat(false, report(0, 1)).is_err(), "a crash");
    assert!(to_repeat(false, report(1, 1)).is_err(), "a crash beside a failure");
}

#[test]
fn a_second_run_counts_if_a_test_ran() {
    assert!(passed_alone(true, &report(0, 0)));
    assert!(!passed_alone(false, &report(0, 0)));
    assert!(!passed_alone(true, &Report::default()), "no program knew the name");
}

/// A shell in the place of the tests: `a` and `b` fail, and alone `b` fails again if it is told to.
fn tests(b_alone: &str) -> impl Fn(Which<'_>) -> Outcome<std::process::Command> {
    const FAILED: &str = "test result: FAILED. 1 passed; 2 failed; 0 ignored";
    let b_alone = b_alone.to_owned();
    move |which| {
        let script = match which {
            Which::All => format!("printf 'running 3 tests\nfailures:\n    a\n    b\n\n{FAILED}\n'; exit 101"),
            Which::Alone(name) => {
                let code = if name == "b" { &b_alone } else { "0" };
                format!("printf 'running 1 test\ntest result: ok. 1 passed; 0 failed; 0 ignored\n'; exit {code}")
            }
        };
        let mut command = program("sh");
        command.args(["-c", &script]);
        Ok(command)
    }
}

#[test]
fn who_passes_alone_is_named() {
    assert_eq!(run("stories", &mut io::sink(), tests("0")), Ok(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(unsteady("a"), "UNSTEADY: a failed beside others and passed alone");
}

#[test]
fn who_fails_alone_fails_the_step() {
    assert_eq!(
        run("stories", &mut io::sink(), tests("101")),
        Err("stories: failed beside others and alone: b".to_owned())
    );
}

#[test]
fn what_the_tests_print_is_shown() {
    let mut terminal = Vec::new();
    run("stories", &mut terminal, tests("0")).expect("all pass alone");
    let shown = String::from_utf8_lossy(&terminal);
    assert_eq!(shown.matches("running").count(), 3, "{shown}");
}
