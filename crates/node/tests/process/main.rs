//! The program from outside: arguments, files, lines, signals and exit codes, as an operator's scripts see them.

mod abuse;
mod background;
mod bootstrap;
mod broken;
mod check;
mod dist;
mod files;
mod metrics;
mod options;
mod service_manager;
mod signals;
mod support;
