//! In which encoding is a file, and what does it say?

use std::borrow::Cow;

use super::fault::Fail;

/// Largest file that is read.
pub const BYTES_MAX: usize = 20 * 1024 * 1024;

/// The text of a file: UTF-8 with or without byte order mark, UTF-16 with one ("Unicode text" of Excel), else
/// Windows-1252 ("CSV" of Excel).
///
/// # Errors
/// `import-too-large`, `import-empty`, `import-old-workbook` (an .xls file), `import-not-text`.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Fail> {
    if bytes.len() > BYTES_MAX {
        return Err(Fail::new("import-too-large").with("max", BYTES_MAX / (1024 * 1024)));
    }
    // OLE: the Excel of before 2007.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Fail::new("import-old-workbook"));
    }
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8_or_1252(rest)?,
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        _ => utf8_or_1252(bytes)?,
    };
    // A form file or a photo is full of them, a table never has one.
    if text.contains('\0') {
        return Err(Fail::new("import-not-text"));
    }
    if text.trim().is_empty() {
        return Err(Fail::new("import-empty"));
    }
    Ok(text)
}

fn utf8_or_1252(bytes: &[u8]) -> Result<Cow<'_, str>, Fail> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    bytes
        .iter()
        .map(|&b| windows_1252(b))
        .collect::<Option<String>>()
        .map(Cow::Owned)
        .ok_or_else(|| Fail::new("import-not-text"))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Fail> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| unit(pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok()
        .filter(|_| rest.is_empty())
        .ok_or_else(|| Fail::new("import-not-text"))
}

/// A byte of Windows-1252; five of them stand for nothing.
fn windows_1252(byte: u8) -> Option<char> {
    const HIGH: [u16; 32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
        0x017D, 0, //
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
        0x017E, 0x0178,
    ];
    match byte {
        0x80..=0x9F => match HIGH[usize::from(byte - 0x80)] {
            0 => None,
            code => char::from_u32(u32::from(code)),
        },
        other => Some(char::from(other)),
    }
}

/// Whether a text was saved as UTF-8 and opened as Windows-1252 at some time ("MÃ¼ller"): two characters of which the
/// first is a lead byte of UTF-8 for Latin letters and the second one that never follows it in a word.
pub fn is_garbled(text: &str) -> bool {
    let low = |c: char| ('\u{80}'..='\u{BF}').contains(&c);
    let pair = |(first, second): (char, char)| match first {
        'Ã' => low(second) || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(second),
        // Closing quotation marks and dashes do follow a capital Ä.
        'Ä' | 'Å' => low(second) || "€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™šœžŸ".contains(second),
        'â' => second == '€',
        _ => false,
    };
    text.contains('\u{FFFD}') || text.chars().zip(text.chars().skip(1)).any(pair)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(bytes: &[u8]) -> Cow<'static, str> {
        decode(bytes).unwrap_err().code
    }

    #[test]
    fn every_encoding_excel_writes() {
        let expected = "Müller;Łódź";
        assert_eq!(decode("\u{FEFF}Müller;Łódź".as_bytes()).unwrap(), expected);
        assert_eq!(decode("Müller;Łódź".as_bytes()).unwrap(), expected);
        let units: Vec<u16> = expected.encode_utf16().collect();
        let little: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(units.iter().flat_map(|u| u.to_le_bytes()))
            .collect();
        let big: Vec<u8> = [0xFE, 0xFF]
            .into_iter()
            .chain(units.iter().flat_map(|u| u.to_be_bytes()))
            .collect();
        assert_eq!(decode(&little).unwrap(), expected);
        assert_eq!(decode(&big).unwrap(), expected);
        assert_eq!(decode(b"M\xFCller \x80 \x96 \x8A").unwrap(), "Müller € – Š");
    }

    #[test]
    fn what_is_no_text_is_said_so() {
        assert_eq!(code(b"\xD0\xCF\x11\xE0\xA1"), "import-old-workbook");
        assert_eq!(code(b"%PDF-1.7\x00\x81"), "import-not-text");
        assert_eq!(code(b"a\x81"), "import-not-text");
        assert_eq!(code(b"\xFF\xFEa"), "import-not-text");
        assert_eq!(code(b""), "import-empty");
        assert_eq!(code(b"\xEF\xBB\xBF \r\n"), "import-empty");
        assert_eq!(code(&vec![b'a'; BYTES_MAX + 1]), "import-too-large");
    }

    #[test]
    fn garbled_umlauts_are_seen_and_real_names_are_not() {
        for bad in [
            "MÃ¼ller",
            "GÃ¶ksu",
            "StraÃŸe",
            "Ã–zgÃ¼r",
            "â€“",
            "Å\u{9F}ahin",
            "M\u{FFFD}ller",
            "Ä\u{9F}",
        ] {
            assert!(is_garbled(bad), "{bad}");
        }
        for good in [
            "Müller",
            "ÄÖÜ",
            "São",
            "Åse",
            "Ärzte",
            "Nâzım",
            "DO NASCIMENTO VÃO",
            "„Ä“",
            "Ä–Z",
            "Ä…",
            "Ã",
        ] {
            assert!(!is_garbled(good), "{good}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(text) = decode(&bytes) {
                let _ = is_garbled(&text);
            }
        }

        #[test]
        fn text_comes_back_as_it_was(text in "[^\\x00\u{FEFF}]{1,80}") {
            prop_assume!(!text.trim().is_empty() && !text.starts_with("PK\u{3}\u{4}"));
            prop_assert_eq!(decode(text.as_bytes()).unwrap(), text.as_str());
        }
    }
}
