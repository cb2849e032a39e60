use super::HotPath;

#[test]
fn every_path_can_be_gone() {
    for (name, path) in HotPath::ALL {
        assert_eq!(HotPath::of(name), Some(path));
        let done = path.go(100).expect(name);
        assert!(done >= 100, "{name}: {done}");
    }
    assert_eq!(HotPath::of("no-path"), None);
}
