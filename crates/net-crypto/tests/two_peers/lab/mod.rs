//! Transfers over many kinds of links, told as a table.

mod goals;
mod program;
mod table;
mod transfer;
