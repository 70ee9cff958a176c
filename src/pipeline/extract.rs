//! Articles to records, without a store.

use super::conveyor::Belt;
use super::knowledge::{Knowledge, Reader};
use crate::model::Article;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One thing that came out of an input, an article or a refusal.
pub enum Input<Refusal> {
    /// An article.
    Article(Article),
    /// Something that could not be read.
    Refused(Refusal),
}

/// What became of one article, or of something that should have been one.
pub enum Step<Made, Refusal> {
    /// It was read.
    Made(Article, Made),
    /// It could not be.
    Refused(Refusal),
    /// Our own code failed on the article with this id: a mistake of mokpyo.
    Failed(String),
}

/// Sends every item of `source` (with its weight in bytes) through `read` and every article through `work`, on all
/// threads of the belt, and hands the results to `sink` in the source's order.
pub fn extract<Item: Send, Refusal: Send, Made: Send, Failure>(
    knowledge: &Knowledge,
    belt: Belt,
    source: impl Iterator<Item = (usize, Item)> + Send,
    read: impl Fn(Item, &mut dyn FnMut(Input<Refusal>)) + Sync,
    work: impl Fn(&mut Reader<'_>, &Article) -> Made + Sync,
    mut sink: impl FnMut(Step<Made, Refusal>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let all = |reader: &mut Reader<'_>, item: Item| {
        let mut steps = Vec::new();
        read(item, &mut |input| {
            steps.push(match input {
                Input::Refused(refusal) => Step::Refused(refusal),
                // A mistake of ours in one article must not cost the others.
                Input::Article(article) => match catch_unwind(AssertUnwindSafe(|| work(reader, &article))) {
                    Ok(made) => Step::Made(article, made),
                    Err(_) => {
                        reader.renew(); // whatever state the old one is in
                        Step::Failed(article.id)
                    }
                },
            });
        });
        steps
    };
    belt.run(source, || knowledge.reader(), all, |steps| steps.into_iter().try_for_each(&mut sink))
}
