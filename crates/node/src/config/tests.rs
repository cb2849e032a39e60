//! Messages are those of the reference's daemon 0.2.20, taken from its runs with the same files.

use super::*;
use crate::libconfig::{MAX_BYTES, NoIncludes};

const KEY: &str = "0a01010101010101010101010101010101010101010101010101010101010101";

fn reading(text: &str) -> Reading {
    read("t.conf", text.as_bytes(), &mut NoIncludes).unwrap()
}

fn config(text: &str) -> Config {
    reading(text).config.unwrap()
}

fn lines<'a>(notes: &'a Notes, levels: &'a [Level]) -> Vec<&'a str> {
    notes.iter().filter(|note| levels.contains(&note.level)).map(|note| note.text.as_str()).collect()
}

fn warnings(text: &str) -> Vec<String> {
    let missing = |line: &String| line.ends_with("configuration file.") || line.starts_with("Using default");
    reading(text).notes.at(Level::Warning).map(str::to_owned).filter(|line| !missing(line)).collect()
}

#[test]
fn an_empty_file_means_all_defaults_with_the_references_messages() {
    let reading = reading("");
    assert_eq!(reading.config, Ok(Config::default()));
    let information = "\
Port #0: 443
Port #1: 3389
Port #2: 33445
Successfully read:
'pid_file_path': tox-bootstrapd.pid
'keys_file_path': tox-bootstrapd.keys
'port': 33445
'enable_ipv6': true
'enable_ipv4_fallback': true
'enable_lan_discovery': true
'enable_tcp_relay': true
Read 3 TCP ports:
Port #0: 443
Port #1: 3389
Port #2: 33445
'enable_motd': true
'motd': tox-bootstrapd";
    assert_eq!(lines(&reading.notes, &[Level::Info]).join("\n"), information);
    let warnings = "\
No 'port' setting in configuration file.
Using default 'port': 33445
No 'pid_file_path' setting in configuration file.
Using default 'pid_file_path': tox-bootstrapd.pid
No 'keys_file_path' setting in configuration file.
Using default 'keys_file_path': tox-bootstrapd.keys
No 'enable_ipv6' setting in configuration file.
Using default 'enable_ipv6': true
No 'enable_ipv4_fallback' setting in configuration file.
Using default 'enable_ipv4_fallback': true
No 'enable_lan_discovery' setting in configuration file.
Using default 'enable_lan_discovery': true
No 'enable_tcp_relay' setting in configuration file.
Using default 'enable_tcp_relay': true
No 'tcp_relay_ports' setting in the configuration file.
Using default 'tcp_relay_ports':
No 'enable_motd' setting in configuration file.
Using default 'enable_motd': true
No 'motd' setting in configuration file.
Using default 'motd': tox-bootstrapd";
    assert_eq!(lines(&reading.notes, &[Level::Warning, Level::Error]).join("\n"), warnings);
    assert_eq!(
        lines(&reading.bootstrap_notes, &[Level::Warning]),
        ["No 'bootstrap_nodes' setting in the configuration file. Skipping bootstrapping."]
    );
}

#[test]
fn every_setting_is_taken() {
    let text = format!(
        r#"
        port = 0x82a6            # UDP
        keys_file_path = "/var/lib/toxnode/keys"; pid_file_path = "/run/pid"
        enable_ipv6 = false; enable_ipv4_fallback = FALSE, enable_lan_discovery : False
        enable_tcp_relay = true; tcp_relay_ports = [443, 3389]
        enable_motd = true; motd = "a node " "near you"
        metrics_address = "127.0.0.1:9101"
        bootstrap_nodes = (
          {{ address = "192.0.2.10"; port = 33445; public_key = "{KEY}" }},
          {{ address : "node.example", port : 0x82a5, public_key : "{}" }}
        )"#,
        KEY.to_uppercase()
    );
    let reading = reading(&text);
    let config = reading.config.unwrap();
    assert_eq!(reading.notes.at(Level::Warning).count() + reading.bootstrap_notes.iter().count(), 0);
    assert_eq!(config.port, 33446);
    assert_eq!(config.keys_file_path, PathBuf::from("/var/lib/toxnode/keys"));
    assert_eq!(config.pid_file_path, PathBuf::from("/run/pid"));
    assert!(!config.enable_ipv6 && !config.enable_ipv4_fallback && !config.enable_lan_discovery);
    assert!(config.enable_tcp_relay && config.enable_motd);
    assert_eq!(config.tcp_relay_ports, [443, 3389]);
    assert_eq!(config.motd, b"a node near you");
    assert_eq!(config.metrics_address, Some("127.0.0.1:9101".parse().unwrap()));
    let nodes: Vec<_> = config.bootstrap_nodes.iter().map(|node| (node.address.as_str(), node.port)).collect();
    assert_eq!(nodes, [("192.0.2.10", 33445), ("node.example", 33445)]);
    assert_eq!(config.bootstrap_nodes[0].public_key, config.bootstrap_nodes[1].public_key);
}

#[test]
fn a_setting_of_the_wrong_type_counts_as_missing() {
    let text = "port = \"1\"; enable_ipv6 = 1; enable_motd = 0L; enable_lan_discovery = \"false\"; motd = 5; \
                keys_file_path = 3L; pid_file_path = []";
    assert_eq!(config(text), Config::default());
    for name in ["port", "enable_ipv6", "enable_motd", "enable_lan_discovery", "motd", "keys_file_path"] {
        let missing = format!("No '{name}' setting in configuration file.");
        assert!(reading(text).notes.at(Level::Warning).any(|line| line == missing), "{name}");
    }
}

#[test]
fn the_port_is_an_integer_of_32_bits_in_range() {
    assert_eq!(config("port = 33446L").port, 33446);
    assert_eq!(config("port = 070000").port, 28672);
    assert_eq!(config("port = 33446.0").port, DEFAULT_PORT);
    assert_eq!(config("port = 4294967297L").port, DEFAULT_PORT);
    for port in [0, -1, 65536, 70000] {
        let reading = reading(&format!("port = {port}"));
        assert_eq!(reading.config, Err(ConfigError::Port(port)));
        assert!(lines(&reading.notes, &[Level::Info]).contains(&format!("'port': {port}").as_str()));
    }
    assert_eq!(ConfigError::Port(70000).to_string(), "Invalid port: 70000, should be in [1, 65535]");
}

#[test]
fn unusable_relay_ports_are_skipped_with_a_warning() {
    let text = "tcp_relay_ports = [443, -5, 0, 65535, 65536, 443]";
    assert_eq!(config(text).tcp_relay_ports, [443, 65535, 443]);
    assert_eq!(
        warnings(text),
        [
            "Port #1: Invalid port: -5, should be in [1, 65535]. Skipping.",
            "Port #2: Invalid port: 0, should be in [1, 65535]. Skipping.",
            "Port #4: Invalid port: 65536, should be in [1, 65535]. Skipping."
        ]
    );
    assert_eq!(warnings("tcp_relay_ports = [true]"), ["Port #0: Not a number. Skipping."]);
}

#[test]
fn the_relay_needs_a_port() {
    for (value, message) in [
        ("[]", Some("'tcp_relay_ports' is empty.")),
        ("443", Some("'tcp_relay_ports' setting should be an array. Array syntax: 'setting = [value1, value2, ...]'.")),
        (
            "(443)",
            Some("'tcp_relay_ports' setting should be an array. Array syntax: 'setting = [value1, value2, ...]'."),
        ),
        ("[\"a\"]", None),
        ("[0]", None),
    ] {
        let reading = reading(&format!("tcp_relay_ports = {value}"));
        assert_eq!(reading.config, Err(ConfigError::NoRelayPorts));
        let errors: Vec<_> = message.into_iter().chain(["No TCP ports could be read."]).collect();
        assert_eq!(lines(&reading.notes, &[Level::Error]), errors);
        assert!(config(&format!("enable_tcp_relay = false; tcp_relay_ports = {value}")).tcp_relay_ports.is_empty());
    }
}

#[test]
fn a_switched_off_relay_or_message_is_not_listed() {
    let notes = reading("enable_tcp_relay = false; enable_motd = false").notes;
    let said = lines(&notes, &[Level::Info, Level::Warning]).join("\n");
    assert!(said.contains("'enable_tcp_relay': false\n'enable_motd': false"));
    assert!(!said.contains("Port #") && !said.contains("'motd'"));
}

#[test]
fn the_message_of_the_day_is_cut_to_its_limit() {
    let motd = |text: &str| config(&format!("motd = \"{text}\"")).motd;
    assert_eq!(motd(&"x".repeat(255)).len(), 255);
    assert_eq!(motd(&"x".repeat(256)).len(), 255);
    assert_eq!(motd(&"é".repeat(130)), "é".repeat(127).as_bytes());
    assert_eq!(motd(r"a\x00bc"), b"a");
    let mut bytes = b"motd = \"".to_vec();
    bytes.extend([0xe9; 300]);
    bytes.push(b'"');
    let latin = read("t.conf", &bytes, &mut NoIncludes).unwrap();
    assert_eq!(latin.config.unwrap().motd, [0xe9; 255]);
    assert_eq!(
        warnings(&format!("motd = \"{}\"", "x".repeat(300))),
        ["'motd' is 300 bytes long, only the first 255 are sent."]
    );
}

#[test]
fn bootstrap_nodes_that_lack_something_are_skipped() {
    let text = format!(
        r#"bootstrap_nodes = (
        {{ address = "192.0.2.10"; port = 33445; public_key = "{KEY}" }},
        {{ address = "x", port = "no", public_key = "02" }},
        {{ address = "x", port = 1, public_key = "02" }},
        {{ address = "x", port = 1 }},
        {{ port = 70000, address = 5 }},
        {{ port = 70000, address = "5", public_key = "{KEY}" }},
        5,
        {{ port = 7, public_key = "{KEY}" }},
        {{ port = 7, public_key = "{KEY}", address = "" }},
        {{ port = 0, public_key = "{KEY}", address = "::1" }},
        {{ port = 7L, public_key = "{KEY}", address = "::1" }},
        {{ port = 7, public_key = "{}", address = "::1" }})"#,
        "z".repeat(64)
    );
    let reading = reading(&text);
    let nodes = reading.config.unwrap().bootstrap_nodes;
    assert_eq!(nodes.iter().map(|node| node.index).collect::<Vec<_>>(), [0, 10]);
    let invalid_key = format!("Bootstrap node #11: Invalid 'public_key': {}. Skipping the node.", "z".repeat(64));
    assert_eq!(
        lines(&reading.bootstrap_notes, &[Level::Warning]),
        [
            "Bootstrap node #1: Couldn't find 'port' setting. Skipping the node.",
            "Bootstrap node #2: Invalid 'public_key': 02. Skipping the node.",
            "Bootstrap node #3: Couldn't find 'public_key' setting. Skipping the node.",
            "Bootstrap node #4: Couldn't find 'public_key' setting. Skipping the node.",
            "Bootstrap node #5: Invalid 'port': 70000, should be in [1, 65535]. Skipping the node.",
            "Bootstrap node #6: Couldn't find 'public_key' setting. Skipping the node.",
            "Bootstrap node #7: Couldn't find 'address' setting. Skipping the node.",
            "Bootstrap node #8: Invalid 'address': . Skipping the node.",
            "Bootstrap node #9: Invalid 'port': 0, should be in [1, 65535]. Skipping the node.",
            invalid_key.as_str(),
        ]
    );
}

#[test]
fn no_list_or_an_empty_one_is_a_warning() {
    for value in ["()", "[]", "5"] {
        let reading = reading(&format!("bootstrap_nodes = {value}"));
        assert!(reading.config.is_ok());
        assert_eq!(
            lines(&reading.bootstrap_notes, &[Level::Warning]),
            ["No bootstrap nodes found. Skipping bootstrapping."]
        );
    }
}

#[test]
fn lists_are_bounded() {
    let node = format!("{{ port = 7, public_key = \"{KEY}\", address = \"::1\" }},");
    let reading = reading(&format!("bootstrap_nodes = ({})", node.repeat(MAX_BOOTSTRAP_NODES + 2)));
    assert_eq!(reading.config.unwrap().bootstrap_nodes.len(), MAX_BOOTSTRAP_NODES);
    assert_eq!(
        lines(&reading.bootstrap_notes, &[Level::Warning]),
        ["Bootstrap node #256: More than 256 nodes. Skipping the rest."]
    );
    let ports = format!("tcp_relay_ports = [{}]", "443,".repeat(MAX_TCP_RELAY_PORTS + 2));
    assert_eq!(config(&ports).tcp_relay_ports.len(), MAX_TCP_RELAY_PORTS);
    assert_eq!(warnings(&ports), ["Port #64: More than 64 ports. Skipping the rest."]);
}

#[test]
fn unknown_settings_warn_with_their_place() {
    let text = format!(
        "enable_ipv5 = true\nbootstrap_nodes = (\n  {{ adress = \"x\"; port = 7; public_key = \"{KEY}\"; address = \"::1\" }})\n"
    );
    assert_eq!(
        warnings(&text).into_iter().filter(|line| line.contains("unknown")).collect::<Vec<_>>(),
        ["t.conf:1:1 - unknown setting 'enable_ipv5' is ignored", "t.conf:3:5 - unknown setting 'adress' is ignored"]
    );
    assert_eq!(config(&text).bootstrap_nodes.len(), 1);
}

#[test]
fn metrics_are_for_this_machine_only() {
    assert_eq!(config("metrics_address = \"[::1]:9101\"").metrics_address, Some("[::1]:9101".parse().unwrap()));
    for value in ["\"0.0.0.0:9101\"", "\"127.0.0.1\"", "9101", "\"192.0.2.1:1\"", "\"localhost:9101\""] {
        assert!(
            matches!(reading(&format!("metrics_address = {value}")).config, Err(ConfigError::MetricsAddress(_))),
            "{value}"
        );
    }
}

#[test]
fn files_are_read_with_a_bound() {
    let directory = std::env::temp_dir().join(format!("toxcore-node-config-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("t.conf");
    std::fs::write(&path, format!("@include \"{}\"\n", directory.join("more.conf").display())).unwrap();
    std::fs::write(directory.join("more.conf"), "port = 7").unwrap();
    assert_eq!(read_file(&path).unwrap().config.unwrap().port, 7);
    std::fs::write(directory.join("more.conf"), " ".repeat(MAX_BYTES)).unwrap();
    assert!(matches!(read_file(&path), Err(ConfigFileError::Syntax(_))));
    let missing = read_file(&directory.join("none.conf")).unwrap_err();
    assert!(missing.to_string().contains("none.conf:0 - file I/O error: "));
    assert!(matches!(read_file(&directory), Err(ConfigFileError::Io { .. })));
    std::fs::remove_dir_all(&directory).unwrap();
}
