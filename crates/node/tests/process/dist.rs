//! The files for packagers say what the program does. No container engine and no service manager is needed: the files are
//! read here, and what they start is parsed by the program's own code.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use toxcore_node::cli::{self, HELP, LogBackend, RunOptions};
use toxcore_node::config::{Config, Level, Reading, read, read_file};
use toxcore_node::libconfig::NoIncludes;
use toxcore_node::metrics::{Metrics, text};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dist").join(name)
}

fn file(name: &str) -> String {
    fs::read_to_string(path(name)).expect("a file")
}

fn options(arguments: &[&str]) -> RunOptions {
    match cli::parse(arguments.iter().map(OsString::from)) {
        Ok(cli::Command::Run(options)) => options,
        other => unreachable!("{arguments:?}: {other:?}"),
    }
}

/// The log of a service and of a container is what it prints.
fn starts_in_the_foreground(arguments: &[&str]) {
    let options = options(arguments);
    assert!(options.foreground && options.log_backend == LogBackend::Stdout);
    assert_eq!(options.config, Path::new("/etc/toxcore-node.conf"));
}

#[test]
fn the_sample_configuration_reads_without_warnings_and_shows_the_defaults() {
    let Reading { config, notes, bootstrap_notes } = read_file(&path("toxcore-node.conf")).expect("the language");
    assert_eq!(notes.at(Level::Warning).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(
        bootstrap_notes.at(Level::Warning).collect::<Vec<_>>(),
        ["No bootstrap nodes found. Skipping bootstrapping."]
    );
    let config = config.expect("settings that serve");
    let own = Config {
        keys_file_path: "/var/lib/toxcore-node/keys".into(),
        pid_file_path: "/run/toxcore-node/toxcore-node.pid".into(),
        motd: "toxcore-node".into(),
        ..Config::default()
    };
    assert_eq!(config, own);

    // What it shows in comments is right as well.
    let text = file("toxcore-node.conf").replace("//metrics", "metrics").replace("\n//  ", "\n  ");
    let reading = read("sample", text.as_bytes(), &mut NoIncludes).expect("the language");
    let config = reading.config.expect("settings that serve");
    assert_eq!((config.bootstrap_nodes.len(), config.metrics_address.is_some()), (2, true));
}

#[test]
fn the_service_runs_the_program_with_limits_and_a_watchdog() {
    let unit = file("toxcore-node.service");
    let value = |name: &str| unit.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    let mut words = value("ExecStart").expect("a command").split(' ');
    assert_eq!(words.next(), Some("/usr/bin/toxcore-node"));
    starts_in_the_foreground(&words.collect::<Vec<_>>());
    for (name, expected) in [
        ("Type", "notify"),
        ("WatchdogSec", "30s"),
        ("DynamicUser", "yes"),
        ("StateDirectory", "toxcore-node"),
        ("AmbientCapabilities", "CAP_NET_BIND_SERVICE"),
        ("LimitNOFILE", "32768"),
        ("ProtectSystem", "strict"),
        ("NoNewPrivileges", "yes"),
    ] {
        assert_eq!(value(name), Some(expected), "{name}");
    }
}

/// The checks that matter of a Dockerfile linter.
#[test]
fn the_container_is_built_in_two_stages_and_runs_without_root() {
    let text = file("Dockerfile").replace("\\\n", " ");
    let instructions: Vec<(&str, &str)> = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(' ').expect("words"))
        .collect();
    let all =
        |name: &str| instructions.iter().filter(|(found, _)| *found == name).map(|(_, rest)| *rest).collect::<Vec<_>>();
    let known = ["FROM", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "ENTRYPOINT"];
    assert!(instructions.iter().all(|(name, _)| known.contains(name)), "{instructions:?}");
    let stages = all("FROM");
    assert_eq!(stages.len(), 2);
    assert!(stages[0].ends_with(" AS build") && stages.iter().all(|image| image.contains(':')));
    assert!(all("USER").iter().all(|user| user.split(':').all(|id| id.parse::<u32>().is_ok_and(|id| id != 0))));
    assert_eq!(all("USER").len(), 1);
    assert!(all("RUN")[0].contains("--locked"));
    assert_eq!(all("STOPSIGNAL"), ["SIGTERM"]);

    let entry = all("ENTRYPOINT")[0].trim_matches(['[', ']']);
    let mut words = entry.split(", ").map(|word| word.trim_matches('"'));
    assert_eq!(words.next(), Some("/usr/bin/toxcore-node"));
    starts_in_the_foreground(&words.collect::<Vec<_>>());
}

#[test]
fn the_containers_configuration_serves_the_ports_that_it_exposes() {
    let docker = file("Dockerfile");
    // What its `sed` does to the sample.
    let sample = file("toxcore-node.conf");
    let edited = sample
        .replace("[443, 3389, 33445]", "[8443, 3389, 33445]")
        .replace("enable_lan_discovery = true", "enable_lan_discovery = false");
    assert!(docker.contains(r"s/\[443, 3389, 33445\]/[8443, 3389, 33445]/"));
    assert!(docker.contains("s/^enable_lan_discovery = true/enable_lan_discovery = false/"));
    let config = read("sample", edited.as_bytes(), &mut NoIncludes).expect("the language").config.expect("settings");
    assert!(!config.enable_lan_discovery);
    assert!(docker.contains(&format!("EXPOSE {}/udp ", config.port)));
    for port in config.tcp_relay_ports {
        assert!(port >= 1024 && docker.contains(&format!(" {port}/tcp")), "{port}");
    }
    assert!(
        docker.contains(&format!("VOLUME [\"{}\"]", config.keys_file_path.parent().expect("a directory").display()))
    );
}

#[test]
fn the_manual_names_every_option_and_setting() {
    let manual = file("toxcore-node.1").replace('\\', "");
    let options = HELP.split_whitespace().filter(|word| word.starts_with("--"));
    for option in options.map(|word| word.split('=').next().unwrap_or(word)) {
        assert!(manual.contains(option), "{option}");
    }
    for line in file("toxcore-node.conf").lines() {
        let line = line.trim_start_matches("//");
        if let Some((name, _)) = line.split_once(" = ").filter(|(name, _)| !name.contains(' ')) {
            assert!(manual.contains(name), "{name}");
        }
    }
    assert!(manual.contains(&format!("toxcore-node {}", env!("CARGO_PKG_VERSION"))));
}

/// The guide is outside of the package.
#[test]
fn the_guide_names_every_figure() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/node.md");
    let Ok(guide) = fs::read_to_string(guide) else { return };
    let page = text::render(&Metrics::default(), Some(1));
    let names = page.lines().filter_map(|line| line.strip_prefix("# TYPE toxcore_node_")?.split(' ').next());
    for name in names {
        assert!(guide.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn bash_completes_every_option() {
    let script = "source \"$0\"; COMP_WORDS=(toxcore-node \"$1\" \"$2\"); COMP_CWORD=$3; compopt() { :; }; \
                  _toxcore_node; echo \"${COMPREPLY[@]}\"";
    let complete = |words: [&str; 2], number: &str| {
        let mut bash = Command::new("bash");
        bash.args(["--norc", "-c", script]).arg(path("toxcore-node.bash")).args(words).arg(number);
        let output = bash.output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    };
    let Some(all) = complete(["--", ""], "1") else { return };
    let options = HELP.lines().filter_map(|line| line.trim_start().strip_prefix("--")?.split([' ', '=']).next());
    for option in options {
        assert!(all.contains(&format!("--{option}")), "{option}: {all}");
    }
    assert_eq!(complete(["--tr", ""], "1").as_deref(), Some("--trace"));
    assert_eq!(complete(["--log-backend", "s"], "2").as_deref(), Some("syslog stdout"));
}

#[test]
fn the_manual_is_well_formed() {
    let groff = Command::new("groff").args(["-man", "-ww", "-z"]).arg(path("toxcore-node.1")).output();
    let Ok(output) = groff else { return };
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
