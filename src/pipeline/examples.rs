//! Tries the examples and negatives that the dictionaries carry, each through the real reading: what an
//! analyst who edits a line sees of it.

use crate::lexicon::{ActionClass, Example, Lexicon, Shows, UnitEntry};
use crate::mentions::agency::Body;
use crate::mentions::quantity::{QuantityMention, Reading};
use crate::mentions::{self, program::ProgramName};
use crate::model::{Article, Comparator, Span, Status};
use crate::records::{self, Draft};
use crate::tokens::{Analyser, Tokens, Worker};
use jiff::civil::Date;

/// The day on which examples are read.
const TODAY: Date = Date::constant(2026, 3, 2);

/// Runs all examples and negatives: what does not hold, one line each with file, line and column.
pub fn check_examples(analyser: &Analyser, lexicon: &Lexicon) -> Vec<String> {
    let mut worker = analyser.worker();
    let mut wrong = analyser.check_examples(lexicon);
    for example in &lexicon.examples {
        if let Err(found) = Trial::of(example, &mut worker, lexicon).holds(example) {
            let place = lexicon.place(example.origin);
            let kind = if example.positive { "example" } else { "negative" };
            wrong.push(format!("{place}: {}: the {kind} `{}` does not hold: {found}", example.entry, example.phrase));
        }
    }
    wrong
}

/// An example's text with everything that was read in it.
struct Trial<'l> {
    article: Article,
    marked: Option<Span>,
    tokens: Tokens,
    lexicon: &'l Lexicon,
}

/// `Ok`, or what was found instead.
type Verdict = Result<(), String>;

impl<'l> Trial<'l> {
    fn of(example: &Example, worker: &mut Worker, lexicon: &'l Lexicon) -> Self {
        let (text, marked) = example.text();
        let tokens = worker.analyse(&text);
        let article =
            Article { id: String::new(), date: Some(TODAY), title: None, source: None, url: None, text, stub: false };
        Self { article, marked, tokens, lexicon }
    }

    fn holds(&self, example: &Example) -> Verdict {
        let shown = match &example.shows {
            Shows::Unit(name) => self.unit(name, example.positive),
            Shows::Comparator(comparator) => self.comparator(*comparator, example.positive),
            Shows::Action(class) => self.action(*class),
            Shows::Status(status) => self.status(status),
            Shows::Dropped(reason) => self.dropped(reason),
            Shows::Evidence(index) => return self.evidence(*index, example.positive),
            Shows::Program(kind) => self.program(kind, example.positive),
            Shows::NoProgram => self.no_program(),
            Shows::Name => self.no_program().map_or_else(|_| Ok(()), |()| Err("no name is read in it".to_owned())),
            Shows::Agency(_) | Shows::Body | Shows::Collective | Shows::Foreign => self.body(&example.shows),
            Shows::Stated { .. } => self.stated(&example.shows),
            Shows::Term => Ok(()),
        };
        match (shown, example.positive) {
            (Ok(()), true) | (Err(_), false) => Ok(()),
            (Err(found), true) => Err(found),
            (Ok(()), false) => Err("it is read as the entry says".to_owned()),
        }
    }

    fn quantities(&self) -> Vec<QuantityMention> {
        let of = |sentence| mentions::of_sentence(&self.article, &self.tokens, sentence, self.lexicon).1;
        self.tokens.sentences.iter().flat_map(of).collect()
    }

    /// As the rules leave them: an example shows what a line of a dictionary says, not what is weighed against it.
    fn drafts(&self) -> Vec<Draft> {
        records::by_rule(&self.article, &self.tokens, self.lexicon, &self.programs()).0
    }

    fn programs(&self) -> Vec<ProgramName> {
        mentions::program::find(&self.article.text, &self.tokens, self.lexicon)
    }

    /// Whether `span` is what the example marks; without a mark anything is.
    fn is_marked(&self, span: Span) -> bool {
        self.marked.is_none_or(|marked| marked == span)
    }

    fn touches_mark(&self, span: Span) -> bool {
        self.marked.is_none_or(|marked| marked.overlaps(&span))
    }

    fn show(&self, q: &QuantityMention) -> String {
        let unit = q.unit.map_or("no unit", |u| self.lexicon.units.get(u).name.as_str());
        format!("{} ({unit}, {:?}, {})", q.span.of(&self.article.text), q.reading, q.comparator.as_str())
    }

    fn unit(&self, name: &str, positive: bool) -> Verdict {
        let found = self.quantities();
        let is = |q: &&QuantityMention| {
            matches!(q.reading, Reading::Amount | Reading::Duration)
                && q.unit.is_some_and(|u| self.lexicon.units.get(u).name == name)
                && (!positive || self.is_marked(q.span))
        };
        let all = || list(found.iter().map(|q| self.show(q)));
        found.iter().find(is).map(|_| ()).or_else(|| self.length_of_time(name, positive)).ok_or_else(all)
    }

    /// Lengths of time are read by the dates' grammar (3년간).
    fn length_of_time(&self, name: &str, positive: bool) -> Option<()> {
        let is_time = |unit: &UnitEntry| unit.name == name && unit.dimension == "time";
        if !positive || !self.lexicon.units.entries.iter().any(is_time) {
            return None;
        }
        let of = |sentence| mentions::of_sentence(&self.article, &self.tokens, sentence, self.lexicon).0;
        let mut dates = self.tokens.sentences.iter().flat_map(of);
        dates.find(|date| date.duration.is_some() && self.touches_mark(date.span)).map(|_| ())
    }

    fn comparator(&self, comparator: Comparator, positive: bool) -> Verdict {
        let found = self.quantities();
        let is = |q: &&QuantityMention| q.comparator == comparator && (!positive || self.is_marked(q.span));
        let all = || list(found.iter().map(|q| self.show(q)));
        found.iter().find(is).map(|_| ()).ok_or_else(all)
    }

    /// What an action of the class does: it becomes the action of a statement (do, change), makes the statement
    /// a consideration or a forecast, keeps it from being one (event, state), or leaves it to another word.
    fn action(&self, class: ActionClass) -> Verdict {
        let drafts = self.drafts();
        let acts = |draft: &Draft| {
            draft.action.as_ref().is_some_and(|(lemma, at)| {
                let known = self.lexicon.actions.lemma(lemma).map(|action| action.class);
                self.touches_mark(*at) && known == Some(class)
            })
        };
        let kept = |draft: &Draft| draft.dropped.is_none() && draft.status.is_some();
        let holds = match class {
            ActionClass::Do | ActionClass::Change => drafts.iter().any(acts),
            ActionClass::Consider => drafts.iter().any(|d| d.status == Some(Status::Considered)),
            ActionClass::Forecast => drafts.iter().any(|d| d.status == Some(Status::Forecast)),
            ActionClass::Event => drafts.iter().any(acts) && !drafts.iter().any(kept),
            ActionClass::State => {
                let promised = |d: &Draft| matches!(d.status, Some(Status::Planned | Status::Considered));
                drafts.iter().any(acts) && !drafts.iter().any(|d| kept(d) && promised(d))
            }
            ActionClass::Light | ActionClass::Report => {
                let other = |d: &Draft| d.action.as_ref().is_some_and(|(_, at)| !self.touches_mark(*at));
                drafts.iter().any(|d| kept(d) && other(d)) && !drafts.iter().any(acts)
            }
        };
        if holds { Ok(()) } else { Err(self.fates(&drafts)) }
    }

    fn marked_draft<'d>(&self, drafts: &'d [Draft]) -> Option<&'d Draft> {
        drafts.iter().find(|d| d.quantity.as_ref().is_some_and(|q| self.is_marked(q.span)))
    }

    fn status(&self, status: &str) -> Verdict {
        let drafts = self.drafts();
        let is = |d: &&Draft| d.dropped.is_none() && d.status.is_some_and(|s| s.as_str() == status);
        self.marked_draft(&drafts).filter(is).map(|_| ()).ok_or_else(|| self.fates(&drafts))
    }

    fn dropped(&self, reason: &str) -> Verdict {
        let drafts = self.drafts();
        let is = |d: &&Draft| d.dropped.as_ref().is_some_and(|why| why.starts_with(reason));
        self.marked_draft(&drafts).filter(is).map(|_| ()).ok_or_else(|| self.fates(&drafts))
    }

    /// A number that is not weighed at all shows nothing, of an example as of a negative.
    fn evidence(&self, index: usize, positive: bool) -> Verdict {
        let drafts = self.drafts();
        let is = |d: &&Draft| !d.evidence.is_empty() && d.evidence.contains(&index) == positive;
        self.marked_draft(&drafts).filter(is).map(|_| ()).ok_or_else(|| self.fates(&drafts))
    }

    fn stated(&self, shows: &Shows) -> Verdict {
        let Shows::Stated { status, dropped, object, action } = shows else { return Ok(()) };
        let drafts = self.drafts();
        let is = |d: &&Draft| {
            let kept = d.dropped.is_none();
            let phrase = d.object.map(|o| o.of(&self.article.text));
            let lemma = d.action.as_ref().map(|(lemma, _)| lemma.as_str());
            let equal = |asked: &Option<String>, found: Option<&str>| asked.is_none() || asked.as_deref() == found;
            equal(status, d.status.filter(|_| kept).map(Status::as_str))
                && equal(object, phrase)
                && equal(action, lemma)
                && dropped.as_ref().is_none_or(|why| d.dropped.as_ref().is_some_and(|found| found.starts_with(why)))
        };
        self.marked_draft(&drafts).filter(is).map(|_| ()).ok_or_else(|| self.fates(&drafts))
    }

    fn fates(&self, drafts: &[Draft]) -> String {
        list(drafts.iter().map(|draft| {
            let what = draft.quantity.as_ref().map_or("a commitment", |q| q.span.of(&self.article.text));
            let action = draft.action.as_ref().map_or("none", |(lemma, _)| lemma);
            let object = draft.object.map_or("none", |o| o.of(&self.article.text));
            let became = match (&draft.dropped, draft.status) {
                (Some(reason), _) => format!("no record, {reason}"),
                (None, Some(status)) => status.as_str().to_owned(),
                (None, None) => "no record".to_owned(),
            };
            format!("{what} ({became}; object {object}; action {action}; {})", draft.trace.join(", "))
        }))
    }

    /// The bytes that must be (or must not be) a programme's name.
    fn name(&self) -> Span {
        self.marked.unwrap_or_else(|| Span::new(0, self.article.text.len()))
    }

    fn program(&self, kind: &str, positive: bool) -> Verdict {
        let found = self.programs();
        let is = |p: &&ProgramName| p.kind.as_deref() == Some(kind) && (!positive || p.mentions.contains(&self.name()));
        let all = || list(found.iter().map(|p| format!("{} ({})", p.name, p.kind.as_deref().unwrap_or("no type"))));
        found.iter().find(is).map(|_| ()).ok_or_else(all)
    }

    fn no_program(&self) -> Verdict {
        let found = self.programs();
        match found.iter().find(|p| p.mentions.iter().any(|m| m.overlaps(&self.name()))) {
            None => Ok(()),
            Some(p) => Err(format!("{} ({})", p.name, p.trace.join(", "))),
        }
    }

    fn body(&self, shows: &Shows) -> Verdict {
        let found = mentions::agency::find(&self.article.text, &self.tokens.tokens, self.lexicon, self.article.date);
        let is = |m: &&mentions::agency::AgencyMention| {
            self.touches_mark(m.span)
                && match shows {
                    Shows::Agency(name) => m.body == Body::Public && m.name == *name,
                    Shows::Collective => m.body == Body::Collective,
                    Shows::Foreign => m.body == Body::Foreign,
                    _ => m.body == Body::Public,
                }
        };
        let all = || list(found.iter().map(|m| format!("{} ({:?})", m.name, m.body)));
        found.iter().find(is).map(|_| ()).ok_or_else(all)
    }
}

fn list(found: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = found.collect();
    if all.is_empty() { "nothing is read in it".to_owned() } else { all.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_the_dictionaries_holds() {
        let lexicon = Lexicon::built_in().unwrap_or_else(|e| panic!("{e}"));
        let analyser = crate::tokens::for_tests().with_terms(&lexicon).unwrap_or_else(|e| panic!("{e}"));
        let wrong = check_examples(&analyser, &lexicon);
        assert!(wrong.is_empty(), "{} do not hold\n{}", wrong.len(), wrong.join("\n"));
        assert!(lexicon.examples.len() > 200);
    }

    #[test]
    fn an_example_that_does_not_hold_names_its_line() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let built_in = crate::lexicon::FILES.iter().find(|(name, _)| *name == "units.toml").expect("units.toml").1;
        let line = built_in.lines().count() + 4;
        let own = format!(
            "{built_in}\n[[unit]]\nname = \"꾸러미\"\ndimension = \"count\"\nexamples = [\"쉼터 【30곳】을 연다\"]\n"
        );
        std::fs::write(directory.path().join("units.toml"), own).expect("it can be written");
        let lexicon = Lexicon::load(Some(directory.path())).unwrap_or_else(|e| panic!("{e}"));
        let analyser = crate::tokens::for_tests().with_terms(&lexicon).unwrap_or_else(|e| panic!("{e}"));
        let mut wrong = check_examples(&analyser, &lexicon);
        wrong.retain(|line| line.contains("꾸러미"));
        let [only] = wrong.as_slice() else { panic!("{wrong:?}") };
        assert!(only.contains(&format!("units.toml:{}:13: 꾸러미: the example", line + 1)), "{only}");
        assert!(only.contains("30곳 (곳, Amount, eq)"), "{only}");
    }
}
