//! Which region of Twilio, in the page's words and in the client's.

use twilio_messaging::Region;

use crate::wire::RegionChoice;

impl RegionChoice {
    /// Every region, the default first.
    pub(crate) const ALL: [Self; 3] = [Self::Us1, Self::Ie1, Self::Au1];

    /// The client's word.
    pub(crate) fn region(self) -> Region {
        match self {
            Self::Us1 => Region::Us1,
            Self::Ie1 => Region::Ie1,
            Self::Au1 => Region::Au1,
        }
    }

    /// For sentences, e.g. `Ireland (ie1)`.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Us1 => "the United States (us1)",
            Self::Ie1 => "Ireland (ie1)",
            Self::Au1 => "Australia (au1)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_in_words_names_its_code() {
        for region in RegionChoice::ALL {
            assert!(region.in_words().ends_with(&format!("({})", region.region().code())));
        }
    }
}
