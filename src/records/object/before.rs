//! The phrase before the number: directly, before its bracket, or with a particle and other words between.

use super::*;

/// The phrase before the number: directly, or with a particle and other words between.
pub(super) fn before(line: &Line<'_>, index: usize, is_agency: &dyn Fn(Span) -> bool) -> Option<Found> {
    let q = &line.quantities[index];
    let mut i = line.token_until(q.outer_start)?;
    let mut place: Option<Span> = None;
    let mut steps = 0;
    let dimension = q.unit.map_or("", |u| line.lexicon.units.get(u).dimension.as_str());
    let (unit_is_money, share) = (dimension == "money", dimension == "share");
    let mut whole: Option<Span> = None;
    let mut purpose = false;
    let mut compared: Option<Span> = None;
    let mut weak: Option<Span> = None;
    let mut through: Option<Span> = None;
    loop {
        steps += 1;
        if steps > 40 {
            break;
        }
        if let Some(date) = line.date_over(i) {
            let start = date.span.start;
            match line.token_until(start) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if let Some(other) = line.quantity_over(i)
            && line.quantities[other].span != q.span
        {
            let start = line.quantities[other].outer_start;
            // 7개 과정, 480명: another number's phrase is not ours
            // 98톤에서 61톤으로 37.8% 감축: levels of the same thing
            let after = line.text[line.quantities[other].outer_end..line.span.end].trim_start_matches(' ');
            let level = line.quantities[other].is_start
                || ["로 ", "으로 ", "보다 ", "대비 ", "중 ", "가운데 ", "인 "].iter().any(|w| after.starts_with(w));
            match line.token_until(start) {
                Some(k) if level => i = k,
                _ => break,
            }
            continue;
        }
        let word = line.word(i);
        let tag = line.tag(i);
        if line.closes(i) {
            match open_of(line, i) {
                Some(open) if open > 0 => {
                    i = open - 1;
                    continue;
                }
                _ => break,
            }
        }
        if line.is_particle(i) {
            let phrase = i.checked_sub(1).and_then(|k| skip_marks_left(line, k)).and_then(|k| phrase_left(line, k));
            let Some(span) = phrase else {
                match i.checked_sub(1) {
                    Some(k) => i = k,
                    None => break,
                }
                continue;
            };
            if line.action_noun(i - 1).is_some()
                && span == line.tokens[i - 1].span()
                && let Some(k) = (i - 1).checked_sub(1).filter(|k| matches!(line.word(*k), "등" | "의"))
                && let Some(named) = k.checked_sub(1).and_then(|k| phrase_left(line, k))
                && tag != Tag::JKG
            {
                // 의료기기 등 개발에, 우려종의 지정을
                return Some(Found { span: named, rule: "object: of the action before the number" });
            }
            if tag == Tag::JKO && serves_as_postposition(line, i + 1) {
                // 고창군을 시작으로, 청년을 대상으로; 공고를 통해 is better than nothing
                if matches!(line.word(i + 1), "통해" | "통하") && !is_agency(span) && !only_means(line, span) {
                    through = through.or(Some(span));
                }
                match line.token_until(span.start) {
                    Some(k) => i = k,
                    None => break,
                }
                continue;
            }
            let span = case_of(line, span).unwrap_or(span);
            let span = listed(line, span, i - 1).or_else(|| named_field(line, span)).unwrap_or(span);
            match tag {
                // 성수품의 안정적인 공급을 위해: an act; what it is done to stands before it
                Tag::JKO if purpose && line.only_actions(span) => {}
                Tag::JKO if purpose => return Some(Found { span, rule: "object: the purpose" }),
                Tag::JKO => return Some(Found { span, rule: "object: 을/를" }),
                Tag::JX | Tag::JKS
                    if matches!(word, "은" | "는" | "이" | "가" | "도")
                        && !is_agency(span)
                        && !is_person(line, span) =>
                {
                    let rule = if tag == Tag::JX { "object: topic" } else { "object: subject" };
                    return Some(Found { span, rule });
                }
                // 지분의 10%, 가격 인상분의 80%: a share is of what stands before it
                Tag::JKG if steps == 1 && share && !is_agency(span) => {
                    // 보급률을 농업 생산의 30%까지: the rate is what is raised
                    let rate = (i.saturating_sub(10)..i).rev().find(|k| {
                        line.tag(*k) == Tag::JKO
                            && *k > 0
                            && line.lexicon.words.list(List::Measures).has(line.word(*k - 1))
                    });
                    if let Some(span) = rate.and_then(|k| phrase_left(line, k - 1)) {
                        return Some(Found { span, rule: "object: 을/를" });
                    }
                    return Some(Found { span, rule: "object: what the share is of" });
                }
                Tag::JKG => {
                    whole = whole.or(Some(span));
                }
                Tag::JKB
                    if unit_is_money
                        && word == "에"
                        && line.only_actions(span)
                        && line
                            .token_until(span.start)
                            .is_some_and(|k| line.quantity_over(k).is_some_and(|n| n < index)) =>
                {
                    // 권역외상센터 17개소 운영에 632억 원: what the number before it counts
                    let other = line.token_until(span.start).and_then(|k| line.quantity_over(k))?;
                    return find(line, other, None, is_agency);
                }
                Tag::JKB if matches!(word, "에" | "에서" | "에게") => {
                    if (unit_is_money || purpose) && !is_agency(span) && !only_means(line, span) {
                        return Some(Found { span, rule: "object: what the money goes to" });
                    }
                    if place.is_none() && !is_agency(span) && !only_means(line, span) {
                        place = Some(span);
                    }
                }
                _ => {}
            }
            match line.token_until(span.start) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if word == "당" && !line.spaced(i) {
            // 회사당 1,000회
            match i.checked_sub(2) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if line.tokens[i].pos.last() == Tag::ETM && line.tag(i) == Tag::XSV {
            // 영암군이 제안한 총 1,339억원: the clause before the number is passed
            match i.checked_sub(2) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if word == "경우"
            && let Some(span) = case_of(line, line.tokens[i].span())
        {
            return Some(Found { span, rule: "object: topic" });
        }
        if word == "대비" {
            // 2018년 대비, 877만명 대비: what it is compared with is no object
            let before = i.checked_sub(1);
            let start = before.and_then(|k| {
                line.date_over(k)
                    .map(|d| d.span.start)
                    .or_else(|| line.quantity_over(k).map(|n| line.quantities[n].outer_start))
                    .or_else(|| phrase_left(line, k).map(|s| s.start))
            });
            if let Some(k) = before.filter(|k| line.date_over(*k).is_none() && line.quantity_over(*k).is_none()) {
                compared = compared.or_else(|| phrase_left(line, k));
            }
            match start.and_then(|s| line.token_until(s)) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if word == "등"
            && let Some(k) = i.checked_sub(1).filter(|k| line.is_noun(*k))
        {
            // 고창군 등 총 10개소: places and names listed before 등 are no object; things are (장애인 등 70명)
            // 미세먼지 저감 숲 조성 등 136만 그루를 심는다: what is done besides
            let act = line.noun_class(k) == Some(ActionClass::Do) && !unit_is_money && !line.is_particle(i + 1);
            let listed = phrase_left(line, k).filter(|_| !act);
            let named = listed.is_some_and(|s| only_names(line, s));
            if !named
                && line.tag(k) != Tag::NNP
                && !is_agency(line.tokens[k].span())
                && let Some(span) = listed
            {
                let span = whole_list(line, span).unwrap_or(span);
                return Some(Found { span, rule: "object: the list before 등" });
            }
            let mut k = k;
            while k > 0 && (line.is_noun(k) || matches!(line.word(k), "," | "·" | "･" | "ㆍ")) {
                k -= 1;
            }
            i = k;
            continue;
        }
        if purpose && (matches!(tag, Tag::XSV | Tag::ETN | Tag::EC) || line.tokens[i].pos.last() == Tag::ETN) {
            let mut k = i;
            while k > 0 && matches!(line.tag(k), Tag::XSV | Tag::ETN | Tag::EC | Tag::VV) {
                k -= 1;
            }
            while line.is_noun(k) && k > 0 && !line.spaced(k) {
                k -= 1;
            }
            if line.is_noun(k) && k > 0 {
                k -= 1;
            }
            i = k;
            if i == 0 {
                break;
            }
            continue;
        }
        if matches!(word, "위해" | "위하여" | "위한" | "위해서") {
            purpose = true;
            match i.checked_sub(1) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        let fills = matches!(tag, Tag::MAG | Tag::MM | Tag::MAJ)
            || matches!(
                word,
                "등" | "총"
                    | "추가"
                    | "신규"
                    | "매년"
                    | "현재"
                    | "우선"
                    | "각"
                    | "각각"
                    | "최대"
                    | "최소"
                    | ":"
                    | "누적"
                    | "전국"
                    | "관내"
                    | "年"
            );
        if fills || CLOSING.contains(&word) && !line.is_noun(i.saturating_sub(1)) || OPENING.contains(&word) {
            match i.checked_sub(1) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        // 수출규모 is one word
        let own_word = line.spaced(i) || i == 0 || !line.is_noun(i - 1);
        if own_word
            && matches!(
                word,
                "규모"
                    | "수준"
                    | "인"
                    | "기존"
                    | "현재"
                    | "당초"
                    | "종전"
                    | "포함"
                    | "간"
                    | "한편"
                    | "목표"
                    | "이후"
                    | "올해"
                    | "내년"
                    | "현행"
                    | "現"
                    | "평균"
                    | "첫해"
                    | "이듬해"
                    | "신규"
                    | "중"
                    | "가운데"
            )
        {
            match i.checked_sub(1) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if line.is_noun(i) || CLOSING.contains(&word) {
            let from = skip_marks_left(line, i)?;
            let Some(span) = phrase_left(line, from) else { break };
            if steps == 1 && line.only_actions(span) && !is_agency(span) {
                // 수출 7,000억 달러, 연구 개발 1.5조원: the act is what is measured when nothing else is
                weak = Some(span);
            }
            if matches!(span.of(line.text), "을" | "를" | "은" | "는" | "이" | "가" | "의" | "에") {
                // “…사업” 을: a particle written apart is cut as a noun
            } else if only_means(line, span) || (steps == 1 && only_names(line, span)) {
                // 함덕 1기, 덕산리 일원 124만㎡: where it is; what it is stands further left
                place = place.or(Some(span).filter(|s| !only_means(line, *s)));
            } else if (steps == 1 || !is_agency(span)) && !line.only_actions(span) {
                return Some(Found { span, rule: DIRECTLY });
            }
            match line.token_until(span.start) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        if matches!(tag, Tag::SC | Tag::SY | Tag::SSO | Tag::SSC) {
            match i.checked_sub(1) {
                Some(k) if !matches!(word, "→" | "⇒" | "□" | "○" | "▲" | "△" | "▷" | "▶") => i = k,
                _ => break,
            }
            continue;
        }
        if line.tokens[i].pos.last() == Tag::ETM {
            // 국회에서 확정한 3조원: the clause before the number says what it is
            match i.checked_sub(1) {
                Some(k) => i = k,
                None => break,
            }
            continue;
        }
        // ‘계약반’을 열어 300명을 배출, 예산을 편성해 425억 원을 투입: the object of the act told first
        if line.tokens[i].pos.last() == Tag::EC
            && line.word(i).ends_with(['어', '아', '해', '여', '워', '려', '져', '춰'])
        {
            let object = (i.saturating_sub(10)..i)
                .rev()
                .take_while(|k| line.quantity_over(*k).is_none())
                .find(|k| line.tag(*k) == Tag::JKO);
            let span = object
                .and_then(|k| k.checked_sub(1))
                .and_then(|k| skip_marks_left(line, k))
                .and_then(|k| phrase_left(line, k));
            through = through.or(span.filter(|s| !is_agency(*s) && !only_means(line, *s)));
        }
        break;
    }
    weak.or(place).or(whole).or(compared).or(through).map(|span| Found { span, rule: WHERE })
}

/// `안전체험교육장(126억원)`: the phrase before the bracket.
pub(super) fn before_bracket(line: &Line<'_>, inside: Span, index: usize) -> Option<Found> {
    let q = &line.quantities[index];
    let lead = line.text[inside.start..q.outer_start.max(inside.start)].trim();
    // a phrase of its own stands in the bracket before the number
    if lead.chars().filter(|c| c.is_alphabetic()).count() > 3 && !lead.ends_with(['년', ':']) {
        return None;
    }
    let open = line.token_until(inside.start)?;
    let last = open.checked_sub(1)?;
    let mut last = skip_marks_left(line, last)?;
    // 1,000개사(年 100개사 내외): the number before the bracket has the object
    if let Some(other) = line.quantity_over(last).filter(|n| *n < index) {
        return find(line, other, None, &|_| false);
    }
    // 지원 규모를 확대(7명 → 16명): the act's own object
    if line.noun_class(last).is_some_and(|c| matches!(c, ActionClass::Do | ActionClass::Change))
        && let Some(particle) = last.checked_sub(1).filter(|k| line.tag(*k) == Tag::JKO)
        && let Some(span) =
            particle.checked_sub(1).and_then(|k| skip_marks_left(line, k)).and_then(|k| phrase_left(line, k))
    {
        return Some(Found { span, rule: "object: of the action before the bracket" });
    }
    // 방산무역관 확대(20개소 → 30개소): the action is no part of the object
    if line.spaced(last)
        && last > 0
        && line.is_noun(last - 1)
        && line.noun_class(last).is_some_and(|c| c == ActionClass::Change)
    {
        last -= 1;
    }
    let span = phrase_left(line, last)?;
    // 선물세트를 12.5% 늘려 공급(115톤 → 129톤): the act's object stands further left
    if line.only_actions(span)
        && let Some(object) = (last.saturating_sub(16)..last).rev().find(|k| {
            line.tag(*k) == Tag::JKO || (line.tag(*k) == Tag::JX && matches!(line.word(*k), "도" | "은" | "는"))
        })
        && let Some(span) =
            object.checked_sub(1).and_then(|k| skip_marks_left(line, k)).and_then(|k| phrase_left(line, k))
    {
        return Some(Found { span, rule: "object: of the action before the bracket" });
    }
    // 해남, 영양, 거창 (10개소): where they are
    let listed = line.token_until(span.start).is_some_and(|k| line.word(k) == ",");
    let rule = if listed && only_names(line, span) { WHERE } else { "object: before the bracket" };
    Some(Found { span, rule })
}
