use toxcore_relay::PoolConfig;

use super::*;

const MEMBER: EphemeralPublicKey = EphemeralPublicKey::from_bytes([7; 32]);

fn relay(number: u8) -> RelayInfo {
    RelayInfo { addr: ([192, 0, 2, number], 33_445).into(), key: DhtPublicKey::from_bytes([number; 32]) }
}

fn group(generation: u32) -> GroupNumber {
    GroupNumber { index: 0, generation }
}

fn keys(number: u8) -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([number; 32])
}

/// The relays of one group, whose pool begins with one.
fn opened(now: Instant) -> GroupRelays {
    let seed = Seed::from_number(1);
    let mut relays = GroupRelays::new(Proxy::None, &RelayPool::new(PoolConfig::default(), &seed), &seed);
    relays.open(now, group(1), keys(1), &[relay(1)]);
    relays
}

fn routes(relays: &GroupRelays) -> usize {
    let id = relays.groups.get(&group(1)).map(|pool| pool.id);
    id.and_then(|id| relays.pools.pool(id)).map_or(0, RelayPool::routes)
}

#[test]
fn a_route_goes_when_all_was_taken_unless_it_is_wanted_again() {
    let now = Instant::ZERO;
    let mut relays = opened(now);
    let route = relays.tie(now, group(1), (MEMBER, false), &relay(2));
    assert!(route.is_some());
    relays.untie(group(1), MEMBER);
    assert_eq!(routes(&relays), 1, "something may be on its way there");
    assert_eq!(relays.tie(now, group(1), (MEMBER, false), &relay(2)), route);
    relays.all_taken(now);
    assert_eq!(routes(&relays), 1);
    relays.untie(group(1), MEMBER);
    relays.all_taken(now);
    assert_eq!(routes(&relays), 0);
    assert_eq!(relays.tie(now, group(2), (MEMBER, false), &relay(2)), None, "there is no such group");
}

#[test]
fn a_pool_goes_when_nothing_waits_in_it_unless_it_is_opened_again() {
    let now = Instant::ZERO;
    let mut relays = opened(now);
    relays.close(now, group(1));
    relays.open(now, group(1), keys(1), &[]);
    relays.all_taken(now);
    assert_eq!(relays.pools.len(), 1);
    relays.close(now, group(1));
    assert!(relays.poll_timeout().is_some_and(|at| at <= now + FAREWELL_TIME));
    relays.all_taken(now);
    assert!(relays.pools.is_empty() && relays.groups.is_empty() && relays.owners.is_empty());
    assert_eq!(relays.poll_timeout(), None);
}

#[test]
fn a_pool_waits_for_what_its_group_has_to_say() {
    let now = Instant::ZERO;
    let mut relays = opened(now);
    relays.close(now, group(1));
    relays.handle_timeout(now);
    assert_eq!(relays.pools.len(), 1, "the farewell is still to come");
    relays.all_taken(now);
    assert!(relays.pools.is_empty());
    // Nor does it wait for ever.
    let mut relays = opened(now);
    relays.close(now, group(1));
    relays.handle_timeout(now + FAREWELL_TIME);
    assert!(relays.pools.is_empty());
}

#[test]
fn every_group_has_the_relays_of_the_main_pool() {
    let now = Instant::ZERO;
    let mut relays = opened(now);
    relays.open(now, group(2), keys(2), &[]);
    relays.add_relay(now, &relay(3));
    let known: Vec<usize> = relays.groups.values().map(|pool| relays.pools.pool(pool.id).unwrap().links()).collect();
    assert_eq!(known, [2, 1], "a link to each is being made");
    assert_eq!(
        relays.groups.values().filter_map(|pool| relays.owner(pool.id)).collect::<Vec<_>>(),
        [group(1), group(2)]
    );
}
