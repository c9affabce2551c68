//! Currencies, by their codes and by what people write beside an amount.

/// The currencies that are money somewhere, by ISO 4217, list one, as of January 2026; without funds,
/// metals, units of account and codes for tests.
const CODES: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS \
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR \
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD \
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP \
    TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW \
    ZWG";

/// Signs and names, in capital letters, with the codes.
const NAMES: [(&str, &str); 74] = [
    ("CNY", "CNY"),
    ("RMB", "CNY"),
    ("人民币", "CNY"),
    ("人民币元", "CNY"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("元", "CNY"),
    ("元整", "CNY"),
    ("HKD", "HKD"),
    ("HK$", "HKD"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("MOP$", "MOP"),
    ("澳门币", "MOP"),
    ("澳门元", "MOP"),
    ("NT$", "TWD"),
    ("台币", "TWD"),
    ("新台币", "TWD"),
    ("USD", "USD"),
    ("US$", "USD"),
    ("$", "USD"),
    ("＄", "USD"),
    ("美元", "USD"),
    ("EUR", "EUR"),
    ("€", "EUR"),
    ("欧元", "EUR"),
    ("GBP", "GBP"),
    ("£", "GBP"),
    ("￡", "GBP"),
    ("英镑", "GBP"),
    ("JPY", "JPY"),
    ("日元", "JPY"),
    ("円", "JPY"),
    ("₩", "KRW"),
    ("￦", "KRW"),
    ("韩元", "KRW"),
    ("SGD", "SGD"),
    ("S$", "SGD"),
    ("新加坡元", "SGD"),
    ("AUD", "AUD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("澳元", "AUD"),
    ("CAD", "CAD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("加元", "CAD"),
    ("NZ$", "NZD"),
    ("CHF", "CHF"),
    ("瑞士法郎", "CHF"),
    ("R$", "BRL"),
    ("₽", "RUB"),
    ("卢布", "RUB"),
    ("₹", "INR"),
    ("฿", "THB"),
    ("泰铢", "THB"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₸", "KZT"),
    ("₮", "MNT"),
    ("₡", "CRC"),
    ("₲", "PYG"),
    ("₵", "GHS"),
    ("₼", "AZN"),
    ("₾", "GEL"),
    ("₭", "LAK"),
    ("៛", "KHR"),
    ("৳", "BDT"),
    ("KČ", "CZK"),
    ("ZŁ", "PLN"),
];

/// The code of a currency that a text is: a code in capital letters, or a sign or name in any.
pub fn currency(text: &str) -> Option<&'static str> {
    let named = || {
        let capital = text.to_uppercase();
        NAMES.iter().find(|(name, _)| *name == capital).map(|(_, code)| *code)
    };
    CODES.split(' ').find(|code| *code == text).or_else(named)
}

/// The currency that stands before or after an amount in capital letters, and the amount.
pub fn stated_currency(text: &str) -> (Option<&'static str>, &str) {
    let beside = |sign: &str, code| {
        let rest = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign))?;
        Some((code, rest))
    };
    let names = NAMES.iter().filter_map(|(name, code)| beside(name, *code));
    let codes = CODES.split(' ').filter_map(|code| beside(code, code));
    // Of 元 and 港元 what is longer.
    match names.chain(codes).min_by_key(|(_, rest)| rest.len()) {
        Some((code, rest)) => (Some(code), rest.trim()),
        None => (None, text),
    }
}

/// Whether a character stands for a currency and nothing else, known here or not.
pub fn is_currency_sign(c: char) -> bool {
    matches!(c, '$' | '¢'..='¥' | '৳' | '฿' | '៛' | '₠'..='\u{20CF}' | '﷼' | '＄' | '￠' | '￡' | '￥' | '￦')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_names_and_codes_are_currencies_and_words_are_none() {
        for (text, code) in [
            ("CHF", Some("CHF")),
            ("rmb", Some("CNY")),
            ("港元", Some("HKD")),
            ("₩", Some("KRW")),
            ("Kč", Some("CZK")),
            ("top", None),
            ("XAU", None),
            ("万元", None),
            ("¤", None),
        ] {
            assert_eq!(currency(text), code, "{text}");
        }
        for (name, code) in NAMES {
            assert_eq!(name, name.to_uppercase());
            assert_eq!(currency(code), Some(code), "{name}");
            let last = name.chars().next_back();
            let is_word = name.chars().all(char::is_alphabetic);
            assert!(is_word || name.chars().any(is_currency_sign), "{last:?}");
        }
        assert_eq!(stated_currency("5港元"), (Some("HKD"), "5"));
        assert_eq!(stated_currency("NT$ 5"), (Some("TWD"), "5"));
        assert_eq!(stated_currency("5"), (None, "5"));
    }
}
