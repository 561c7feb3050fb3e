//! How does a plan become a worksheet? Words, places and ticks are put to its steps.

use super::Ticked;
use super::consoles::{self, StepText};
use super::plan::{Doing, Part, Recorded, Task};
use crate::ids::SenderKey;
use crate::route;
use crate::store::senders::KeptSender;
use crate::wire::{
    Click, Provenance, RouteSetting, Said, StepState, Worksheet, WorksheetSection, WorksheetSender,
    WorksheetStep,
};

/// The worksheet of these parts; `sender` is none for that of the workspace alone.
pub(crate) fn worksheet(
    recorded: &Recorded,
    sender: Option<&KeptSender>,
    parts: Vec<Part>,
    ticked: &Ticked<'_>,
) -> Worksheet {
    let workspace = &recorded.workspace;
    let filled = |part: Part| WorksheetSection {
        console: part.console,
        title: part.title.to_owned(),
        steps: part.tasks.into_iter().map(|task| step(task, recorded, sender, ticked)).collect(),
    };
    let sections: Vec<_> = parts.into_iter().map(filled).collect();
    let count = |states: &[StepState]| {
        let steps = sections.iter().flat_map(|section| &section.steps);
        let counted = steps.filter(|step| states.contains(&step.state)).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    };
    Worksheet {
        workspace: workspace.id,
        workspace_name: workspace.name.clone(),
        sender: sender.map(named),
        steps: count(&[StepState::Open, StepState::Done, StepState::Reopened]),
        done: count(&[StepState::Done]),
        reopened: count(&[StepState::Reopened]),
        sections,
        moengage_link: format!("moengage-dashboard-{:02}", workspace.data_centre.number()),
        twilio_link: "twilio-console".to_owned(),
        as_of: consoles::as_of().to_owned(),
    }
}

/// Whom a worksheet is for.
pub(super) fn named(sender: &KeptSender) -> WorksheetSender {
    WorksheetSender {
        key: sender.key,
        name: sender.name.clone(),
        sender_type: sender.sender_type,
        sender_id: sender.sender_id.clone(),
    }
}

/// The title of a step that was not ticked yet.
pub(crate) fn title(task: &Task) -> &'static str {
    &StepText::of(task.key).title
}

/// How a step stands; nothing of it was read from a console.
pub(super) fn state(task: &Task, ticked_as: Option<&str>) -> StepState {
    match (&task.doing, ticked_as) {
        (Doing::NothingToDo, _) => StepState::NothingToDo,
        (Doing::Waits | Doing::NotDocumented, _) => StepState::CannotSay,
        (Doing::ByHand { .. }, None) => StepState::Open,
        (Doing::ByHand { ticked_as: now }, Some(then)) if now == then => StepState::Done,
        (Doing::ByHand { .. }, Some(_)) => StepState::Reopened,
    }
}

fn step(task: Task, recorded: &Recorded, sender: Option<&KeptSender>, ticked: &Ticked<'_>) -> WorksheetStep {
    let tick = ticked.of(&task);
    let state = state(&task, tick.map(|tick| tick.value.as_str()));
    let text = StepText::of(task.key);
    let words = text.words(task.key, state == StepState::Reopened);
    let tick = tick.filter(|_| matches!(state, StepState::Done | StepState::Reopened));
    // Without a value of its own, what a step is ticked for is a mark that means nothing to a reader.
    let former = tick.filter(|_| state == StepState::Reopened && task.value.is_some());
    let mut remarks = task.remarks.clone();
    remarks.extend(words.remarks);
    remarks.extend(sender.into_iter().flat_map(|sender| meant(recorded, sender.key, task.step())));
    WorksheetStep {
        id: task.step().to_owned(),
        of_workspace: task.of_workspace,
        title: words.title.to_owned(),
        path: words.path.into_iter().map(|click| placed(click, sender)).collect(),
        field: text.field.clone(),
        provenance: task.provenance.unwrap_or(text.provenance),
        why: words.why.to_owned(),
        remarks,
        sources: words.sources,
        state,
        ticked_at: tick.map(|tick| tick.at),
        ticked_value: former.map(|tick| tick.value.clone()),
        value: task.value,
    }
}

/// Differences at Twilio that were accepted: whoever works by the sheet is not to undo what is meant.
fn meant<'a>(recorded: &'a Recorded, sender: SenderKey, step: &str) -> impl Iterator<Item = Said> + 'a {
    use RouteSetting::*;
    let settings: &[RouteSetting] = match step {
        "twilio.inbound" => &[Inbound, InboundFallback, ConnectionOverrides],
        "twilio.delivery_callback" => &[DeliveryCallback],
        "twilio.mms_converter" => &[MmsConverter, SmartEncoding, ValidityPeriod],
        _ => &[],
    };
    settings.iter().filter_map(move |setting| {
        let accepted = recorded.accepted.get(&(sender, *setting))?;
        let live = accepted.live.as_deref().and_then(|live| live.lines().next()).unwrap_or_default();
        let text = format!(
            "{}: another value is meant at Twilio ({}), accepted on {}: {}",
            route::label(*setting),
            if live.is_empty() { "nothing set" } else { live },
            accepted.at.0.strftime("%Y-%m-%d"),
            accepted.why,
        );
        Some(Said { text, provenance: Provenance::Custom, sources: Vec::new() })
    })
}

/// A click on this sender's own entry.
fn placed(mut click: Click, sender: Option<&KeptSender>) -> Click {
    if let Some(sender) = sender {
        click.label = click.label.replace("{sender_id}", &sender.sender_id);
    }
    click
}
