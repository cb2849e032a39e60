//! A bootstrap node and TCP relay for the Tox network.
