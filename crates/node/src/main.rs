//! The program `toxcore-node`.
#![forbid(unsafe_code)]

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    toxcore_node::start::main(env::args_os().skip(1))
}
