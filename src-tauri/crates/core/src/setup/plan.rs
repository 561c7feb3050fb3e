//! Which steps does a sender need, in which order, with which values? Rules only; words come from the data files.

use std::collections::HashMap;

use crate::callback;
use crate::ids::{CredentialId, SenderKey};
use crate::sender::is_toll_free;
use crate::source::sources;
use crate::store::live::Accepted;
use crate::store::senders::{KeptSender, mo_callback};
use crate::store::workspaces::Workspace;
use crate::wire::{Console, CredentialKind, Provenance, RouteSetting, Said, SenderType};

/// What of a workspace its worksheets are made from. Never a secret.
pub(crate) struct Recorded {
    pub(crate) workspace: Workspace,
    pub(crate) account_sid: String,
    /// The credential in use; none while the account has none.
    pub(crate) credential: Option<(CredentialId, CredentialKind)>,
    /// Whether the account is the simulator's: nobody at Twilio knows it.
    pub(crate) practice: bool,
    pub(crate) senders: u32,
    /// The sender recorded as default, with its name.
    pub(crate) default: Option<(SenderKey, String)>,
    /// What differs at Twilio and is meant.
    pub(crate) accepted: HashMap<(SenderKey, RouteSetting), Accepted>,
}

/// What is to be done about a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doing {
    /// By hand; a tick holds as long as this text is the same.
    ByHand { ticked_as: String },
    /// Nothing; the words say why.
    NothingToDo,
    /// It waits for something that is to be entered here first.
    Waits,
    /// No page tells what to do.
    NotDocumented,
}

/// One step, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    /// Key of its words: the step, or `step/case`.
    pub(crate) key: &'static str,
    pub(crate) value: Option<String>,
    /// Of the value; none for that of the words.
    pub(crate) provenance: Option<Provenance>,
    pub(crate) doing: Doing,
    /// Beside those of the words.
    pub(crate) remarks: Vec<Said>,
    pub(crate) of_workspace: bool,
}

/// Steps of one part of a console, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) console: Console,
    pub(crate) title: &'static str,
    pub(crate) tasks: Vec<Task>,
}

impl Task {
    fn new(key: &'static str, doing: Doing) -> Self {
        Self { key, value: None, provenance: None, doing, remarks: Vec::new(), of_workspace: false }
    }

    /// A value to be entered.
    fn enter(key: &'static str, value: impl Into<String>, provenance: Provenance) -> Self {
        let value = value.into();
        let task = Self::new(key, Doing::ByHand { ticked_as: value.clone() });
        Self { value: Some(value), provenance: Some(provenance), ..task }
    }

    /// Something to be done without a value to copy.
    fn act(key: &'static str, ticked_as: impl Into<String>) -> Self {
        Self::new(key, Doing::ByHand { ticked_as: ticked_as.into() })
    }

    fn for_all(self) -> Self {
        Self { of_workspace: true, ..self }
    }

    fn remarking(mut self, text: impl Into<String>, provenance: Provenance, pages: &[&str]) -> Self {
        self.remarks.push(Said { text: text.into(), provenance, sources: sources(pages) });
        self
    }

    /// The step's own id, the same in each of its cases.
    pub(crate) fn step(&self) -> &'static str {
        self.key.split_once('/').map_or(self.key, |(step, _)| step)
    }
}

/// The label of a type in MoEngage's form (guide, *Sender type*).
pub(crate) fn type_label(kind: SenderType) -> &'static str {
    match kind {
        SenderType::ShortCode => "Short Code",
        SenderType::LongCode => "Long Code",
        SenderType::MessagingService => "Messaging Service",
        SenderType::Alphanumeric => "Alphanumeric Sender ID",
    }
}

/// All steps for one sender, or those of the workspace alone.
pub(crate) fn parts(recorded: &Recorded, sender: Option<&KeptSender>) -> Vec<Part> {
    match sender {
        Some(sender) => of_sender(recorded, sender),
        None => of_workspace(recorded),
    }
}

/// All steps for one sender: those of its workspace and its own, in the order of the two consoles.
fn of_sender(recorded: &Recorded, sender: &KeptSender) -> Vec<Part> {
    let workspace = &recorded.workspace;
    let mut parts = vec![authentication(recorded)];
    let mut details = sender_details(workspace, sender);
    if sender.is_default {
        details.tasks.extend(default_sender(recorded));
    }
    parts.push(details);
    parts.extend(keyword_toggle(recorded));
    parts.extend(in_twilio(workspace, sender));
    parts
}

/// The steps of the workspace alone.
fn of_workspace(recorded: &Recorded) -> Vec<Part> {
    let mut parts = vec![authentication(recorded)];
    let default = default_sender(recorded).into_iter().collect::<Vec<_>>();
    if !default.is_empty() {
        parts.push(Part { console: Console::Moengage, title: "Sender Details", tasks: default });
    }
    parts.extend(keyword_toggle(recorded));
    parts.push(next_steps(recorded));
    parts
}

/// The steps that belong to this sender and no other.
pub(crate) fn own(workspace: &Workspace, sender: &KeptSender) -> Vec<Part> {
    let mut parts = vec![sender_details(workspace, sender)];
    parts.extend(in_twilio(workspace, sender));
    parts
}

/// Guide, *Configure as SMS/MMS connector*, Username and Password.
fn authentication(recorded: &Recorded) -> Part {
    let credential = recorded.credential.map(|(id, _)| id.to_string()).unwrap_or_default();
    // The id, so that a rotation reopens the step; a token is not known here, and must not be.
    let mut password = Task::act("moengage.password", format!("credential {credential}"));
    if let Some((_, CredentialKind::ApiKey)) = recorded.credential {
        password = password.remarking(
            "This application uses an API key for the account. MoEngage needs the Auth Token all the same: its pages \
             do not mention API keys.",
            Provenance::Derived,
            &["guide"],
        );
    }
    let mut username = match recorded.account_sid.as_str() {
        // A file that masks its account brought the workspace.
        "" => Task::new("moengage.username/unknown", Doing::Waits),
        sid => Task::enter("moengage.username", sid, Provenance::Custom),
    };
    if recorded.practice {
        username = username.remarking(
            "This is the practice account: Twilio does not know it. Nothing of this worksheet belongs into MoEngage or \
             Twilio; it shows what a real one looks like.",
            Provenance::Custom,
            &[],
        );
    }
    Part {
        console: Console::Moengage,
        title: "Authentication",
        tasks: vec![username.for_all(), password.for_all()],
    }
}

/// Guide, the table of *Sender Details*, test and *Save*.
fn sender_details(workspace: &Workspace, sender: &KeptSender) -> Part {
    use SenderType::*;
    let kind = sender.sender_type;
    let (mms, mms_as) = match (kind, sender.supports_mms) {
        (Alphanumeric, _) => ("moengage.supports_mms/alphanumeric", "clear"),
        (_, true) => ("moengage.supports_mms/on", "selected"),
        (_, false) => ("moengage.supports_mms/off", "clear"),
    };
    let id = match kind {
        ShortCode => "moengage.sender_id/short_code",
        LongCode if is_toll_free(&sender.sender_id) => "moengage.sender_id/toll_free",
        LongCode => "moengage.sender_id/long_code",
        MessagingService => "moengage.sender_id/messaging_service",
        Alphanumeric => "moengage.sender_id/alphanumeric",
    };
    let mut tasks = vec![
        Task::new("moengage.mark_as_default", Doing::NothingToDo),
        Task::act(mms, mms_as),
        Task::enter("moengage.sender_name", &sender.name, Provenance::Custom),
        Task::enter("moengage.sender_type", type_label(kind), Provenance::Documented),
        Task::enter(id, &sender.sender_id, Provenance::Custom),
    ];
    if workspace.keyword_management {
        tasks.push(match mo_callback(workspace, sender) {
            Some(mo) => Task::enter("moengage.mo_callback_url", mo.now.url, mo.now.provenance),
            None => Task::new("moengage.mo_callback_url/alphanumeric", Doing::NothingToDo),
        });
        tasks.push(match sender.details.unsubscribe_text.as_str() {
            "" => Task::new("moengage.unsubscribe_text/missing", Doing::Waits),
            text => Task::enter("moengage.unsubscribe_text", text, Provenance::Custom),
        });
    }
    let entered: Vec<&str> = tasks
        .iter()
        .filter_map(|task| match &task.doing {
            Doing::ByHand { ticked_as } => Some(ticked_as.as_str()),
            _ => None,
        })
        .collect();
    // What a test sends depends on type and ID, not on the name; what is saved is all of it.
    let tested = format!("{} {} {mms_as}", type_label(kind), sender.sender_id);
    let saved = entered.join("\n");
    tasks.push(Task::act("moengage.send_test", tested));
    tasks.push(Task::act("moengage.save", saved));
    Part { console: Console::Moengage, title: "Sender Details", tasks }
}

/// MoEngage, *Configure an SMS sender*: from the list, for the sender that is recorded as default.
fn default_sender(recorded: &Recorded) -> Option<Task> {
    let (key, name) = recorded.default.as_ref()?;
    let recorded_here = format!("Recorded here as the default sender: {name}.");
    let task = Task::act("moengage.default_sender", key.to_string()).for_all();
    Some(task.remarking(recorded_here, Provenance::Custom, &[]))
}

/// Guide, *Configure Keyword Management*, changes in MoEngage; only while the toggle is on.
fn keyword_toggle(recorded: &Recorded) -> Option<Part> {
    if !recorded.workspace.keyword_management {
        return None;
    }
    let mut toggle = Task::act("moengage.keyword_toggle", "on");
    if recorded.senders > 1 {
        toggle = toggle.remarking(
            format!("This workspace has {} senders recorded here.", recorded.senders),
            Provenance::Custom,
            &[],
        );
    }
    let subscription = Task::act("moengage.subscription_management", "on");
    let keywords = Task::act("moengage.keywords", "added");
    Some(Part {
        console: Console::Moengage,
        title: "Keyword management",
        tasks: [subscription, toggle, keywords].map(Task::for_all).into(),
    })
}

/// Guide, *Next Steps*.
fn next_steps(recorded: &Recorded) -> Part {
    let default = recorded.default.as_ref().map(|(key, _)| key.to_string()).unwrap_or_default();
    let tasks = [
        Task::act("moengage.sms_campaign", "done"),
        Task::act("moengage.frequency_capping", "done"),
        Task::act("moengage.current_service_provider", default),
    ];
    Part { console: Console::Moengage, title: "Next steps", tasks: tasks.map(Task::for_all).into() }
}

fn in_twilio(workspace: &Workspace, sender: &KeptSender) -> Vec<Part> {
    let part = |title, tasks| Part { console: Console::Twilio, title, tasks };
    let mut parts = vec![part("Delivery callback", vec![delivery_callback(workspace, sender)])];
    if sender.supports_mms {
        parts.push(part("Content settings", vec![mms_converter(sender)]));
    }
    if workspace.keyword_management {
        parts.push(part("Keyword management", inbound(workspace, sender)));
    }
    parts
}

/// Guide, *Delivery Callback*.
fn delivery_callback(workspace: &Workspace, sender: &KeptSender) -> Task {
    match sender.sender_type {
        SenderType::ShortCode | SenderType::LongCode => {
            Task::new("twilio.delivery_callback/number", Doing::NothingToDo)
        }
        SenderType::Alphanumeric => Task::new("twilio.delivery_callback/alphanumeric", Doing::NotDocumented),
        SenderType::MessagingService => service_callback(workspace),
    }
}

fn service_callback(workspace: &Workspace) -> Task {
    let known = callback::delivery(workspace.data_centre, workspace.delivery_url.as_deref());
    if known.provenance != Provenance::Derived {
        return Task::enter("twilio.delivery_callback/messaging_service", known.url, known.provenance);
    }
    Task::new("twilio.delivery_callback/unknown", Doing::Waits).remarking(
        format!("With the host of {} it would be {}.", workspace.data_centre, known.url),
        known.provenance,
        &["guide", "moengage-custom-connector"],
    )
}

/// Guide, *Configure Content Settings*.
fn mms_converter(sender: &KeptSender) -> Task {
    match sender.sender_type {
        SenderType::MessagingService => Task::act("twilio.mms_converter/messaging_service", "on"),
        _ => Task::new("twilio.mms_converter/number", Doing::NothingToDo),
    }
}

/// Guide, *Configure Keyword Management*, changes in Twilio.
fn inbound(workspace: &Workspace, sender: &KeptSender) -> Vec<Task> {
    let (url, method) = match sender.sender_type {
        SenderType::MessagingService => {
            ("twilio.inbound/messaging_service", "twilio.inbound_method/messaging_service")
        }
        SenderType::LongCode => ("twilio.inbound/long_code", "twilio.inbound_method/long_code"),
        SenderType::ShortCode => ("twilio.inbound/short_code", "twilio.inbound_method/short_code"),
        SenderType::Alphanumeric => {
            return vec![Task::new("twilio.inbound/alphanumeric", Doing::NothingToDo)];
        }
    };
    let Some(mo) = mo_callback(workspace, sender) else { return Vec::new() };
    // Outside a Messaging Service the guide is silent: there the place is a conclusion, whatever the URL.
    let place = match sender.sender_type {
        SenderType::MessagingService => Provenance::Documented,
        _ => Provenance::Derived,
    };
    vec![Task::enter(url, mo.now.url, mo.now.provenance), Task::enter(method, "HTTP Get", place)]
}

#[cfg(test)]
pub(super) mod tests;
