//! Which characters does GSM-7 have, and what does each cost?

const BASIC: &str = "\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\
                     ¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ";
const EXTENSION: &str = "\u{c}[\\]^{|}~€";

/// The septets of a character; none when GSM-7 does not have it.
pub(crate) fn septets(sign: char) -> Option<u32> {
    match sign {
        ' '..='Z' | 'a'..='z' => Some(1),
        _ if BASIC.contains(sign) => Some(1),
        _ => EXTENSION.contains(sign).then_some(2),
    }
}

/// Whether a text can be written in GSM-7.
pub(crate) fn writes(text: &str) -> bool {
    text.chars().all(|sign| septets(sign).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_have_the_127_characters_of_gsm_03_38_and_the_ten_of_its_extension() {
        let all = || (0..=0x2fff).filter_map(char::from_u32);
        let of = |cost| all().filter(|&sign| septets(sign) == Some(cost)).count();
        assert_eq!((of(1), of(2)), (BASIC.chars().count(), EXTENSION.chars().count()));
        assert_eq!((of(1), of(2)), (127, 10));
    }
}
