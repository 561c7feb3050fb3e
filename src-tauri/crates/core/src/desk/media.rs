//! What is at the address of a medium? Asked by HEAD, only when the operator asks.

use super::{Answer, Desk};
use crate::media::probe;
use crate::wire::*;

impl Desk {
    /// Asks the host of a medium for its type and size, without credentials. An address that is not asked, or a host
    /// that does not answer, is an answer too: the level and the words say so.
    pub async fn check_media(&self, url: String) -> Answer<MediaCheck> {
        Ok(probe::check(&url).await)
    }
}
