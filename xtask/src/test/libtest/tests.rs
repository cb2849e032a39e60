use super::Report;

/// Two programs as libtest prints them; what the tests themselves said looks like lists and results.
const TWO_PROGRAMS: &str = r#"
running 3 tests
i. 2/3
hex::bad --- FAILED

failures:

---- hex::bad stdout ----
failures:
    fake::name

test result: FAILED. of what it said itself
failures:
    other::name

test result: FAILED. 0 passed; 7 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

thread 'hex::bad' (305) panicked at src/lib.rs:1:123:
no


failures:
    hex::bad

test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.14s


running 5 tests
trouble::err --- FAILED
.
friends::deep::meet --- FAILED
..
failures:

---- trouble::err stdout ----
Error: "x"

---- friends::deep::meet stdout ----
note: test did not panic as expected at tests/interop.rs:2:29

failures:
    trouble::err
    friends::deep::meet

test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 2.00s

"#;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn names_come_from_the_closing_list_of_each_program() {
    let failed = names(&["hex::bad", "trouble::err", "friends::deep::meet"]);
    assert_eq!(Report::read(TWO_PROGRAMS), Report { failed, passed: 4, unfinished: 0 });
}

#[test]
fn without_failures_there_are_no_names() {
    let output = "\nrunning 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 8 filtered out; finished in \
                  0.00s\n\n\nrunning 1 test\n.\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 199 filtered out; \
                  finished in 1.30s\n\n";
    assert_eq!(Report::read(output), Report { failed: Vec::new(), passed: 1, unfinished: 0 });
}

#[test]
fn output_that_ends_anywhere_is_not_taken_for_finished() {
    let whole = TWO_PROGRAMS.rfind("; 0 ignored").unwrap_or_default();
    let began = TWO_PROGRAMS.rfind("running 5 tests\n").unwrap_or_default() + "running 5 tests\n".len();
    for length in began..whole {
        let report = Report::read(&TWO_PROGRAMS[..length]);
        assert_eq!((report.unfinished, report.failed), (1, names(&["hex::bad"])), "cut at {length}");
    }
}

#[test]
fn a_list_that_does_not_fit_its_result_is_not_believed() {
    let output = TWO_PROGRAMS.replace("    friends::deep::meet\n", "");
    assert_eq!(Report::read(&output), Report { failed: names(&["hex::bad"]), passed: 1, unfinished: 1 });
}
