//! Two friends whose packets arrive whole and in order, class by class.

mod hostile;
mod link;
mod transfers;
