//! What is given to Twilio's support about tests, and where one is shown in Twilio's console?

use super::super::{Answer, Desk};
use crate::ids::TestId;
use crate::store::{accounts, tests as stored};
use crate::test_message::support::{self, About};
use crate::wire::*;

/// Most tests in one text.
const MOST: usize = 50;

impl Desk {
    /// A plain text about these tests for Twilio's support: no text of a message and no full number unless asked for.
    ///
    /// # Errors
    /// `Invalid` for none or more than 50 tests.
    pub async fn support_text(&self, ids: Vec<TestId>, options: SupportOptions) -> Answer<String> {
        if ids.is_empty() || ids.len() > MOST {
            let message = format!("Choose between one and {MOST} tests for Twilio's support.");
            return Err(WireError::new(ErrorCode::Invalid, message));
        }
        let tests = self
            .read(move |connection| {
                ids.into_iter()
                    .map(|id| {
                        let test = stored::get(connection, id)?;
                        let account = accounts::get(connection, test.recorded.account)?;
                        Ok(About { account_sid: account.account_sid, region: account.region, test })
                    })
                    .collect::<Result<Vec<_>, _>>()
            })
            .await?;
        Ok(support::text(&tests, options, self.now()))
    }

    /// The region in whose console the message of a test is shown.
    ///
    /// # Errors
    /// `Invalid` where the console cannot show it, with the reason.
    pub async fn console_of_message(&self, id: TestId) -> Answer<RegionChoice> {
        let (test, practice, region) = self
            .read(move |connection| {
                let test = stored::get(connection, id)?;
                let account = test.recorded.account;
                let practice = accounts::find_practice(connection)? == Some(account);
                let region = accounts::get(connection, account)?.region;
                Ok((test, practice, region))
            })
            .await?;
        let refused = |message: &str, hint: &str| {
            Err(WireError::new(ErrorCode::Invalid, message).with_hint(hint.to_owned()))
        };
        match region {
            _ if test.message_sid.is_none() => refused(
                "Twilio has no message of this test that is known here.",
                "Only a message with a SID can be opened.",
            ),
            _ if practice => {
                refused("The practice account has no console.", "All that there is to see is shown here.")
            }
            RegionChoice::Us1 => Ok(region),
            RegionChoice::Ie1 | RegionChoice::Au1 => refused(
                "For messages of this region no page of Twilio's console is known.",
                "Copy for support has the SID; Twilio's support finds the message by it.",
            ),
        }
    }
}
