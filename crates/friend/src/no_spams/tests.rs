use super::*;

const MAIN: NoSpam = NoSpam::from_bytes([1; 4]);
const EXTRA: NoSpam = NoSpam::from_bytes([2; 4]);

fn at(seconds: u64) -> Instant {
    Instant::from_origin(std::time::Duration::from_secs(seconds))
}

fn both(terms: NoSpamTerms) -> NoSpams {
    let mut no_spams = NoSpams::default();
    no_spams.set_main(MAIN);
    assert!(no_spams.set(EXTRA, terms));
    no_spams
}

#[test]
fn nothing_is_accepted_before_there_is_one() {
    assert_eq!(NoSpams::default().judge(at(0), MAIN), Verdict::Unknown);
}

#[test]
fn one_that_ends_is_good_until_then() {
    let mut no_spams = both(NoSpamTerms { expires: Some(at(100)), ..NoSpamTerms::default() });
    assert_eq!(no_spams.judge(at(99), EXTRA), Verdict::Accepted);
    assert_eq!(no_spams.judge(at(100), EXTRA), Verdict::Unknown);
}

#[test]
fn one_for_a_single_use_is_good_once() {
    let mut no_spams = both(NoSpamTerms { uses_left: Some(1), ..NoSpamTerms::default() });
    assert_eq!(no_spams.judge(at(0), EXTRA), Verdict::Accepted);
    assert_eq!(no_spams.judge(at(1), EXTRA), Verdict::Unknown);
    assert_eq!(no_spams.iter().nth(1).and_then(|(_, terms)| terms.uses_left), Some(0));
}

#[test]
fn one_that_is_switched_off_can_be_switched_on() {
    let mut no_spams = both(NoSpamTerms { disabled: true, ..NoSpamTerms::default() });
    assert_eq!(no_spams.judge(at(0), EXTRA), Verdict::Unknown);
    assert!(no_spams.set(EXTRA, NoSpamTerms::default()));
    assert_eq!(no_spams.judge(at(0), EXTRA), Verdict::Accepted);
}

#[test]
fn the_main_one_has_no_terms_and_stays() {
    let mut no_spams = both(NoSpamTerms::default());
    assert!(!no_spams.set(MAIN, NoSpamTerms { disabled: true, ..NoSpamTerms::default() }));
    assert!(!no_spams.remove(MAIN));
    assert!(no_spams.remove(EXTRA) && !no_spams.remove(EXTRA));
    assert_eq!(no_spams.judge(at(0), MAIN), Verdict::Accepted);
}

#[test]
fn an_extra_one_can_become_the_main_one() {
    let mut no_spams = both(NoSpamTerms { uses_left: Some(0), ..NoSpamTerms::default() });
    no_spams.set_main(EXTRA);
    assert_eq!(no_spams.iter().map(|(no_spam, _)| no_spam).collect::<Vec<_>>(), [EXTRA]);
    assert_eq!(no_spams.judge(at(0), EXTRA), Verdict::Accepted);
}

#[test]
fn the_number_is_bounded() {
    let mut no_spams = both(NoSpamTerms::default());
    for number in 1..MAX_EXTRA_NO_SPAMS as u32 {
        assert!(no_spams.set(NoSpam::from_u32(number), NoSpamTerms::default()));
    }
    assert!(!no_spams.set(NoSpam::from_u32(u32::MAX), NoSpamTerms::default()));
}
