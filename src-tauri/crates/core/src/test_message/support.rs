//! What does Twilio's support need to know of a test? Plain text: SIDs, times, codes; nothing of the text and no full
//! number unless ticked.

use std::fmt::Write;

use crate::store::tests::StoredTest;
use crate::test_message::phone;
use crate::wire::{At, RegionChoice, SenderType, SupportOptions, TestState};

/// A test with the account it was sent with.
pub(crate) struct About {
    pub(crate) account_sid: String,
    pub(crate) region: RegionChoice,
    pub(crate) test: StoredTest,
}

/// The text about these tests, one block each.
pub(crate) fn text(tests: &[About], options: SupportOptions, now: At) -> String {
    let mut text =
        format!("Test messages, as Senderdesk {} knew them at {}\n", env!("CARGO_PKG_VERSION"), utc(now));
    for about in tests {
        text.push('\n');
        block(&mut text, about, options);
    }
    text
}

fn block(text: &mut String, about: &About, options: SupportOptions) {
    let test = &about.test;
    let recorded = &test.recorded;
    let trouble = test.trouble.as_ref();
    let shown = |who: &str| if options.numbers { who.to_owned() } else { masked(who) };
    let own = [recorded.sender_id.as_str(), recorded.recipient.as_str()];
    let named: Vec<&str> = own.into_iter().chain(test.chosen_sender.as_deref()).collect();
    let words = |said: &str| if options.numbers { said.to_owned() } else { without_numbers(said, &named) };

    let mut line = |label: &str, value: &str| {
        // Whatever comes from outside stays in its line.
        let value: String = value.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        // A String takes every write.
        let _ = writeln!(text, "{label}: {value}");
    };
    let unknown = "not known";
    line("Account SID", if about.account_sid.is_empty() { unknown } else { &about.account_sid });
    line("Region", region(about.region));
    line("Message SID", test.message_sid.as_deref().unwrap_or("none: Twilio gave none that is known here"));
    line("Request ID", trouble.and_then(|trouble| trouble.request_id.as_deref()).unwrap_or("not kept"));
    line("Status", test.twilio_status.as_deref().unwrap_or_else(|| ours(test.state)));
    if let Some(status) = trouble.and_then(|trouble| trouble.http_status) {
        line("HTTP status", &status.to_string());
    }
    let code = trouble.and_then(|trouble| trouble.code);
    line("Error code", &code.map_or_else(|| "none".to_owned(), |code| code.to_string()));
    if let Some(said) = trouble.and_then(|trouble| trouble.message.as_deref()) {
        line("Twilio's words", &words(said));
    }
    if recorded.sender_type == SenderType::MessagingService {
        line("Messaging Service SID", &recorded.sender_id);
        let chosen = test.chosen_sender.as_deref().filter(|chosen| *chosen != recorded.sender_id);
        line("From, chosen by the service", &chosen.map_or_else(|| "none yet".to_owned(), shown));
    } else {
        line("From", &shown(&recorded.sender_id));
    }
    line("To", &shown(&recorded.recipient));
    line("Segments", &test.segments.map_or_else(|| unknown.to_owned(), |count| count.to_string()));
    let price = test.price.as_ref().map(|price| {
        let unit = test.price_unit.as_deref().unwrap_or_default();
        format!("{price} {unit}").trim_end().to_owned()
    });
    line("Price", price.as_deref().unwrap_or("not known yet"));
    line("Media", &recorded.media.len().to_string());
    if test.converted {
        line("MMS Converter", "the message went as a text with a link");
    }
    line("Times in UTC, when each status was seen here (by asking)", "");
    for seen in &test.states {
        let status = seen.twilio_status.as_deref().unwrap_or_else(|| ours(seen.state));
        line(&format!("  {}", utc(seen.at)), status);
    }
    if options.body {
        line("Text", "");
        for part in words(&recorded.body).lines() {
            line("  |", part);
        }
        for url in &recorded.media {
            line("  Media", &words(url));
        }
    } else {
        line("Text", "left out");
    }
}

/// A moment as ISO 8601 in UTC, with milliseconds.
fn utc(at: At) -> String {
    format!("{:.3}", at.0)
}

fn region(region: RegionChoice) -> &'static str {
    match region {
        RegionChoice::Us1 => "US1",
        RegionChoice::Ie1 => "IE1",
        RegionChoice::Au1 => "AU1",
    }
}

/// What is no status of Twilio's.
fn ours(state: TestState) -> &'static str {
    match state {
        TestState::Posting => "request being made",
        TestState::NotSent => "not sent: Twilio was not reached",
        TestState::Refused => "refused by Twilio",
        TestState::Unknown => "answer lost: whether it was sent is not known",
        _ => "a status of Twilio's",
    }
}

/// Shortens a number, short code or name: enough to recognise one's own by. SIDs stay whole.
fn masked(who: &str) -> String {
    let signs: Vec<char> = who.chars().collect();
    let (head, tail) = if signs.len() >= 8 { (5, 2) } else { (2, 0) };
    let end: String = signs.iter().skip(signs.len().saturating_sub(tail).max(head)).collect();
    let begin: String = signs.iter().take(head).collect();
    format!("{begin}…{end}")
}

/// Digits that make a phone number; fewer are codes and amounts. More are several numbers in a row.
const NUMBER: std::ops::RangeFrom<usize> = 7..;

/// A text with the sender, the recipient and whatever looks like a phone number shortened.
fn without_numbers(text: &str, named: &[&str]) -> String {
    let mut text = text.to_owned();
    for who in named.iter().filter(|who| !who.is_empty() && !who.starts_with("MG")) {
        text = text.replace(who, &masked(who));
        // Twilio writes a number without its sign, too.
        if let Some(bare) = who.strip_prefix('+') {
            text = text.replace(bare, &masked(bare));
        }
    }
    let signs: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        // The end of what was shortened already.
        if sign == '…' {
            out.push(sign);
            at += 1;
            while let Some(digit) = signs.get(at).filter(|sign| phone::digit(**sign).is_some()) {
                out.push(*digit);
                at += 1;
            }
            continue;
        }
        let end = number_end(&signs, at);
        let run: String = signs.get(at..end).unwrap_or_default().iter().collect();
        let digits = run.chars().filter(|sign| phone::digit(*sign).is_some()).count();
        if NUMBER.contains(&digits) && !in_a_sid(&signs, at, end) {
            out.push_str(&masked(&run));
            at = end;
        } else if end > at {
            out.push_str(&run);
            at = end;
        } else {
            out.push(sign);
            at += 1;
        }
    }
    out
}

/// Whether digits stand inside a SID, which is no number and stays whole: two capitals and 32 hexadecimal digits.
fn in_a_sid(signs: &[char], at: usize, end: usize) -> bool {
    let of_word = |sign: &char| sign.is_ascii_alphanumeric();
    let begin = signs.iter().take(at).rposition(|sign| !of_word(sign)).map_or(0, |before| before + 1);
    let length = signs.iter().skip(begin).take_while(|sign| of_word(sign)).count();
    let capitals = signs.iter().skip(begin).take(2).all(char::is_ascii_uppercase);
    length == 34 && capitals && end <= begin + length
}

/// Where a run of digits with what people write between them ends; `at` itself where none begins.
fn number_end(signs: &[char], at: usize) -> usize {
    let mut end = at;
    for (place, sign) in signs.iter().enumerate().skip(at) {
        match sign {
            '+' | '＋' if place == at => {}
            sign if phone::digit(*sign).is_some() => end = place + 1,
            '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' if place > at => {}
            sign if place > at && sign.is_whitespace() => {}
            _ => break,
        }
    }
    end
}

#[cfg(test)]
mod tests;
