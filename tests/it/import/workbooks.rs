//! Workbooks that are none, that lie about their size, or that somebody cut in two: refused in bounded time and memory,
//! each with a sentence that says what to do.

use std::io::{Cursor, Write as _};
use std::time::Instant;

use passgenau::import::source::sheets;
use passgenau::import::{Kind, Source, workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a file is refused with, by its list of sheets and by its first sheet; empty for what can be read.
fn refused(bytes: &[u8]) -> (String, String) {
    let code = |fail: passgenau::import::fault::Fail| fail.code.to_string();
    (
        sheets(bytes).err().map(code).unwrap_or_default(),
        Source::open(bytes, None).err().map(code).unwrap_or_default(),
    )
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The parts of a small sound workbook, its sheet and its texts as given.
fn book(sheet: &str, strings: &str) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Liste\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>");
    packed(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn a_small_file_of_gigabytes_is_measured_before_it_is_unpacked() {
    let started = Instant::now();
    let zeros = vec![0_u8; 101 * 1024 * 1024];
    let bomb = packed(&[("xl/media/image1.png", &zeros)]);
    assert!(bomb.len() < 300_000, "{}", bomb.len());
    let code = "import-workbook-large".to_owned();
    assert_eq!(refused(&bomb), (code.clone(), code.clone()));
    // The same in many pieces, none of which is large.
    let piece = vec![0_u8; 10 * 1024 * 1024];
    let names: Vec<String> = (0..11).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), piece.as_slice()))
        .collect();
    assert_eq!(refused(&packed(&parts)).0, code);
    // A bomb within a bomb is only a large part.
    assert_eq!(
        refused(&packed(&[("inner.zip", &bomb)])).0,
        "import-workbook-broken"
    );
    let names: Vec<String> = (0..2001).map(|n| format!("xl/{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"x".as_slice()))
        .collect();
    assert_eq!(refused(&packed(&parts)).0, code);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn a_size_that_is_a_lie_is_not_believed() {
    let mut bomb = packed(&[("xl/workbook.xml", &vec![b' '; 101 * 1024 * 1024])]);
    // Both headers say that it holds ten bytes.
    let size = (101_u32 * 1024 * 1024).to_le_bytes();
    let mut found = 0;
    for at in 0..bomb.len().saturating_sub(4) {
        if bomb[at..at + 4] == size {
            bomb[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
            found += 1;
        }
    }
    assert!(found >= 1);
    let (code, _) = refused(&bomb);
    assert!(
        ["import-workbook-large", "import-workbook-broken"].contains(&code.as_str()),
        "{code}"
    );
}

#[test]
fn what_is_cut_off_or_damaged_is_refused_or_read() {
    let sound = workbook::template(Kind::People).unwrap();
    assert_eq!(refused(&sound), (String::new(), String::new()));
    for length in (4..sound.len()).step_by(sound.len() / 40) {
        assert_ne!(refused(&sound[..length]).0, "", "{length}");
    }
    // A byte that fell over: whatever comes of it, it comes back.
    for at in (0..sound.len()).step_by(97) {
        let mut damaged = sound.clone();
        damaged[at] ^= 0x55;
        let _ = refused(&damaged);
    }
    assert_eq!(refused(b"PK\x03\x04").0, "import-workbook-broken");
    assert_eq!(
        refused(&packed(&[("word/document.xml", b"<w/>")])).0,
        "import-workbook-broken"
    );
    // An encrypted workbook, and the Excel of before 2007, are no archives at all.
    assert_eq!(
        refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").1,
        "import-old-workbook"
    );
    // A picture by the name of a table.
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").1, "import-not-text");
}

#[test]
fn a_sheet_of_a_million_rows_or_columns_is_bounded() {
    let with = |row, column| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(row, column, "x").unwrap();
        workbook.save_to_buffer().unwrap()
    };
    assert_eq!(refused(&with(1_048_575, 0)).1, "import-too-many-rows");
    assert_eq!(
        refused(&with(0, 16_383)).1,
        "import-empty",
        "columns beyond what is read"
    );
    assert_eq!(refused(&with(0, 0)).1, "");
    assert_eq!(
        refused(&rust_xlsxwriter::Workbook::new().save_to_buffer().unwrap()).1,
        "import-empty"
    );
}

#[test]
fn texts_that_unfold_into_texts_stay_folded() {
    let started = Instant::now();
    let mut laughs = String::from("<!DOCTYPE sst [<!ENTITY a \"ha\">");
    for (one, other) in ["b", "c", "d", "e", "f", "g", "h"]
        .iter()
        .zip(["a", "b", "c", "d", "e", "f", "g"])
    {
        laughs.push_str(&format!(
            "<!ENTITY {one} \"{}\">",
            format!("&{other};").repeat(20)
        ));
    }
    laughs.push_str("]><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&h;</t></si></sst>");
    let bytes = book("<row><c r=\"A1\" t=\"s\"><v>0</v></c></row>", &laughs);
    if let Ok(source) = Source::open(&bytes, None) {
        assert!(source.bytes() < 100_000);
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
