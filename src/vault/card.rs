//! Records as vCards: what an address book has a place for, under the names by which
//! an import knows it again.
//!
//! A card has a name whatever leaves: the customer's, else, unless it is a person, that of the firm,
//! else the record's number, else the firm of a person. The number is the card's identity (UID) together with the vault, so that two vaults'
//! cards in one address book are not taken for each other's newer versions.

use super::export::ExportColumn;
use super::opened::Opened;
use crate::model::FieldId;
use crate::policy::Policy;
use crate::transfer::CardWriter;

/// Fields, by the ids of the built-in policy, that have a place in a card, and its property where a
/// text goes into one as it is.
const PLACES: [(&str, Option<&str>); 17] = [
    ("kind", None),
    ("name", None),
    ("company", None),
    ("gender", None),
    ("birth_date", None),
    ("phone", None),
    ("fax", None),
    ("email", Some("EMAIL")),
    ("wechat", Some("X-WECHAT")),
    ("qq", Some("X-QQ")),
    ("website", Some("URL")),
    ("address", None),
    ("postcode", None),
    ("position", Some("TITLE")),
    ("occupation", Some("ROLE")),
    ("tags", None),
    ("notes", Some("NOTE")),
];

/// What a card is called of which nothing leaves that it could be called by.
const NAMELESS: &str = "-";

/// Whether cards with these columns have something to be called by.
pub(super) fn has_name(policy: &Policy, columns: &[ExportColumn]) -> bool {
    columns.iter().any(|column| match column {
        ExportColumn::Number => true,
        ExportColumn::Field(field) => ["name", "company"].contains(&&*policy.field(*field).id),
    })
}

/// Whether a field has a place in a card.
pub(super) fn has_place(policy: &Policy, field: FieldId) -> bool {
    PLACES.iter().any(|(id, _)| policy.field(field).id == *id)
}

/// Writes cards.
pub(super) struct Card<'a> {
    pub(super) policy: &'a Policy,
    pub(super) columns: &'a [ExportColumn],
    /// The vault, as it stands in each card's UID.
    pub(super) vault: &'a str,
    /// The number of the share by which it leaves.
    pub(super) mark: Option<&'a str>,
}

impl Card<'_> {
    /// Adds a record's card to `out`.
    pub(super) fn write(
        &self,
        record: &Opened<'_>,
        (number, hidden): (&str, &dyn Fn(FieldId) -> bool),
        out: &mut Vec<u8>,
    ) {
        let all = |id: &str| -> Vec<&str> {
            let field = self.policy.id(id).filter(|field| !hidden(*field));
            let leaves = field.filter(|field| self.columns.contains(&ExportColumn::Field(*field)));
            leaves.map(|field| record.all(field).collect()).unwrap_or_default()
        };
        let one = |id: &str| all(id).first().copied().unwrap_or_default();
        let numbered = self.columns.contains(&ExportColumn::Number);
        let mut card = CardWriter::begin(out);
        if numbered {
            card.text("UID;VALUE=text", &format!("kedang-{}-{number}", self.vault));
        }
        match one("kind") {
            "org" => card.text("KIND", "org"),
            "person" => card.text("KIND", "individual"),
            _ => {}
        }
        let (name, company) = (one("name"), one("company"));
        let number = if numbered { number } else { "" };
        let firm = if one("kind") == "person" { "" } else { company };
        let called = [name, firm, number, company].into_iter().find(|text| !text.is_empty());
        card.text("FN", called.unwrap_or(NAMELESS));
        if !name.is_empty() {
            // Nobody knows where a family name ends; a reader that wants parts gets one.
            card.parts("N", [name, "", "", "", ""]);
        }
        if !company.is_empty() {
            card.text("ORG", company);
        }
        match one("gender") {
            "male" => card.text("GENDER", "M"),
            "female" => card.text("GENDER", "F"),
            "other" => card.text("GENDER", "O"),
            _ => {}
        }
        let born = one("birth_date").replace('-', "");
        if !born.is_empty() {
            card.text("BDAY", &born);
        }
        for phone in all("phone") {
            let kind = if is_mobile(phone) { "TEL;TYPE=cell" } else { "TEL;TYPE=voice" };
            card.text(kind, &phone.replace(";ext=", "#"));
        }
        for fax in all("fax") {
            card.text("TEL;TYPE=fax", &fax.replace(";ext=", "#"));
        }
        let (address, postcode) = (one("address"), one("postcode"));
        if !address.is_empty() || !postcode.is_empty() {
            card.parts("ADR", ["", "", address, "", "", postcode, ""]);
        }
        for (id, property) in PLACES {
            for text in property.map(|_| all(id)).unwrap_or_default() {
                card.text(property.unwrap_or_default(), text);
            }
        }
        let tags = all("tags");
        if !tags.is_empty() {
            card.list("CATEGORIES", tags);
        }
        if let Some(mark) = self.mark {
            card.text("X-KEDANG-SHARE", mark);
        }
        card.end();
    }
}

/// Whether it is a mobile number of mainland China.
fn is_mobile(phone: &str) -> bool {
    let rest = phone.strip_prefix("+861");
    rest.is_some_and(|rest| rest.len() == 10 && rest.starts_with(|c| ('3'..='9').contains(&c)))
}
