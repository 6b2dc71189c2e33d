//! How does a text become a picture that a telephone can read?

use qrcode::QrCode;
use qrcode::render::svg;

/// The text as an SVG element; empty when it is too long for a QR code. Drawn dark on light in every colour scheme:
/// cameras need it.
pub fn qr_code(text: &str) -> String {
    let Ok(code) = QrCode::new(text.as_bytes()) else {
        return String::new();
    };
    let document = code
        .render::<svg::Color>()
        .min_dimensions(200, 200)
        .quiet_zone(true)
        .build();
    // Inside a page there is no XML declaration.
    document
        .find("<svg")
        .map_or_else(String::new, |at| document[at..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_one_element_without_anything_live() {
        let svg = qr_code("otpauth://totp/B%C3%BCro:ina@example.org?secret=ABCD&issuer=x\"><script>");
        assert!(
            svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"),
            "{svg}"
        );
        assert!(!svg.contains("script") && !svg.contains("style="), "{svg}");
        assert_eq!(qr_code(&"x".repeat(5000)), "");
    }
}
