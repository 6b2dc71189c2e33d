//! Does a text hold what somebody was looking for, however they typed it? "Muler" finds Müller, "Yildis" finds Yıldız.

use strsim::osa_distance;

use super::text::fold;

/// How well a text fits; smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Every word stands in it.
    Exact,
    /// Every word stands in it or sounds like something in it.
    Sound,
    /// A word differs from one in it by a slip or two of the finger.
    Typo,
}

/// What is searched for, ready to be compared with many texts.
#[derive(Clone, Debug)]
pub struct Wanted {
    words: Vec<Word>,
}

#[derive(Clone, Debug)]
struct Word {
    plain: String,
    sound: String,
    /// Most slips; none in numbers, addresses and short words.
    slips: usize,
}

impl Wanted {
    /// Most words that count; more are cut.
    const WORDS_MAX: usize = 8;

    /// What was typed. Telephone numbers may have any separators and the country's code.
    pub fn new(typed: &str) -> Self {
        let typed: String = typed
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(200)
            .collect();
        let folded = fold(&typed);
        let national = folded
            .replace("+49 ", "0")
            .replace("+49", "0")
            .replace("0049", "0");
        let words = national.split(' ').map(number).filter(|w| !w.is_empty());
        Self {
            words: words.take(Self::WORDS_MAX).map(Word::new).collect(),
        }
    }

    /// Whether nothing is searched for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a text made by [`fold`] fits, if it does. Nothing searched for fits everything.
    pub fn fit(&self, text: &str) -> Option<Fit> {
        let mut worst = Fit::Exact;
        let mut heard: Option<String> = None;
        for word in &self.words {
            if text.contains(&word.plain) {
                continue;
            }
            if word.slips == 0 && word.sound.is_empty() {
                return None;
            }
            let heard = heard.get_or_insert_with(|| sound(text));
            if heard.contains(&word.sound) {
                worst = worst.max(Fit::Sound);
            } else if word.slips > 0 && heard.split([' ', '-', '@', '.']).any(|token| word.slipped(token)) {
                worst = Fit::Typo;
            } else {
                return None;
            }
        }
        Some(worst)
    }
}

impl Word {
    fn new(plain: String) -> Self {
        let letters = plain.chars().all(char::is_alphabetic);
        let length = plain.chars().count();
        Self {
            sound: if letters && length > 2 {
                sound(&plain)
            } else {
                String::new()
            },
            slips: match length {
                _ if !letters => 0,
                0..=3 => 0,
                4..=6 => 1,
                _ => 2,
            },
            plain,
        }
    }

    /// Whether a word of the text is this one with slips; its beginning is enough, so that half a name finds it.
    fn slipped(&self, token: &str) -> bool {
        let (length, there) = (self.sound.chars().count(), token.chars().count());
        if there + self.slips < length {
            return false;
        }
        let longest = there.min(length + self.slips);
        (length.saturating_sub(self.slips)..=longest).any(|count| {
            let begin: String = token.chars().take(count).collect();
            osa_distance(&self.sound, &begin) <= self.slips
        })
    }
}

/// Telephone and request numbers are compared without the signs people write in them.
fn number(word: &str) -> String {
    let sign = |c: char| c.is_ascii_digit() || "+-/().#".contains(c);
    if word.chars().all(sign) {
        word.chars().filter(char::is_ascii_digit).collect()
    } else {
        word.to_owned()
    }
}

/// A folded text as it sounds: umlauts and their spellings alike, double letters once, letters that are mixed up made
/// one.
fn sound(text: &str) -> String {
    let mut plain = text.to_owned();
    for (from, to) in [
        ("sch", "s"),
        ("sh", "s"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("ph", "f"),
        ("th", "t"),
        ("dt", "t"),
        ("ck", "k"),
        ("ey", "ai"),
        ("ei", "ai"),
        ("ay", "ai"),
        ("x", "ks"),
    ] {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    let mut heard = String::with_capacity(plain.len());
    for c in plain.chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'c' | 'q' => 'k',
            'w' => 'v',
            'z' => 's',
            other => other,
        };
        if !(c.is_alphabetic() && heard.ends_with(c)) {
            heard.push(c);
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, text: &str) -> Option<Fit> {
        Wanted::new(typed).fit(&fold(text))
    }

    #[test]
    fn umlauts_accents_and_their_spellings_are_one() {
        for typed in ["Müller", "mueller", "MÜLLER", "Mü"] {
            assert_eq!(fit(typed, "Müller Käthe"), Some(Fit::Exact), "{typed}");
        }
        for typed in ["Muller", "Muler", "Miuller"] {
            assert!(fit(typed, "Müller Käthe").is_some(), "{typed}");
        }
        assert_eq!(fit("Yildiz", "Yıldız Mehmet"), Some(Fit::Exact));
        assert_eq!(fit("Yildis", "Yıldız Mehmet"), Some(Fit::Sound));
        assert_eq!(fit("Meier", "Mayer Hans"), Some(Fit::Sound));
        assert_eq!(fit("Wisniewska", "Wiśniewska Anna"), Some(Fit::Exact));
    }

    #[test]
    fn slips_of_the_finger_are_forgiven_where_they_cannot_mean_something_else() {
        for (typed, text) in [
            ("Kohury", "Khoury Amal"),
            ("Mohammad", "Muhammed Ali"),
            ("Grundschul Muhlenbach", "Grundschule am Mühlenbach"),
            ("Alexandr", "Aleksandra Nowak"),
        ] {
            assert!(fit(typed, text).is_some(), "{typed}");
        }
        for (typed, text) in [
            ("Ali", "Ana Costa"),
            ("Schmidt", "Müller"),
            ("1042", "1043"),
            ("0151", "0152 555"),
        ] {
            assert_eq!(fit(typed, text), None, "{typed}");
        }
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        let text = "khoury amal amal@example.org 01515550142";
        for typed in [
            "0151 555",
            "0151/5550142",
            "+49 151 5550142",
            "+49151",
            "0049151",
            "(0151) 555-0142",
        ] {
            assert_eq!(fit(typed, text), Some(Fit::Exact), "{typed}");
        }
        assert_eq!(fit("amal@example", text), Some(Fit::Exact));
    }

    #[test]
    fn every_word_must_be_found() {
        assert_eq!(fit("Amal Schmidt", "Khoury Amal"), None);
        assert_eq!(fit("", "Khoury Amal"), Some(Fit::Exact));
        assert!(Wanted::new(" \u{0} ").is_empty());
    }
}
