//! `programs.toml`: how names of programmes are built.

use super::{Error, Example, Forms, Origin, Shows, Source};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// What a name's last noun says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameKind {
    /// A programme of this type, even unquoted.
    Strong(String),
    /// A programme of this type when it is quoted or bracketed.
    Weak(String),
    /// As weak, and unquoted where the last word is written closed up from several nouns.
    Closed(String),
    /// No programme, for this reason.
    Not(String),
}

impl NameKind {
    /// Of two rows with one ending the stronger speaks.
    const fn rank(&self) -> u8 {
        match self {
            Self::Strong(_) => 0,
            Self::Closed(_) => 1,
            Self::Weak(_) => 2,
            Self::Not(_) => 3,
        }
    }
}

/// So many nouns make up a closed-up name where its row does not tell.
const CLOSED_NOUNS: usize = 4;

/// The last noun of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// As it is written.
    pub end: String,
    /// What it says.
    pub kind: NameKind,
    /// Where it stands in the file.
    pub origin: Origin,
    /// What must stand directly before it in an unquoted name, if anything.
    after: Vec<String>,
    /// An unquoted name needs a dot or hyphen before it (한·중 FTA).
    joined: bool,
    /// An unquoted name needs a proper noun, Latin letters or two nouns before it.
    pub specific: bool,
    /// So many nouns make up an unquoted name.
    pub nouns: usize,
    /// Longer words that end so and say nothing (지원 is no 원).
    except: Vec<String>,
}

impl Ending {
    /// Whether what must stand directly before this ending does.
    fn follows(&self, before: &str) -> bool {
        let head = before.trim_end();
        self.after.is_empty() || self.after.iter().any(|word| head.ends_with(word.as_str()))
    }

    /// Whether an unquoted name may have `before` before this ending.
    pub fn allows(&self, before: &str) -> bool {
        self.follows(before) && (!self.joined || before.contains(['·', '･', 'ㆍ', '・', '-', '–']))
    }
}

/// A programme that is a name as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownProgram {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Also a common noun: counts only beside a target or in quotes.
    pub weak: bool,
    /// Where its name stands in the file.
    pub origin: Origin,
}

/// Endings and known names.
pub struct Programs {
    /// By their last character, the longest first: a name's ending is asked for at every noun.
    endings: FxHashMap<char, Vec<Ending>>,
    /// The known names.
    pub known: Vec<KnownProgram>,
    known_forms: Forms,
    known_index: Vec<usize>,
    stops: FxHashSet<String>,
    describes: FxHashSet<String>,
    begins: FxHashSet<String>,
    other_before: Vec<String>,
    other_behind: Vec<String>,
    support: Support,
    apposes: Vec<String>,
    laws: Vec<String>,
}

/// What around a quoted phrase shows that it names a programme.
struct Support {
    before: Vec<String>,
    nouns: Vec<String>,
    acts: Vec<String>,
    within: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    suffix: Vec<SuffixRow>,
    not: Vec<NotRow>,
    known: Vec<KnownRow>,
    boundary: BoundaryRow,
    other: Vec<OtherRow>,
    support: SupportRow,
    apposition: ShownRow,
    law: ShownRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SuffixRow {
    #[serde(rename = "type")]
    kind: String,
    strength: toml::Spanned<String>,
    ends: Vec<toml::Spanned<String>>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    joined: bool,
    #[serde(default)]
    specific: bool,
    nouns: Option<usize>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundaryRow {
    stops: Vec<String>,
    describes: Vec<String>,
    begins: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SupportRow {
    before: Vec<String>,
    nouns: Vec<String>,
    acts: Vec<String>,
    within: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

/// Words directly behind a name that show what it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShownRow {
    behind: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherRow {
    reason: String,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    behind: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotRow {
    reason: String,
    ends: Vec<toml::Spanned<String>>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    examples: Vec<toml::Spanned<String>>,
    #[serde(default)]
    negatives: Vec<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownRow {
    name: toml::Spanned<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    weak: bool,
}

impl Programs {
    pub(super) fn parse(source: &Source, examples: &mut Vec<Example>) -> Result<Self, Error> {
        let file: File = source.parse()?;
        let mut endings = Vec::new();
        for row in file.suffix {
            let shows = Shows::Program(row.kind.clone());
            Example::collect(examples, source, &row.kind, &row.examples, &row.negatives, &shows);
            let kind = match row.strength.get_ref().as_str() {
                "strong" => NameKind::Strong(row.kind.clone()),
                "weak" => NameKind::Weak(row.kind.clone()),
                "closed" => NameKind::Closed(row.kind.clone()),
                other => {
                    let message = format!("{other} is no strength: use strong, closed or weak");
                    return Err(source.mistake(row.strength.span(), message));
                }
            };
            endings.extend(row.ends.into_iter().map(|end| Ending {
                origin: source.origin(&end.span()),
                end: end.into_inner(),
                kind: kind.clone(),
                after: row.after.clone(),
                joined: row.joined,
                specific: row.specific,
                nouns: row.nouns.unwrap_or(if matches!(kind, NameKind::Closed(_)) { CLOSED_NOUNS } else { 0 }),
                except: Vec::new(),
            }));
        }
        for row in file.not {
            Example::collect(examples, source, &row.reason, &row.examples, &row.negatives, &Shows::NoProgram);
            endings.extend(row.ends.into_iter().map(|end| Ending {
                origin: source.origin(&end.span()),
                end: end.into_inner(),
                kind: NameKind::Not(row.reason.clone()),
                after: Vec::new(),
                joined: false,
                specific: false,
                nouns: 0,
                except: row.except.clone(),
            }));
        }
        // the longest ending speaks: 협의체 before 체, 공모사업 before 사업
        endings.sort_by_key(|e| (std::cmp::Reverse(e.end.len()), e.kind.rank()));
        let mut by_last: FxHashMap<char, Vec<Ending>> = FxHashMap::default();
        for ending in endings {
            if let Some(last) = ending.end.chars().next_back() {
                by_last.entry(last).or_default().push(ending);
            }
        }
        let BoundaryRow { stops, describes, begins, examples: positive, negatives } = file.boundary;
        Example::collect(examples, source, "boundary", &positive, &negatives, &Shows::NoProgram);
        let (mut other_before, mut other_behind) = (Vec::new(), Vec::new());
        for row in file.other {
            Example::collect(examples, source, &row.reason, &row.examples, &row.negatives, &Shows::NoProgram);
            other_before.extend(row.before);
            other_behind.extend(row.behind);
        }
        let known: Vec<KnownProgram> = file
            .known
            .into_iter()
            .map(|k| KnownProgram {
                origin: source.origin(&k.name.span()),
                name: k.name.into_inner(),
                kind: k.kind,
                aliases: k.aliases,
                weak: k.weak,
            })
            .collect();
        let (mut forms, mut known_index) = (Vec::new(), Vec::new());
        for (i, program) in known.iter().enumerate() {
            for form in std::iter::once(&program.name).chain(&program.aliases) {
                forms.push(form.clone());
                known_index.push(i);
            }
        }
        let SupportRow { before, nouns, acts, within, examples: positive, negatives } = file.support;
        Example::collect(examples, source, "support", &positive, &negatives, &Shows::Name);
        for (name, row) in [("apposition", &file.apposition), ("law", &file.law)] {
            Example::collect(examples, source, name, &row.examples, &row.negatives, &Shows::Name);
        }
        Ok(Self {
            apposes: file.apposition.behind,
            laws: file.law.behind,
            support: Support { before, nouns, acts, within },
            endings: by_last,
            known,
            known_forms: Forms::new(forms),
            known_index,
            stops: stops.into_iter().collect(),
            describes: describes.into_iter().collect(),
            begins: begins.into_iter().collect(),
            other_before,
            other_behind,
        })
    }

    /// What the last noun of `name` says; `None` when it says nothing.
    pub fn ending(&self, name: &str) -> Option<&Ending> {
        let candidates = self.endings.get(&name.chars().next_back()?)?;
        let says = |e: &&Ending| name.ends_with(e.end.as_str()) && !e.except.iter().any(|w| name.ends_with(w.as_str()));
        let first = candidates.iter().position(|e| says(&e))?;
        // …에 관한 지침 is a law by that, 복무지침 may still be one by what stands behind it
        let same = candidates[first..].iter().filter(|e| e.end == candidates[first].end);
        let fits = |e: &&Ending| name.strip_suffix(e.end.as_str()).is_some_and(|before| e.follows(before));
        same.clone().find(fits).or_else(|| same.clone().next())
    }

    /// Whether an unquoted name cannot reach to the left over `word` (올해, 정부, 등).
    pub fn stops(&self, word: &str) -> bool {
        self.stops.contains(word)
    }

    /// Whether a word of the compound makes it a description, no name (대규모, 각종).
    pub fn describes(&self, compound: &str) -> bool {
        compound.split([' ', '·', 'ㆍ', '･']).any(|word| self.describes.contains(word))
            || compound.split([' ', '·', 'ㆍ', '･']).next().is_some_and(|word| self.begins.contains(word))
    }

    /// Whether what stands before or behind a quoted phrase tells that it names something else: a show, a journal,
    /// a place.
    pub fn other_name(&self, before: &str, behind: &str) -> bool {
        self.other_before.iter().any(|word| before.ends_with(word.as_str()))
            || self.other_behind.iter().any(|word| behind.starts_with(word.as_str()))
    }

    /// Whether what stands before or behind a quoted phrase shows that it names a programme: `정책인 ‘…’`, `‘…’ 사업`,
    /// `‘…’을 시행`, `‘…’을 제1호 국정과제로`.
    pub fn supports(&self, before: &str, behind: &str) -> bool {
        let Support { before: before_words, nouns, acts, within } = &self.support;
        let begins = |text: &str, words: &[String]| words.iter().any(|word| text.starts_with(word.as_str()));
        let head = before.strip_suffix(['인', '은', '는', '의']).unwrap_or(before);
        if before_words.iter().any(|word| before.ends_with(word.as_str()) || head.ends_with(word.as_str())) {
            return true;
        }
        let rest = behind_gloss(behind);
        if begins(rest, nouns) {
            return true;
        }
        let Some(rest) = rest.strip_prefix(['을', '를', '의']) else { return false };
        let window = rest.char_indices().nth(14).map_or(rest, |(i, _)| &rest[..i]);
        // 새롭게 시행: an adverb may stand between
        let rest = rest.trim_start();
        let next = rest.split_once(' ').map_or("", |(_, next)| next);
        begins(rest, acts) || begins(next, acts) || within.iter().any(|word| window.contains(word.as_str()))
    }

    /// Whether a class noun stands in apposition directly behind a quoted name: `‘그냥나눔’ 사업은`. What is quoted before
    /// it is a name, whatever it looks like.
    pub fn apposed(&self, behind: &str) -> bool {
        let rest = behind_gloss(behind);
        let particle = |c: char| "은는이가을를의에과와도로및등".contains(c);
        self.apposes.iter().any(|noun| {
            let after = rest.strip_prefix(noun.as_str());
            after.is_some_and(|a| a.chars().next().is_none_or(|c| !c.is_alphanumeric() || particle(c)))
        })
    }

    /// Whether what stands behind a word in 법 speaks of it as a law: `갯벌법을 개정`, `갯벌법에 따른`.
    pub fn as_law(&self, behind: &str) -> bool {
        self.laws.iter().any(|word| behind.starts_with(word.as_str()))
    }

    /// Known names in `text`: `(start, end, index into known)`.
    pub fn find_known<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
        self.known_forms.find(text).map(|(span, form)| (span.start, span.end, self.known_index[form]))
    }
}

/// What stands behind a quoted name, its closing marks, and a gloss in brackets.
fn behind_gloss(behind: &str) -> &str {
    let mark = |c: char| matches!(c, '’' | '‘' | '”' | '"' | '\'' | '′' | '>' | '*' | '」' | '｣' | '』' | ' ');
    let rest = behind.trim_start_matches(mark);
    if let Some(inside) = rest.strip_prefix('(')
        && let Some((close, _)) = inside.char_indices().take(40).find(|(_, c)| *c == ')')
    {
        return inside[close + 1..].trim_start_matches(mark);
    }
    rest
}
