//! A seeded discrete-event network in which the Tox state machines run.
