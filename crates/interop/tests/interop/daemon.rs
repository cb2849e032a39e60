//! Our daemon beside the reference's, as an operator sees them: the same files, options and questions.

mod check;
mod configuration;
mod key_file;
