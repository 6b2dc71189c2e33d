//! What can be set, where it comes from, and every fault of it at once.

/// What pages and mails say about the office itself.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct OfficeProfile {
    /// Name ("Ehrenamtskoordination Hamm").
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// Address for replies.
    pub email: String,
    /// When the telephone is answered ("Mo-Do 8-16 Uhr, Fr 8-12 Uhr").
    pub hours: String,
    /// Street, postcode, town in one line.
    pub address: String,
}
