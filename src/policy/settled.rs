//! A region by a name that several divisions have, where the rest of the record says which is meant:
//! its address begins with one of them, or its postcode lies in the province of only one.

use super::Policy;
use super::dictionary::FieldKind;
use super::region::{self, place};
use super::validate::postcode_region;
use crate::model::{Fields, Value};

impl Policy {
    /// Settles the region of a new record, if the record itself decides it.
    pub(super) fn settle_region(&self, fields: &mut Fields) {
        let field = self.known.region;
        let Some(value) = fields.get(field).filter(|one| region::code(&one.text).is_none()) else {
            return;
        };
        let meant = region::meant(&value.text);
        let address = self.id("address").and_then(|field| fields.get(field));
        let address = address.and_then(|address| place::begins_with(&address.text));
        let postcodes = self.fields().filter(|(_, field)| field.kind == FieldKind::Postcode);
        let postcode = postcodes.map(|(field, _)| fields.text(field)).find(|text| !text.is_empty());
        let provinces = postcode.and_then(postcode_region::provinces);
        // Of one division the name alone says as much, if it is no place without a code as well.
        let asked = region::is_asked(&value.text) && (address.is_some() || provinces.is_some());
        if meant.len() < 2 && !asked {
            return;
        }
        let fits = |code: &u32| {
            let near =
                |address| region::is_inside(*code, address) || region::is_inside(address, *code);
            address.is_none_or(near)
                && provinces.is_none_or(|all| all.contains(&place::province(*code)))
        };
        let mut left = meant.into_iter().filter(fits);
        if let (Some(code), None) = (left.next(), left.next())
            && let Some(stored) = region::stored(code)
        {
            let original = value.original.clone().or_else(|| Some(value.text.clone()));
            fields.set(field, [Value { text: stored, original, about: value.about.clone() }]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_a_postcode_tells_which_is_meant() {
        let policy = Policy::builtin();
        for (region, beside, stored) in [
            ("朝阳区", ("address", "北京市朝阳区建国路1号"), "110105 北京市朝阳区"),
            ("朝阳", ("address", "辽宁省朝阳市双塔区"), "211300 辽宁省朝阳市"),
            ("朝阳", ("postcode", "122000"), "211300 辽宁省朝阳市"),
            ("朝阳区", ("postcode", "100020"), "110105 北京市朝阳区"),
            ("朝阳区", ("address", "朝阳区建国路1号"), "朝阳区"),
            ("朝阳区", ("postcode", "200120"), "朝阳区"),
            ("中山", ("address", "辽宁省大连市中山区人民路1号"), "210202 辽宁省大连市中山区"),
            ("中山", ("postcode", "116001"), "210202 辽宁省大连市中山区"),
            ("中山", ("address", "中山市石岐街道1号"), "442000 广东省中山市"),
            ("中山", ("address", "人民路1号"), "中山"),
            ("九龙", ("postcode", "626200"), "513324 四川省甘孜藏族自治州九龙县"),
            ("九龙", ("address", "香港特别行政区九龙弥敦道1号"), "九龙"),
            ("某地", ("postcode", "100020"), "某地"),
        ] {
            let mut fields = Fields::new();
            for (field, text) in [("region", region), beside] {
                let id = policy.id(field).unwrap();
                fields.set(id, policy.normalise(id, text).unwrap());
            }
            policy.complete(&mut fields);
            assert_eq!(fields.text(policy.known().region), stored, "{region} {beside:?}");
        }
    }
}
