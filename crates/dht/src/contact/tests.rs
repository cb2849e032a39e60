use super::*;
use crate::testing::{addr, at, key, node};

#[test]
fn goes_bad_and_dies_at_the_stated_ages() {
    let contact = Contact::new(&node(1), at(10));
    let record = contact.records().next().unwrap();
    assert_eq!(record.freshness(at(10 + 121)), Freshness::Good);
    assert_eq!(record.freshness(at(10 + 122)), Freshness::Bad);
    assert_eq!(record.freshness(at(10 + 181)), Freshness::Bad);
    assert_eq!(record.freshness(at(10 + 182)), Freshness::Dead);
}

#[test]
fn keeps_one_address_for_each_family() {
    let mut contact = Contact::new(&node(1), at(0));
    contact.heard(addr("[2001:db8::1]:33445"), at(5));
    assert_eq!(contact.records().count(), 2);
    assert_eq!(contact.address_for(Asker::Internet, at(6)), Some(addr("[2001:db8::1]:33445")));
    contact.heard(node(1).addr, at(5));
    assert_eq!(contact.address_for(Asker::Internet, at(6)), Some(node(1).addr), "IPv4 wins a tie");
    contact.heard(addr("198.51.100.9:1"), at(7));
    assert_eq!(contact.records().count(), 2, "a new address replaces the old one of its family");
    assert!(!contact.uses(node(1).addr));
}

#[test]
fn lan_address_replaces_an_internet_address_only_when_that_went_bad() {
    let lan = addr("192.168.1.5:33445");
    let mut contact = Contact::new(&node(1), at(0));
    contact.heard(lan, at(50));
    assert!(!contact.uses(lan));
    contact.heard(lan, at(122));
    assert!(contact.uses(lan));
    contact.heard(node(1).addr, at(123));
    assert!(contact.uses(node(1).addr), "the internet address comes back at once");
}

#[test]
fn lan_addresses_are_for_the_lan() {
    let contact = Contact::new(&NodeInfo { addr: addr("10.0.0.1:33445"), key: key(1) }, at(0));
    assert_eq!(contact.address_for(Asker::Internet, at(1)), None);
    assert_eq!(contact.address_for(Asker::Lan, at(1)), Some(addr("10.0.0.1:33445")));
}

#[test]
fn reports_grow_old() {
    let mut contact = Contact::new(&node(1), at(0));
    contact.reported(addr("198.51.100.9:7"), at(0));
    assert_eq!(contact.fresh_reports(at(121)), [Some(addr("198.51.100.9:7")), None]);
    assert!(!contact.has_fresh_report(at(122)));
}
