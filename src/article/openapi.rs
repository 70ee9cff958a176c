//! The 정책브리핑 OpenAPI (apis.data.go.kr/1371000): items, error codes, stubs, boilerplate.
//!
//! Element names are those of the official guide and of clients seen in the wild; RSS and Atom items are
//! read into the same shape.

use super::dateline;
use super::draft::Draft;
use super::error::Reason;
use super::html;
use super::limits::Limits;

/// An item of an answer or a feed, as written.
#[derive(Debug, Default)]
pub(super) struct Item {
    id: Option<String>,
    title: Option<String>,
    subtitles: Vec<String>,
    /// The body and how much its element is worth: full contents beat a summary.
    contents: Option<(u8, String)>,
    plain: bool,
    source: Option<String>,
    url: Option<String>,
    date: Option<(u8, String)>,
}

impl Item {
    /// Takes the value of a child element (or JSON field) called `name`; unknown ones are ignored.
    pub fn set(&mut self, name: &str, value: String) {
        if value.trim().is_empty() {
            return;
        }
        match name.to_ascii_lowercase().as_str() {
            "newsitemid" => self.id = Some(value),
            "guid" | "id" => self.id = self.id.take().or(Some(value)),
            "title" => self.title = self.title.take().or(Some(value)),
            "subtitle1" | "subtitle2" | "subtitle3" => self.subtitles.push(value),
            "contentstype" => self.plain = value.trim().eq_ignore_ascii_case("t"),
            "datacontents" => self.set_contents(3, value),
            "encoded" | "content" => self.set_contents(2, value),
            "description" | "summary" => self.set_contents(1, value),
            "ministercode" | "ministername" => self.source = Some(value),
            "creator" | "author" | "publisher" => self.source = self.source.take().or(Some(value)),
            "originalurl" | "link" => self.url = self.url.take().or(Some(value)),
            "approvedate" | "pubdate" => self.set_date(3, value),
            "date" | "published" => self.set_date(2, value),
            "updated" => self.set_date(1, value),
            _ => {}
        }
    }

    fn set_contents(&mut self, worth: u8, value: String) {
        if self.contents.as_ref().is_none_or(|(known, _)| *known < worth) {
            self.contents = Some((worth, value));
        }
    }

    fn set_date(&mut self, worth: u8, value: String) {
        if self.date.as_ref().is_none_or(|(known, _)| *known < worth) {
            self.date = Some((worth, value));
        }
    }

    /// Bytes held.
    pub fn weight(&self) -> usize {
        self.contents.as_ref().map_or(0, |(_, text)| text.len()) + self.title.as_ref().map_or(0, String::len) + 256
    }

    /// Title, subtitles and body as one text.
    pub fn into_draft(self, limits: &Limits) -> Result<Draft, Reason> {
        let url = self.url.map(|url| url.trim().to_owned());
        let stated = self.source.map(|source| html::plain_line(&source));
        let (source, title) = match self.title.as_deref().map(html::plain_line) {
            Some(title) => split_source(stated, title),
            None => (stated, None),
        };
        let contents = self.contents.map(|(_, contents)| contents).unwrap_or_default();
        let mut body = if self.plain { contents.trim().to_owned() } else { html::fragment(&contents, limits) };
        strip_tail(&mut body);
        let bodiless = title.is_some() && body.trim().is_empty();
        let mut text = title.clone().unwrap_or_default();
        for subtitle in self.subtitles.iter().map(|subtitle| html::plain_line(subtitle)) {
            if !text.contains(&subtitle) && !body.contains(&subtitle) {
                push_paragraph(&mut text, &subtitle);
            }
        }
        if !body.is_empty() {
            push_paragraph(&mut text, &body);
        }
        // A feed links to the page; the API knows the same release by the number in that link.
        let id = url.as_deref().and_then(news_id).or(self.id);
        let date = self.date.and_then(|(_, date)| dateline::parse(&date));
        Ok(Draft { id, date, title, source, url, text, bodiless })
    }
}

fn push_paragraph(text: &mut String, paragraph: &str) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(paragraph);
}

/// The feeds of korea.kr put the ministry before the title: `[환경부]수소버스 300대 보급`.
fn split_source(source: Option<String>, title: String) -> (Option<String>, Option<String>) {
    const ENDINGS: [&str; 10] = ["부", "처", "청", "원", "실", "위원회", "위", "본부", "단", "은행"];
    if source.is_none()
        && let Some((name, rest)) = title.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && name.chars().count() <= 20
        && ENDINGS.iter().any(|ending| name.ends_with(ending))
        && !rest.trim().is_empty()
    {
        return (Some(name.trim().to_owned()), Some(rest.trim().to_owned()));
    }
    (source, Some(title))
}

/// `…View.do?newsId=156472565&call_from=rss` → `156472565`.
fn news_id(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("newsId=")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// Whether the text only points at an attachment, as a quarter of the OpenAPI's releases do.
pub(super) fn is_stub(text: &str) -> bool {
    text.len() < 2000 && text.contains("관련 보도자료 내용입니다") && text.contains("첨부파일")
}

/// Cuts off the licence note that the API appends to every body.
fn strip_tail(body: &mut String) {
    const NOTES: [&str; 4] = [
        "정책브리핑의 자료는 「공공누리",
        "정책브리핑의 정책뉴스자료는 「공공누리",
        "<자료출처=정책브리핑",
        "[자료제공 :(www.korea.kr)]",
    ];
    let mut from = body.len().saturating_sub(4000);
    while !body.is_char_boundary(from) {
        from += 1;
    }
    if let Some(at) = NOTES.iter().filter_map(|note| body[from..].find(note)).min() {
        let kept = body[..from + at].trim_end().trim_end_matches(['※', '*', '▶', '-', '“', '"']).trim_end().len();
        body.truncate(kept);
    }
}

/// The head of an answer: a result, or an error of the provider or of the gateway before it.
#[derive(Debug, Default)]
pub(super) struct Answer {
    code: Option<String>,
    message: Option<String>,
}

impl Answer {
    /// Takes the value of an element (or JSON field) outside the items.
    pub fn set(&mut self, name: &str, value: String) {
        let value = value.trim().to_owned();
        if value.is_empty() {
            return;
        }
        match name {
            "resultCode" | "returnReasonCode" => self.code = Some(value),
            "resultMsg" | "returnAuthMsg" => self.message = Some(value),
            // The gateway's general word; its `returnAuthMsg` says more.
            "errMsg" => self.message = self.message.take().or(Some(value)),
            _ => {}
        }
    }

    /// The error that the answer reports, if it does.
    pub fn error(&self) -> Option<Reason> {
        let code = self.code.as_deref()?;
        let number: Option<u32> = code.parse().ok();
        if number == Some(0) {
            return None;
        }
        let name = self.message.clone().unwrap_or_else(|| "no name".to_owned());
        Some(Reason::Service { code: code.to_owned(), name, meaning: meaning(number) })
    }
}

/// What the codes of the provider and of the gateway mean.
const fn meaning(code: Option<u32>) -> &'static str {
    match code {
        Some(1) => "the application behind the service failed; ask again later",
        Some(2) => "the service's database failed; ask again later",
        Some(3) => "there are no articles for these dates",
        Some(4) => "the HTTP request failed",
        Some(5) => "the service did not answer in time; ask again later",
        Some(10) => "a parameter of the request is wrong",
        Some(11) => "a required parameter is missing",
        Some(12) => "this service does not exist or no longer does",
        Some(20) => "access is denied: the key is not approved for this service",
        Some(21) => "the key is blocked for now",
        Some(22) => "the day's number of requests is used up",
        Some(30) => "the service key is not registered; check it, and that it is URL-encoded once",
        Some(31) => "the service key has expired",
        Some(32) => "the request came from an unregistered IP address",
        Some(33) => "the request is not signed",
        Some(97) => "the dates are wrong: YYYYMMDD, the first not after the last",
        Some(98) => "the dates span more than three days",
        Some(99) => "an unknown error of the service",
        _ => "a code that is not documented",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(fields: &[(&str, &str)]) -> Item {
        let mut item = Item::default();
        for (name, value) in fields {
            item.set(name, (*value).to_owned());
        }
        item
    }

    #[test]
    fn an_item_becomes_title_subtitles_and_body() {
        let draft = item(&[
            ("NewsItemId", "156900999"),
            ("Title", " 산촌원, 돌봄센터 20곳 연다 "),
            ("SubTitle1", "- 2028년까지 -"),
            ("SubTitle2", ""),
            ("ContentsType", "H"),
            (
                "DataContents",
                "<p>산촌원은 <b>돌봄</b>센터 20곳을 연다.</p>정책브리핑의 자료는 「공공누리 제1유형」에 따라 …",
            ),
            ("MinisterCode", "산촌원"),
            ("ApproveDate", "03/02/2026 12:00:00"),
        ])
        .into_draft(&Limits::default())
        .unwrap();
        assert_eq!(draft.text, "산촌원, 돌봄센터 20곳 연다\n\n- 2028년까지 -\n\n산촌원은 돌봄센터 20곳을 연다.");
        assert_eq!(draft.id.as_deref(), Some("156900999"));
        assert_eq!(draft.date, Some(jiff::civil::date(2026, 3, 2)));
        assert!(!draft.bodiless);
    }

    #[test]
    fn a_feed_item_takes_its_id_from_the_link_and_its_ministry_from_the_title() {
        let draft = item(&[
            ("title", "[산촌부]돌봄센터 20곳 연다"),
            ("link", "https://example.org/pressReleaseView.do?newsId=156900999&call_from=rss"),
            ("guid", "https://example.org/x"),
            ("description", "요약"),
            ("encoded", "<p>본문</p>"),
            ("pubDate", "Sun, 01 Mar 2026 23:00:00 GMT"),
        ])
        .into_draft(&Limits::default())
        .unwrap();
        assert_eq!((draft.id.as_deref(), draft.source.as_deref()), (Some("156900999"), Some("산촌부")));
        assert_eq!(draft.text, "돌봄센터 20곳 연다\n\n본문");
        assert_eq!(draft.date, Some(jiff::civil::date(2026, 3, 2)));
    }

    #[test]
    fn plain_contents_keep_their_angle_brackets() {
        let draft = item(&[("Title", "제목"), ("ContentsType", "T"), ("DataContents", "< 사업 개요 >\n- a<b")]);
        assert_eq!(draft.into_draft(&Limits::default()).unwrap().text, "제목\n\n< 사업 개요 >\n- a<b");
    }

    #[test]
    fn answers_say_what_is_wrong() {
        let mut answer = Answer::default();
        answer.set("resultCode", "00".to_owned());
        assert!(answer.error().is_none());
        answer.set("resultCode", "98".to_owned());
        answer.set("resultMsg", "THREE_DAYS_OVER_ERROR".to_owned());
        let error = answer.error().unwrap().to_string();
        assert_eq!(
            error,
            "the service answered with error 98 (THREE_DAYS_OVER_ERROR): the dates span more than three days"
        );
        let mut gateway = Answer::default();
        gateway.set("errMsg", "SERVICE ERROR".to_owned());
        gateway.set("returnAuthMsg", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR".to_owned());
        gateway.set("returnReasonCode", "30".to_owned());
        assert!(gateway.error().unwrap().to_string().contains("30 (SERVICE_KEY_IS_NOT_REGISTERED_ERROR)"));
    }
}
