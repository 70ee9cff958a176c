//! One analyser for all tests.

use super::{Analyser, DictOptions};
use std::sync::OnceLock;

/// The analyser that all tests of a process share, with the dictionary of [`DictOptions::from_environment`],
/// which is installed when it is missing (some seconds, once on a machine).
///
/// # Panics
///
/// When there is no dictionary and none can be had: a test cannot go on without.
pub fn for_tests() -> &'static Analyser {
    static ANALYSER: OnceLock<Analyser> = OnceLock::new();
    ANALYSER.get_or_init(|| match super::open(&DictOptions::from_environment(), &mut ()) {
        Ok(analyser) => analyser,
        Err(error) => panic!("{error}"),
    })
}
