//! What should stand at Twilio for a sender, and may it be written from here?

use crate::callback;
use crate::store::senders::{KeptSender, mo_callback};
use crate::store::workspaces::Workspace;
use crate::wire::{ProvenUrl, Provenance, SenderType};

/// What should stand at Twilio; none where nothing needs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Should {
    /// Where replies go, always by GET (guide, *Configure Keyword Management*). None while keyword management is off, and
    /// for alphanumeric senders, which get no replies.
    pub(crate) inbound: Option<ProvenUrl>,
    /// Where receipts go; Messaging Services only: for short and long codes MoEngage passes it with each message (guide,
    /// *Delivery Callback*).
    pub(crate) delivery: Option<ProvenUrl>,
    /// Whether the MMS converter is on; none where nothing asks for it (guide, *Configure Content Settings*).
    pub(crate) mms_converter: Option<bool>,
}

/// What should stand at Twilio for this sender.
pub(crate) fn should(workspace: &Workspace, sender: &KeptSender) -> Should {
    let is_service = sender.sender_type == SenderType::MessagingService;
    Should {
        inbound: mo_callback(workspace, sender).filter(|_| workspace.keyword_management).map(|mo| mo.now),
        delivery: is_service
            .then(|| callback::delivery(workspace.data_centre, workspace.delivery_url.as_deref())),
        mms_converter: (is_service && sender.supports_mms).then_some(true),
    }
}

/// Why a URL is not written at Twilio from here; none where it may be.
pub(crate) fn not_to_be_written(url: &ProvenUrl) -> Option<&'static str> {
    match url.provenance {
        Provenance::Documented | Provenance::Custom => None,
        Provenance::Derived | Provenance::NotFound => Some(
            "No page of MoEngage confirms this URL for the data centre. Paste the one that your MoEngage dashboard shows; \
             then it can be applied.",
        ),
    }
}
