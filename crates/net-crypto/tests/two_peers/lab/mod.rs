//! Transfers over many kinds of links: what they must reach. The example `links` tells them as a table.

#[cfg(test)]
mod goals;
mod program;
pub(crate) mod transfer;
