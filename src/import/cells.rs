//! What does a cell mean: a line of text, an address, a number, a list?

use super::fault::{Fail, Fails};
use super::words;
use crate::domain::text::{self, EmailAddress};

/// A line of text of at most `max` characters.
///
/// # Errors
/// `rejection-too-long`.
pub fn line(text: &str, max: usize) -> Result<String, Fail> {
    text::line("", text, max)?.ok_or_else(|| Fail::new("import-required"))
}

/// Several lines of text of at most `max` characters.
///
/// # Errors
/// `rejection-too-long`.
pub fn lines(text: &str, max: usize) -> Result<String, Fail> {
    text::lines("", text, max)?.ok_or_else(|| Fail::new("import-required"))
}

/// An e-mail address; the `mailto:` of a link is taken off.
///
/// # Errors
/// `rejection-email`, `rejection-email-not-ascii`, `import-several-emails`.
pub fn email(text: &str) -> Result<EmailAddress, Fail> {
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    if text.matches('@').count() > 1 {
        return Err(Fail::new("import-several-emails"));
    }
    Ok(EmailAddress::parse("", text)?)
}

/// A telephone number. The leading zero that a spreadsheet took is put back.
///
/// # Errors
/// `rejection-phone`, `import-scientific` for "4,92E+11", `import-several-phones`.
pub fn phone(text: &str) -> Result<String, Fail> {
    if is_scientific(text) {
        return Err(Fail::new("import-scientific"));
    }
    if has_several_numbers(text) {
        return Err(Fail::new("import-several-phones"));
    }
    let phone = text::phone("", &repaired(text))?.ok_or_else(|| Fail::new("import-required"))?;
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let bare = phone.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '/');
    if bare && !phone.starts_with('0') && digits >= 9 {
        let code = if phone.starts_with("49") && digits >= 11 {
            "+"
        } else {
            "0"
        };
        return Ok(format!("{code}{phone}"));
    }
    Ok(phone)
}

/// Whether a cell holds two numbers: "02381 555123 / 0171 5550123". A part of one has few digits.
fn has_several_numbers(text: &str) -> bool {
    let whole = |part: &&str| {
        let begins = part.trim_start().starts_with(['0', '+']);
        begins && part.chars().filter(char::is_ascii_digit).count() >= 7
    };
    text.replace(" oder ", "/")
        .split(['/', ',', ';', '\n'])
        .filter(whole)
        .count()
        > 1
}

/// A number without what people write around it: "Tel.: ", "(privat)", the zero in brackets behind a country code,
/// dashes and spaces of a word processor.
fn repaired(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '–' | '—' | '‑' | '‒' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let starts = |c: char| c.is_ascii_digit() || c == '+' || c == '(';
    let labelled = plain.find(starts).unwrap_or(0);
    let label = &plain[..labelled];
    let harmless = label.chars().all(|c| c.is_alphabetic() || " .:-/".contains(c));
    let mut number = plain
        .get(labelled..)
        .filter(|_| harmless)
        .unwrap_or(&plain)
        .trim();
    // "(privat)", "(ab 18 Uhr)" is no part of the number; "(0)" is.
    if let Some(open) = number.rfind('(').filter(|_| number.ends_with(')'))
        && number[open..].chars().any(char::is_alphabetic)
    {
        number = number[..open].trim_end();
    }
    let number = match number.strip_prefix("00") {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("+{rest}"),
        _ => number.to_owned(),
    };
    if !number.starts_with('+') {
        return number;
    }
    let bare = number.replacen("(0)", " ", 1);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A whole number from `min` to `max`; Excel's `2,00` is 2.
///
/// # Errors
/// `import-number` with the bounds.
pub fn number(text: &str, min: i64, max: i64) -> Result<i64, Fail> {
    let whole = text
        .trim_end_matches('0')
        .strip_suffix([',', '.'])
        .unwrap_or(text);
    let value = whole.parse::<i64>().ok().filter(|n| (min..=max).contains(n));
    value.ok_or_else(|| Fail::new("import-number").with("min", min).with("max", max))
}

/// A whole number of minutes from `min` to `max`: `25`, `25 Min.`.
///
/// # Errors
/// `import-number` with the bounds.
pub fn minutes(text: &str, min: i64, max: i64) -> Result<i64, Fail> {
    let end = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
    let unit = words::key(&text[end.len()..]);
    let bare = matches!(unit.as_str(), "" | "min" | "minute" | "minuten" | "minutes");
    number(if bare { end } else { text }, min, max)
}

/// An amount in cents: `350`, `1.250,50 €`, `12.50`.
///
/// # Errors
/// `import-money`.
pub fn money(text: &str) -> Result<i64, Fail> {
    let fail = || Fail::new("import-money");
    let plain: String = text
        .trim_end_matches(['€', ' '])
        .trim_end_matches("EUR")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    // The last sign with one or two digits behind it parts the cents; any other parts thousands.
    let (whole, cents) = match plain.rfind([',', '.']) {
        Some(at) if (1..=2).contains(&(plain.len() - at - 1)) => (&plain[..at], &plain[at + 1..]),
        _ => (plain.as_str(), ""),
    };
    let whole: String = whole.chars().filter(|c| *c != '.' && *c != ',').collect();
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !digits(&whole) || !digits(cents) {
        return Err(fail());
    }
    let whole: i64 = whole.parse().map_err(|_| fail())?;
    let cents: i64 = format!("{cents:0<2}").parse().map_err(|_| fail())?;
    Ok(whole * 100 + cents)
}

/// The fault of one word of a cell that holds several: it names the word, so that it alone can be explained.
pub fn of_part(fail: Fail, part: &str) -> Fail {
    if fail.code != "import-choice" {
        return fail;
    }
    Fail {
        code: "import-part".into(),
        ..fail.with("part", part)
    }
}

/// A list of words, each read by `parse`. Separators are `,`, `;`, line breaks and "und", not inside brackets.
///
/// # Errors
/// Those of every word.
pub fn list<T>(text: &str, parse: impl Fn(&str) -> Result<T, Fail>) -> Result<Vec<T>, Fails> {
    let mut fails = Vec::new();
    let mut values = Vec::new();
    for item in items(text, &[',', ';', '\n', '\r']) {
        match parse(item) {
            Ok(value) => values.push(value),
            // A word that holds two: "Bus und Bahn" is one, "Auto und Bus" is not.
            Err(fail) => {
                let halves: Vec<_> = item
                    .split(" und ")
                    .flat_map(|half| half.split('/'))
                    .map(str::trim)
                    .collect();
                let both: Result<Vec<T>, Fail> = halves.iter().map(|half| parse(half)).collect();
                match both {
                    Ok(both) if halves.len() > 1 => values.extend(both),
                    _ => fails.push(of_part(fail, item)),
                }
            }
        }
    }
    if fails.is_empty() {
        Ok(values)
    } else {
        Err(Fails(fails))
    }
}

/// The parts of a text between separators that stand outside brackets, without empty ones.
pub fn items<'a>(text: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut depth = 0_usize;
    let outside = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && separators.contains(&c)
    };
    text.split(outside)
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect()
}

/// A postcode of Germany; a leading zero that a spreadsheet took is put back.
///
/// # Errors
/// `import-postcode`.
pub fn postcode(text: &str) -> Result<String, Fail> {
    let digits: String = text
        .trim_start_matches("D-")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    match digits.len() {
        4 | 5 if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(format!("{digits:0>5}")),
        _ => Err(Fail::new("import-postcode")),
    }
}

fn is_scientific(text: &str) -> bool {
    let folded = text.to_ascii_uppercase();
    folded.split_once("E+").is_some_and(|(number, power)| {
        let digit = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
        !number.is_empty() && number.chars().all(digit) && !power.is_empty() && power.chars().all(digit)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code<T: std::fmt::Debug>(result: Result<T, Fail>) -> String {
        result.unwrap_err().code.into_owned()
    }

    #[test]
    fn numbers_and_postcodes() {
        assert_eq!(
            (number("2", 1, 9), number("2,00", 1, 9), number("10", 1, 10)),
            (Ok(2), Ok(2), Ok(10))
        );
        assert!(number("20", 1, 9).is_err() && number("2,5", 1, 9).is_err() && number("x", 1, 9).is_err());
        assert_eq!(
            (postcode("59065"), postcode("1067"), postcode("D-59 065")),
            (Ok("59065".into()), Ok("01067".into()), Ok("59065".into()))
        );
        for (text, read) in [
            ("25", Some(25)),
            ("25 Min.", Some(25)),
            ("25min", Some(25)),
            ("25 Minuten", Some(25)),
            ("ca. 25", None),
            ("25 Std.", None),
            ("Min.", None),
        ] {
            assert_eq!(minutes(text, 0, 300).ok(), read, "{text}");
        }
        assert!(postcode("590").is_err() && postcode("5906A").is_err());
    }

    #[test]
    fn phones_get_their_zero_back() {
        for (text, expected) in [
            ("01715550123", "01715550123"),
            ("1715550123", "01715550123"),
            ("2381 555123", "02381 555123"),
            ("491715550123", "+491715550123"),
            ("+49 171 5550123", "+49 171 5550123"),
            ("02381/555-123", "02381/555-123"),
            ("555123", "555123"),
            ("0049 171 5550123", "+49 171 5550123"),
            ("+49 (0)171/5550123", "+49 171/5550123"),
            ("+49(0) 2381 555123", "+49 2381 555123"),
            ("Tel.: 02381 – 555123", "02381 - 555123"),
            ("0171 5550123 (privat)", "0171 5550123"),
            ("(02381) 555123", "(02381) 555123"),
        ] {
            assert_eq!(phone(text), Ok(expected.into()), "{text}");
        }
        assert_eq!(code(phone("4,91716E+11")), "import-scientific");
        assert_eq!(code(phone("anrufen")), "rejection-phone");
        for two in [
            "0151 5550304 / 02381 999555",
            "+49 171 5550123, 02381 555123",
            "02381 555123 oder 0171 5550123",
        ] {
            assert_eq!(code(phone(two)), "import-several-phones", "{two}");
        }
    }

    #[test]
    fn lists_keep_brackets_together() {
        assert_eq!(items("a (b, c), d; e", &[',', ';']), ["a (b, c)", "d", "e"]);
        assert_eq!(items(")),(", &[',']), ["))", "("]);
        let word = |t: &str| {
            if t.len() <= 3 {
                Ok(t.to_owned())
            } else {
                Err(Fail::new("import-x"))
            }
        };
        assert_eq!(
            list("ab, cd und ef/gh", word),
            Ok(["ab", "cd", "ef", "gh"].map(str::to_owned).to_vec())
        );
        assert_eq!(list("abcd, ef", word), Err(Fails(vec![Fail::new("import-x")])));
    }

    proptest! {
        #[test]
        fn no_text_makes_them_fall_over(text in "\\PC{0,40}", near in "[0-9.:,\\-/ EUhrMinStdbisvomMärzö()+]{0,24}") {
            for text in [text.as_str(), near.as_str()] {
                let _ = minutes(text, 0, 300);
                let _ = (number(text, 1, 9), phone(text), email(text), postcode(text));
                let _ = (list(text, |t| number(t, 0, 99)), line(text, 20), lines(text, 20));
            }
        }
    }
}
