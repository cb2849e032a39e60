use super::*;

#[test]
fn the_same_seed_replays() {
    let draw = |number| {
        let mut rng = Rng::new(&Seed::from_number(number));
        (rng.public_bytes::<16>(), rng.secret_bytes::<16>(), rng.nonce(), rng.below(1_000))
    };
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
}

#[test]
fn the_two_streams_do_not_move_each_other() {
    let (mut a, mut b) = (Rng::new(&Seed::from_number(1)), Rng::new(&Seed::from_number(1)));
    a.public_u64();
    a.public_u64();
    assert_eq!(a.secret_u64(), b.secret_u64());
    assert_ne!(a.public_u64(), b.public_u64());
}

#[test]
fn labels_give_independent_seeds() {
    let seed = Seed::from_number(1);
    assert_ne!(seed.derive("a").0, seed.derive("b").0);
    assert_ne!(seed.derive("a").0, seed.0);
    assert_ne!(seed.hash_key("a"), seed.hash_key("b"));
}

#[test]
fn below_reaches_every_value_and_never_the_bound() {
    let mut rng = Rng::new(&Seed::from_number(1));
    let mut seen = [0_u32; 7];
    for _ in 0..7_000 {
        seen[rng.below(7)] += 1;
    }
    assert!(seen.iter().all(|n| (800..1_200).contains(n)), "{seen:?}");
    assert_eq!(rng.below(0), 0);
    assert_eq!(rng.below(1), 0);
}

#[test]
fn debug_shows_no_secret() {
    let seed = Seed::new([7; 32]);
    assert_eq!(format!("{seed:?} {:?}", Rng::new(&seed)), "Seed(..) Rng(..)");
}
