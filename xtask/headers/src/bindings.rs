//! What cbindgen makes of the source.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use cbindgen::{Builder, Config, DocumentationStyle, EnumConfig, ItemType, Language, RenameRule, Style};

use crate::Outcome;
use crate::frame::OPTIONS;
use crate::item::{Item, split};
use crate::tables::Interface;

/// Everything that the source declares for C.
#[derive(Debug)]
pub(crate) struct Declarations {
    /// Types, callbacks and macros by name.
    pub(crate) types: HashMap<String, Item>,
    /// Source files with functions.
    pub(crate) sections: Vec<Section>,
}

/// The functions of one source file.
#[derive(Debug)]
pub(crate) struct Section {
    /// The first line of the file's text.
    pub(crate) title: String,
    pub(crate) functions: Vec<Item>,
}

/// Reads the source three times: for types, for callbacks, and for the functions of each file.
pub(crate) fn read(root: &Path, files: &[PathBuf], interface: &Interface) -> Outcome<Declarations> {
    let mut types = HashMap::new();
    let mut config = config(interface, Style::Both, Callbacks::Used);
    config.export.item_types =
        vec![ItemType::Constants, ItemType::Enums, ItemType::Structs, ItemType::OpaqueItems, ItemType::Typedefs];
    for mut item in split(&generate(config, root)?) {
        if interface.types.contains_key(&item.name) {
            if item.name == "Tox_Options" {
                item.code = OPTIONS.to_owned();
            }
            types.insert(item.name.clone(), item);
        }
    }
    let mut config = self::config(interface, Style::Type, Callbacks::Declared);
    config.export.item_types = vec![ItemType::Typedefs];
    for item in split(&generate(config, root)?) {
        if let Some(item) = callback(&item, interface) {
            types.insert(item.name.clone(), item);
        }
    }
    let mut sections = Vec::new();
    for file in files {
        sections.extend(section(file, interface)?);
    }
    Ok(Declarations { types, sections })
}

fn section(file: &PathBuf, interface: &Interface) -> Outcome<Option<Section>> {
    let mut config = config(interface, Style::Type, Callbacks::Used);
    config.export.item_types = vec![ItemType::Functions];
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    // cbindgen would look for its modules, and in the wrong place: it is to read this file alone.
    let alone = env::temp_dir().join(format!("toxcore-headers-{}.rs", process::id()));
    let names_module = |line: &str| line.contains("mod ") && line.ends_with(';') && !line.starts_with("//");
    let lines = text.lines().map(|line| if names_module(line) { "const _: () = ();" } else { line });
    let copied = fs::write(&alone, lines.collect::<Vec<_>>().join("\n"));
    copied.map_err(|error| format!("{}: {error}", alone.display()))?;
    let functions = generate(config, &alone).map(|text| split(&text));
    let _ = fs::remove_file(&alone);
    let functions = functions?;
    if functions.is_empty() {
        return Ok(None);
    }
    let title = text.lines().next().and_then(|line| line.strip_prefix("//! ")).unwrap_or_default();
    Ok(Some(Section { title: title.trim_end_matches('.').to_owned(), functions }))
}

/// Rust has only pointers to functions; the interface declares the function itself: `typedef void name(…)`.
fn callback(item: &Item, interface: &Interface) -> Option<Item> {
    let name = interface.callback(&item.name)?;
    let pointer = format!("(*{})", item.name);
    let moved = pointer.len().saturating_sub(name.len());
    let code = item.code.replacen(&pointer, name, 1).replace(&format!("\n{}", " ".repeat(moved)), "\n");
    Some(Item { name: name.to_owned(), comment: item.comment.clone(), code })
}

/// Reads a file, and the modules that it names.
fn generate(config: Config, file: &Path) -> Outcome<String> {
    let mut text = Vec::new();
    let builder = Builder::new().with_config(config).with_src(file);
    builder.generate().map_err(|error| format!("cbindgen: {error}"))?.write(&mut text);
    let text = String::from_utf8(text).map_err(|_| "cbindgen wrote what is not UTF-8")?;
    Ok(text.replace("_cb * ", "_cb *"))
}

/// What a pass does with callback types.
#[derive(Debug, Clone, Copy)]
enum Callbacks {
    /// It declares them, under the names that they have in Rust.
    Declared,
    /// It names them as C does.
    Used,
}

fn config(interface: &Interface, style: Style, callbacks: Callbacks) -> Config {
    let mut config = Config {
        language: Language::C,
        style,
        no_includes: true,
        usize_is_size_t: true,
        documentation_style: DocumentationStyle::Doxy,
        line_length: 100,
        enumeration: EnumConfig { rename_variants: RenameRule::QualifiedScreamingSnakeCase, ..EnumConfig::default() },
        ..Config::default()
    };
    config.export.include = interface.types.keys().cloned().collect();
    config.export.include.sort();
    // Numbers that stand for enums, and pointers to functions, under the names that C has for them.
    for name in &interface.enums {
        config.export.rename.insert(format!("{name}_Raw"), name.clone());
        config.export.exclude.push(format!("{name}_Raw"));
    }
    for name in &interface.callbacks {
        let camel = camel_case(name);
        match callbacks {
            Callbacks::Declared => config.export.include.push(camel),
            Callbacks::Used => {
                config.export.exclude.push(camel.clone());
                config.export.rename.insert(camel, format!("{name} *"));
            }
        }
    }
    config
}

/// `tox_friend_name_cb` as `ToxFriendNameCb`.
fn camel_case(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
        })
        .collect()
}
