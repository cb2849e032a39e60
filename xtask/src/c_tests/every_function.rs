//! Writes C programs that call each function of a header with all that C may hand over: each pointer NULL, numbers that no
//! enum has, lengths from nothing to more than 16 bits hold; on an instance with friends, and again inside of a callback.

use std::fmt::Write as _;

use crate::abi::table;
use crate::shell::Outcome;

/// The source of the program for some headers.
pub(crate) fn source(headers: &[&str]) -> Outcome<String> {
    let mut calls = String::new();
    for row in table::read("functions-0.2.23.tsv")? {
        if let [of, name, returns, _, prototype] = row.as_slice()
            && headers.contains(&of.as_str())
        {
            calls.push_str(&Function { name, returns, parameters: parameters(prototype) }.calls());
        }
    }
    Ok(PROGRAM.replace("CALLS", &calls))
}

struct Function<'a> {
    name: &'a str,
    returns: &'a str,
    parameters: Vec<&'a str>,
}

impl Function<'_> {
    /// One call with everything given, one for each pointer, one without any; each with several numbers.
    fn calls(&self) -> String {
        // What ends an object gets none here: the program ends its own.
        let ends = self.name.ends_with("_kill") || self.name.ends_with("_free") || self.name == "tox_unlock";
        let pointers: Vec<usize> = (0..self.parameters.len())
            .filter(|&at| self.parameters.get(at).is_some_and(|one| is_pointer(one)))
            .collect();
        let mut text = format!("  /* {} */\n", self.name);
        let slow = ["tox_pass_encrypt", "tox_pass_decrypt", "derive"].iter().any(|word| self.name.contains(word));
        let _ =
            writeln!(text, "  for (round = 0; round < {}; round++) {{", if slow { "SLOW_ROUNDS" } else { "ROUNDS" });
        if !ends {
            text.push_str(&self.call(|_| false));
            for &pointer in &pointers {
                text.push_str(&self.call(|at| at == pointer));
            }
        }
        if !pointers.is_empty() {
            text.push_str(&self.call(|_| true));
        }
        text.push_str("  }\n");
        text
    }

    fn call(&self, is_null: impl Fn(usize) -> bool) -> String {
        let arguments: Vec<String> = self
            .parameters
            .iter()
            .enumerate()
            .map(|(at, parameter)| if is_null(at) && is_pointer(parameter) { "NULL".into() } else { value(parameter) })
            .collect();
        let call = format!("{}({})", self.name, arguments.join(", "));
        let call = match (self.returns, self.name) {
            (_, "tox_lock") => format!("{call}; tox_unlock({})", arguments.join(", ")),
            ("Tox *", "tox_new" | "tox_new_testing") => format!("tox_kill({call})"),
            ("Tox_Options *", _) => format!("tox_options_free({call})"),
            ("ToxAV *", "toxav_new") => format!("toxav_kill({call})"),
            ("Tox_Dispatch *", _) => format!("tox_dispatch_free({call})"),
            ("Tox_Events *", _) => format!("tox_events_free({call})"),
            ("Tox_Pass_Key *", _) => format!("tox_pass_key_free({call})"),
            ("Tox_Iterate_Options *", _) => format!("tox_iterate_options_free({call})"),
            ("void", _) => call,
            _ => format!("(void){call}"),
        };
        // Options take over whatever they are told: each call gets new ones.
        if self.parameters.iter().any(|parameter| parameter.contains("Tox_Options *")) {
            return format!("    options = tox_options_new(NULL); {call}; tox_options_free(options);\n");
        }
        format!("    {call};\n")
    }
}

/// The parameters of a prototype, each with its type and its name.
fn parameters(prototype: &str) -> Vec<&str> {
    let inner = prototype.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).map_or("", |(inner, _)| inner);
    inner.split(',').map(str::trim).filter(|parameter| !parameter.is_empty() && *parameter != "void").collect()
}

/// Arrays are pointers as well.
fn is_pointer(parameter: &str) -> bool {
    let arrays = ["Tox_Public_Key ", "Tox_Secret_Key ", "Tox_Dht_Id ", "Tox_Conference_Id ", "Tox_Conference_Uid "];
    let more = [
        "Tox_Address ",
        "Tox_Hash ",
        "Tox_File_Id ",
        "Tox_Group_Chat_Id ",
        "Tox_Group_Peer_Public_Key ",
        "Tox_Pass_Salt ",
    ];
    let names_array = |name: &&str| parameter.trim_start_matches("const ").starts_with(*name);
    parameter.contains('*') || parameter.contains('[') || arrays.iter().chain(&more).any(names_array)
}

/// What is given for a parameter.
fn value(parameter: &str) -> String {
    let text = parameter.trim_start_matches("const ");
    let objects = [
        ("struct Tox *", "tox"),
        ("Tox *", "tox"),
        ("ToxAV *", "av"),
        ("Tox_Options *", "options"),
        ("struct Tox_Options *", "options"),
        ("Tox_Dispatch *", "dispatch"),
        ("Tox_Events *", "events"),
        ("Tox_Event *", "event"),
        ("Tox_Event_Self_Connection_Status *", "tox_event_get_self_connection_status(event)"),
        ("Tox_Pass_Key *", "key"),
        ("Tox_System *", "&surroundings"),
        ("Tox_Options_Testing *", "&testing"),
        ("Tox_Iterate_Options *", "iterate_options"),
        ("char *", "\"127.0.0.1\""),
    ];
    if let Some((_, object)) = objects.iter().find(|(kind, _)| text.starts_with(kind)) {
        return (*object).to_owned();
    }
    if is_pointer(parameter) {
        // Callbacks are tried by programs of their own; here there are only bytes.
        let is_callback = text.contains("_cb *");
        let is_event = text.starts_with("Tox_Event_");
        let bytes = if parameter.starts_with("const ") { "given.bytes" } else { "taken.bytes" };
        return if is_callback || is_event { "NULL".into() } else { format!("(void *){bytes}") };
    }
    let kind = text.rsplit_once(' ').map_or(text, |(kind, _)| kind);
    match kind {
        "size_t" => "lengths[round]".into(),
        "bool" => "(round % 2 == 0)".into(),
        _ => format!("({kind})numbers[round]"),
    }
}

const PROGRAM: &str = r#"/* Written by `cargo xtask c-tests`. */
#include "support.h"
#include <tox/tox_dispatch.h>
#include <tox/tox_events.h>
#include <tox/tox_private.h>
#include <tox/toxav.h>
#include <tox/toxencryptsave.h>

#define ROUNDS 4
/* Deriving a key takes its time on purpose. */
#define SLOW_ROUNDS 1

static const uint32_t numbers[ROUNDS] = {0, 1, 7, UINT32_MAX};
static const size_t lengths[ROUNDS] = {0, 1, 65539, 32};
static union { uint8_t bytes[70000]; void *aligned; } given, taken;

static void call_everything(Tox *tox)
{
  size_t round;
  Tox_Options *options = NULL;
  ToxAV *av = toxav_new(tox, NULL);
  Tox_Dispatch *dispatch = tox_dispatch_new(NULL);
  Tox_System surroundings = tox_default_system();
  Tox_Options_Testing testing = {&surroundings};
  static const uint8_t encoded[] = {0x91, 0x92, 0x00, 0x01};
  Tox_Events *events = tox_events_load(&surroundings, encoded, sizeof(encoded));
  const Tox_Event *event = tox_events_get(events, 0);
  Tox_Pass_Key *key = tox_pass_key_derive_with_salt((const uint8_t *)"p", 1, given.bytes, NULL);
  Tox_Iterate_Options *iterate_options = tox_iterate_options_new(NULL);
  CHECK(av != NULL && dispatch != NULL && event != NULL && key != NULL && iterate_options != NULL);
CALLS
  /* Not every header needs everything. */
  (void)options; (void)testing; (void)round; (void)event; (void)numbers; (void)lengths; (void)given; (void)taken;
  tox_iterate_options_free(iterate_options);
  tox_pass_key_free(key);
  tox_events_free(events);
  tox_dispatch_free(dispatch);
  toxav_kill(av);
}

static int called;

static void on_friend_connection(Tox *tox, Tox_Friend_Number friend_number, Tox_Connection connection, void *user_data)
{
  (void)friend_number;
  (void)connection;
  (void)user_data;
  if (called == 0) {
    called = 1;
    call_everything(tox);
  }
}

int main(void)
{
  Tox *alice = new_instance(NULL, 0);
  Tox *bob = new_instance(NULL, 0);
  introduce(alice, bob);
  befriend(alice, bob);
  tox_callback_friend_connection_status(alice, on_friend_connection);
  const double end = now() + PATIENCE;
  while (called == 0) {
    turn(alice, bob, NULL);
    CHECK(now() < end);
  }
  call_everything(bob);
  turn(alice, bob, NULL);
  tox_kill(alice);
  tox_kill(bob);
  return 0;
}
"#;

#[cfg(test)]
mod tests {
    use super::{is_pointer, parameters, source, value};

    #[test]
    fn parameters_are_told_apart() {
        let found = parameters("bool f(const Tox *tox, const Tox_Public_Key key, size_t n, Tox_Message_Type type)");
        assert_eq!(found.len(), 4);
        assert_eq!(found.iter().map(|one| is_pointer(one)).collect::<Vec<_>>(), [true, true, false, false]);
        assert_eq!(value("Tox_Message_Type type"), "(Tox_Message_Type)numbers[round]");
        assert_eq!(value("const uint8_t *data"), "(void *)given.bytes");
        assert!(parameters("int f(void)").is_empty());
    }

    #[test]
    fn what_ends_an_object_is_not_given_one() {
        let text = source(&["tox.h"]).unwrap_or_default();
        assert!(text.contains("    tox_kill(NULL);"));
        assert!(!text.contains("    tox_kill(tox);"));
    }
}
