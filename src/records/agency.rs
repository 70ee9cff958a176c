//! Who is responsible: the nearest body that stands as topic or subject, followed across sentences.

use crate::mentions::agency::{AgencyMention, Body};
use crate::model::Span;

/// So many topics are looked back at for one of ours.
const LOOK_BACK: usize = 64;

/// The bodies of an article, and how to ask for the one that answers for a place.
pub struct Agencies<'a> {
    /// All, in order.
    mentions: &'a [AgencyMention],
    /// Those that stand as topic or subject, in order.
    topics: Vec<&'a AgencyMention>,
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
        let topics = mentions.iter().filter(|m| m.topic).collect();
        Self { mentions, topics, releasing }
    }

    /// The body responsible for a number at byte `at` of `sentence`.
    pub fn responsible(&self, sentence: Span, at: usize, paragraph: Span) -> Option<Responsible<'a>> {
        let ours = |m: &&&AgencyMention| m.body != Body::Foreign;
        let inside = self.topics_in(sentence);
        let mut before = inside.iter().filter(ours).filter(|m| m.span.end <= at);
        // 도는 …공사가 지분의 10%를 갖는 방식을 도입: the topic answers, not the subject of a clause within
        let marked = before.clone().rfind(|m| m.marked);
        if let Some(mention) = marked.or_else(|| before.next_back()) {
            return Some(Responsible { mention, rule: "agency: topic of the sentence" });
        }
        // …를 목표로 산업부는 기술개발을 지원한다
        if let Some(mention) = inside.iter().filter(ours).find(|m| m.span.start >= at) {
            return Some(Responsible { mention, rule: "agency: topic behind the number" });
        }
        let earlier = &self.topics[..self.topics.partition_point(|m| m.span.end <= sentence.start)];
        let last = earlier.iter().rev().take(LOOK_BACK).find(ours);
        if let Some(mention) = last.filter(|m| paragraph.start <= m.span.start) {
            return Some(Responsible { mention, rule: "agency: topic of the paragraph" });
        }
        if let Some(mention) = last.filter(|m| m.known || self.releasing.is_none()) {
            return Some(Responsible { mention, rule: "agency: topic of an earlier sentence" });
        }
        self.releasing.map(|mention| Responsible { mention, rule: "agency: the releasing body" })
    }

    fn topics_in(&self, sentence: Span) -> &[&'a AgencyMention] {
        let first = self.topics.partition_point(|m| m.span.start < sentence.start);
        let last = self.topics.partition_point(|m| m.span.start < sentence.end);
        &self.topics[first..last]
    }

    /// A foreign body stands as the topic of the sentence before byte `at`.
    pub fn foreign_topic(&self, sentence: Span, at: usize) -> bool {
        let topic = self.topics_in(sentence).iter().rfind(|m| m.span.end <= at);
        topic.is_some_and(|m| m.body == Body::Foreign)
    }

    /// Whether `span` names a body.
    pub fn names(&self, span: Span) -> bool {
        let first = self.mentions.partition_point(|m| m.span.end < span.end);
        self.mentions[first..].iter().take(3).any(|m| m.body != Body::Foreign && m.span.overlaps(&span))
    }
}
