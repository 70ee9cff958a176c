//! Who is responsible: the nearest body that stands as topic or subject, followed across sentences.

use crate::mentions::agency::{AgencyMention, Body};
use crate::model::Span;

/// The bodies of an article, and how to ask for the one that answers for a place.
pub struct Agencies<'a> {
    mentions: &'a [AgencyMention],
    releasing: Option<&'a AgencyMention>,
}

/// An answer: the mention, and the rule that chose it.
pub struct Responsible<'a> {
    /// Who.
    pub mention: &'a AgencyMention,
    /// Why.
    pub rule: &'static str,
}

impl<'a> Agencies<'a> {
    /// The releasing agency is the first that names its head in brackets, else the first topic.
    pub fn new(mentions: &'a [AgencyMention]) -> Self {
        let public = |m: &&AgencyMention| m.body == Body::Public;
        let releasing = mentions
            .iter()
            .find(|m| public(m) && m.headed)
            .or_else(|| mentions.iter().find(|m| public(m) && m.topic))
            .or_else(|| mentions.iter().find(|m| m.body == Body::Collective && m.topic));
        Self { mentions, releasing }
    }

    /// The body responsible for a number at byte `at` of `sentence`.
    pub fn responsible(&self, sentence: Span, at: usize, paragraph: Span) -> Option<Responsible<'a>> {
        let ours = |m: &&AgencyMention| m.body != Body::Foreign;
        let inside = |m: &&AgencyMention| sentence.contains(&m.span);
        let mut candidates = self.mentions.iter().filter(ours).filter(inside).filter(|m| m.topic && m.span.end <= at);
        // 도는 …공사가 지분의 10%를 갖는 방식을 도입: the topic answers, not the subject of a clause within
        let named = candidates.clone().rfind(|m| m.marked);
        if let Some(mention) = named.or_else(|| candidates.next_back()) {
            return Some(Responsible { mention, rule: "agency: topic of the sentence" });
        }
        // …를 목표로 산업부는 기술개발을 지원한다
        if let Some(mention) = self.mentions.iter().filter(ours).filter(inside).find(|m| m.topic && m.span.start >= at)
        {
            return Some(Responsible { mention, rule: "agency: topic behind the number" });
        }
        if let Some(mention) = self
            .mentions
            .iter()
            .filter(ours)
            .rfind(|m| m.topic && m.span.end <= sentence.start && paragraph.start <= m.span.start)
        {
            return Some(Responsible { mention, rule: "agency: topic of the paragraph" });
        }
        if let Some(mention) = self.mentions.iter().filter(ours).rfind(|m| m.topic && m.span.end <= sentence.start) {
            return Some(Responsible { mention, rule: "agency: topic of an earlier sentence" });
        }
        self.releasing.map(|mention| Responsible { mention, rule: "agency: the releasing body" })
    }

    /// A foreign body stands as the topic of the sentence before byte `at`.
    pub fn foreign_topic(&self, sentence: Span, at: usize) -> bool {
        let topic = self.mentions.iter().rfind(|m| sentence.contains(&m.span) && m.topic && m.span.end <= at);
        topic.is_some_and(|m| m.body == Body::Foreign)
    }

    /// Whether `span` names a body.
    pub fn names(&self, span: Span) -> bool {
        self.mentions.iter().any(|m| m.body != Body::Foreign && m.span.overlaps(&span) && span.end <= m.span.end)
    }
}
