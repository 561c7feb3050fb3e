//! *Practise repairs*: set-ups of the practice account with one thing wrong each, to find, understand and repair.

use twilio_simulator::{RouteFault, route_faults};

use crate::callback;
use crate::desk::senders::{around, create_all};
use crate::desk::{Answer, Desk};
use crate::ids::WorkspaceId;
use crate::sender::check_in;
use crate::store::{accounts, senders, workspaces};
use crate::wire::*;

impl Desk {
    /// Plants set-ups with one thing wrong each in the practice account, and adds a sender for each that is not there; one
    /// undo takes the senders back. Keyword management is switched on, without which replies are not looked at.
    pub async fn practise_repairs(&self, workspace: WorkspaceId) -> Answer<SendersChanged> {
        let practice = self
            .read(move |connection| {
                let found = workspaces::get(connection, workspace)?;
                Ok(accounts::is_practice(connection, found.account)?.then_some(found))
            })
            .await?;
        let Some(found) = practice else {
            let message = "Repairs are practised in the practice account only.";
            return Err(WireError::new(ErrorCode::Invalid, message));
        };
        // Starts it, if it does not run yet.
        self.in_use(found.account).await?;
        let Some(handle) = self.inner.accounts.practice.handle().await else {
            return Err(WireError::new(ErrorCode::Network, "The practice account does not run.")
                .with_hint("Open it again from the list of workspaces."));
        };
        let mo = callback::mo(found.data_centre).url;
        let delivery = callback::delivery(found.data_centre, found.delivery_url.as_deref()).url;
        let faults = route_faults(&mo, &delivery);
        for fault in &faults {
            handle.add(&fault.seed);
        }
        let services = handle.services();
        let drafts: Vec<_> = faults.iter().filter_map(|fault| draft(fault, &services)).collect();
        let now = self.now();
        let changed = self
            .write(move |transaction| {
                let before = workspaces::get(transaction, workspace)?;
                if !before.keyword_management {
                    let on = workspaces::Workspace { keyword_management: true, ..before.clone() };
                    workspaces::update(transaction, &on)?;
                }
                let workspace = workspaces::get(transaction, workspace)?;
                let saved = senders::saved_ids(transaction, workspace.id)?;
                let fresh: Vec<_> = drafts
                    .into_iter()
                    .filter(|one| {
                        one.sender_type.is_some_and(|kind| !saved.contains(&(kind, one.sender_id.clone())))
                    })
                    .map(|draft| check_in(&draft, around(&workspace)).into_sender())
                    .collect::<Result<_, _>>()?;
                let said = |n: usize| format!("{n} senders to practise on were added.");
                create_all(transaction, &workspace, fresh, said, now)
            })
            .await?;
        self.tell(Change::Workspace { id: workspace });
        self.tell(Change::Senders { workspace });
        self.tell(Change::Live { workspace });
        Ok(changed)
    }
}

fn draft(fault: &RouteFault, services: &[(String, String)]) -> Option<SenderDraft> {
    let (kind, id) = match fault.sender {
        Some(id) if id.starts_with('+') => (SenderType::LongCode, id.to_owned()),
        Some(id) => (SenderType::ShortCode, id.to_owned()),
        None => {
            let (sid, _) = services.iter().find(|(_, name)| name == fault.title)?;
            (SenderType::MessagingService, sid.clone())
        }
    };
    Some(SenderDraft {
        name: fault.title.to_owned(),
        sender_type: Some(kind),
        sender_id: id,
        supports_mms: fault.mms,
        ..SenderDraft::default()
    })
}
