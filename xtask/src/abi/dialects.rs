//! Our headers in every dialect of C that programs are written in.

use std::path::Path;

use super::compiler;
use crate::install::headers_of_the_project;
use crate::shell::{Outcome, has_program};

/// A compiler and the standards that it is asked to keep to.
const DIALECTS: &[(&str, &str, &[&str])] = &[
    ("gcc", "c", &["-std=c99", "-std=c11", "-std=c17"]),
    ("clang", "c", &["-std=c99", "-std=c11", "-std=c17"]),
    ("g++", "cpp", &["-std=c++11", "-std=c++20"]),
    ("clang++", "cpp", &["-std=c++11", "-std=c++20"]),
];

/// Nothing that a compiler could complain of, in whatever program a header is included.
const STRICT: &[&str] = &["-pedantic", "-Wall", "-Wextra", "-Werror"];

/// Compiles each header alone and all together, with members of structures and without.
pub(crate) fn check(include: &Path) -> Outcome {
    let together = compiler::all_headers(include)?;
    let mut sources = vec![together.clone(), format!("#define TOX_HIDE_DEPRECATED\n{together}")];
    for header in headers_of_the_project()? {
        sources.push(format!("#include <tox/{}>\n", header.file_name().unwrap_or_default().display()));
    }
    sources.push(format!("{together}{USES}"));
    for (program, language, standards) in DIALECTS {
        if !has_program(program) {
            println!("SKIPPED: the headers with {program} (it is not here)");
            continue;
        }
        for standard in *standards {
            for (number, source) in sources.iter().enumerate() {
                let name = format!("dialect-{number}.{language}");
                // A file that declares nothing is an error of its own.
                let source = format!("{source}\nint something;\n");
                compiler::compile(&[&[*program, *standard], STRICT].concat(), include, &name, &source)?;
            }
        }
    }
    println!("dialects: the headers compile as C99 to C17 and C++11 to C++20");
    Ok(())
}

/// What programs do with the headers besides calling functions: the preprocessor asks for the version, callbacks are
/// declared by their types, options stand on the stack, and structures are declared before the headers are.
const USES: &str = "\
#if !(TOX_VERSION_IS_API_COMPATIBLE(0, 2, 0)) || !(TOX_VERSION_IS_API_COMPATIBLE(0, 2, 23))
#error an older version must be compatible
#endif
#if TOX_VERSION_IS_API_COMPATIBLE(0, 2, 24) || TOX_VERSION_IS_API_COMPATIBLE(0, 3, 0) || TOX_VERSION_IS_API_COMPATIBLE(1, 0, 0)
#error a newer version must not be
#endif
struct Tox_Options;
tox_friend_message_cb on_message;
toxav_call_cb on_call;
int answer(void);
int answer(void)
{
  struct Tox_Options options;
  enum Tox_Err_New error = TOX_ERR_NEW_OK;
  TOX_ERR_NEW older = error;
  Tox_Public_Key key = {0};
  tox_options_default(&options);
  options.udp_enabled = key[0] == 0;
  tox_callback_friend_message(NULL, on_message);
  toxav_callback_call(NULL, on_call, NULL);
  return TOX_VERSION_IS_ABI_COMPATIBLE() && older == TOX_ERR_NEW_OK && options.udp_enabled;
}
";
