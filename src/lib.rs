//! `mokpyo` (목표, *target*): every number a government promises — found, dated, owned, and kept.
//!
//! # The straight line
//!
//! ```text
//! bytes ─▶ Article ─▶ Tokens ─▶ Mentions ─▶ Records ─▶ Store ─▶ Index ─▶ search · export
//!          article/   tokens/   mentions/   records/   store/   index/   cli/ · export/
//! ```
//!
//! A floor imports only floors before it (and [`model`], the plain nouns everybody shares).

pub mod article;
pub mod cli;
pub mod export;
pub mod index;
pub mod lexicon;
pub mod mentions;
pub mod model;
pub mod pipeline;
pub mod records;
pub mod store;
pub mod tokens;
