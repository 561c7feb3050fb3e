//! What does an edit of a workspace change: which of its own fields, and which URLs that its senders use?

use super::form::WorkspaceForm;
use crate::callback;
use crate::data_centre::DataCentre;
use crate::store::workspaces::{SenderCounts, Workspace};
use crate::wire::{ActivityChange, UrlChange};
use crate::words::choice;

/// The workspace with what the form says.
pub(crate) fn with(kept: &Workspace, form: WorkspaceForm) -> Workspace {
    Workspace {
        name: form.name,
        colour: form.colour,
        environment: form.environment,
        data_centre: form.data_centre,
        keyword_management: form.keyword_management,
        delivery_url: form.delivery_url,
        ..kept.clone()
    }
}

/// Each field that differs, as the form calls it.
pub(crate) fn fields(before: &Workspace, after: &Workspace) -> Vec<ActivityChange> {
    let listed = |workspace: &Workspace| {
        [
            ("Workspace name", Some(workspace.name.clone())),
            ("Colour", Some(choice(&workspace.colour))),
            ("Environment", Some(choice(&workspace.environment))),
            ("Data centre", Some(workspace.data_centre.to_string())),
            ("Manage keyword based responses", Some(on_off(workspace.keyword_management))),
            ("Delivery tracking URL", workspace.delivery_url.clone()),
        ]
    };
    listed(before)
        .into_iter()
        .zip(listed(after))
        .filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| ActivityChange { field: field.to_owned(), before, after })
        .collect()
}

/// The URLs that become others by a new data centre or a new delivery URL, with how many senders each concerns: the
/// MO callback all but alphanumeric ones, the delivery callback Messaging Services (guide, *Delivery Callback*).
pub(crate) fn urls(
    kept: &Workspace,
    data_centre: DataCentre,
    delivery_url: Option<&str>,
    senders: &SenderCounts,
) -> Vec<UrlChange> {
    let mo = UrlChange {
        what: "MO callback URL".to_owned(),
        before: callback::mo(kept.data_centre),
        after: callback::mo(data_centre),
        senders: senders.mo,
        custom: senders.mo_custom,
    };
    let delivery = UrlChange {
        what: "Delivery callback".to_owned(),
        before: callback::delivery(kept.data_centre, kept.delivery_url.as_deref()),
        after: callback::delivery(data_centre, delivery_url),
        senders: senders.services,
        custom: 0,
    };
    [mo, delivery].into_iter().filter(|change| change.before.url != change.after.url).collect()
}

fn on_off(on: bool) -> String {
    if on { "on" } else { "off" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::draft;
    use super::*;
    use crate::ids::{AccountId, WorkspaceId};
    use crate::wire::{At, ColourTag, Environment, Provenance, WorkspaceDraft};

    fn kept() -> Workspace {
        Workspace {
            id: WorkspaceId::fresh(),
            name: "Shop".into(),
            colour: ColourTag::Blue,
            environment: Environment::Staging,
            data_centre: "DC-03".parse().unwrap(),
            keyword_management: false,
            delivery_url: None,
            account: AccountId::fresh(),
            created_at: At(jiff::Timestamp::UNIX_EPOCH),
            more: Default::default(),
        }
    }

    const COUNTS: SenderCounts = SenderCounts { mo: 3, mo_custom: 1, services: 2 };

    #[test]
    fn only_what_differs_is_a_change_in_the_words_of_the_form() {
        let kept = kept();
        let same = with(&kept, WorkspaceForm::parse(&draft(), false).unwrap());
        assert_eq!((fields(&kept, &same), same), (vec![], kept.clone()));
        let edited =
            WorkspaceDraft { environment: Environment::Production, keyword_management: true, ..draft() };
        let changes = fields(&kept, &with(&kept, WorkspaceForm::parse(&edited, false).unwrap()));
        let told: Vec<_> = changes
            .iter()
            .map(|change| {
                (change.field.as_str(), change.before.as_deref().unwrap(), change.after.as_deref().unwrap())
            })
            .collect();
        assert_eq!(
            told,
            [("Environment", "staging", "production"), ("Manage keyword based responses", "off", "on")]
        );
    }

    #[test]
    fn another_data_centre_changes_both_urls_and_says_for_how_many_senders() {
        let changes = urls(&kept(), "DC-06".parse().unwrap(), None, &COUNTS);
        let [mo, delivery] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((mo.senders, mo.custom, delivery.senders), (3, 1, 2));
        assert!(mo.before.url.contains("api-03") && mo.after.url.contains("api-06"));
        assert_eq!(
            (mo.before.provenance, mo.after.provenance),
            (Provenance::Documented, Provenance::Derived)
        );
    }

    #[test]
    fn a_pasted_delivery_url_changes_that_one_alone_and_keeps_it_across_data_centres() {
        let pasted = Some("https://api-03.moengage.com/other");
        let changes = urls(&kept(), "DC-03".parse().unwrap(), pasted, &COUNTS);
        assert_eq!(changes.len(), 1);
        assert_eq!(
            (changes[0].what.as_str(), changes[0].after.provenance),
            ("Delivery callback", Provenance::Custom)
        );
        assert_eq!(urls(&kept(), "DC-03".parse().unwrap(), None, &COUNTS), []);
        let custom = Workspace { delivery_url: pasted.map(str::to_owned), ..kept() };
        assert_eq!(urls(&custom, "DC-06".parse().unwrap(), pasted, &COUNTS).len(), 1);
    }
}
