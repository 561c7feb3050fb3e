//! What is left to do in a workspace, worst first?

use std::cmp::Reverse;
use std::collections::HashMap;

use super::plan::{self, Doing, Part, Recorded};
use super::sheet::{named, state, title};
use crate::ids::SenderKey;
use crate::store::senders::KeptSender;
use crate::store::ticks::Ticks;
use crate::wire::{FindingLevel, OverviewRow, SetupOverview, StepState};

/// The most rows that one page of the overview has.
const PAGE: usize = 200;

/// What is left of some steps.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// Not ticked yet, the reopened ones included.
    pub(super) steps: u32,
    pub(super) reopened: u32,
    first_reopened: Option<&'static str>,
    first_open: Option<&'static str>,
    /// The first step that waits for something to be entered here.
    waits: Option<&'static str>,
}

impl Left {
    /// Of these parts, all ticks of which stand in `ticks`.
    pub(super) fn of(parts: &[Part], ticks: &Ticks) -> Self {
        let mut left = Self::default();
        for task in parts.iter().flat_map(|part| &part.tasks) {
            let tick = ticks.get(task.step()).map(|tick| tick.value.as_str());
            match state(task, tick) {
                StepState::Open => {
                    left.steps += 1;
                    left.first_open.get_or_insert_with(|| title(task));
                }
                StepState::Reopened => {
                    left.steps += 1;
                    left.reopened += 1;
                    left.first_reopened.get_or_insert_with(|| title(task));
                }
                _ if task.doing == Doing::Waits => {
                    left.waits.get_or_insert_with(|| title(task));
                }
                _ => {}
            }
        }
        left
    }

    /// A console that still holds a former value is worse than one that was not filled in yet.
    fn worst(&self) -> FindingLevel {
        match self {
            Self { first_reopened: Some(_), .. } => FindingLevel::Problem,
            Self { first_open: Some(_), .. } => FindingLevel::Warning,
            Self { waits: Some(_), .. } => FindingLevel::NotCheckable,
            _ => FindingLevel::Ok,
        }
    }

    fn says(&self) -> String {
        let steps = |count: u32| if count == 1 { "1 step".to_owned() } else { format!("{count} steps") };
        match (self.first_reopened, self.first_open, self.waits) {
            (Some(first), ..) => format!("{} changed since the tick: {first}", steps(self.reopened)),
            (_, Some(first), _) => format!("{} left, next: {first}", steps(self.steps)),
            (_, _, Some(first)) => first.to_owned(),
            _ => "Nothing is left".to_owned(),
        }
    }
}

/// The overview over these senders; at most 200 rows from `offset` on.
pub(crate) fn overview(
    recorded: &Recorded,
    senders: &[KeptSender],
    ticks: &HashMap<SenderKey, Ticks>,
    of_workspace: &Ticks,
    offset: u32,
    limit: u32,
) -> SetupOverview {
    let none = Ticks::new();
    let mut all: Vec<(&KeptSender, Left)> = senders
        .iter()
        .map(|sender| {
            let ticks = ticks.get(&sender.key).unwrap_or(&none);
            (sender, Left::of(&plan::own(&recorded.workspace, sender), ticks))
        })
        .filter(|(_, left)| left.worst() > FindingLevel::Ok)
        .collect();
    // The key comes last, so that no two pages overlap.
    all.sort_by_key(|(sender, left)| {
        (Reverse(left.worst()), Reverse(left.reopened), Reverse(left.steps), sender.key)
    });
    let workspace_left = Left::of(&plan::parts(recorded, None), of_workspace).steps;
    let rows = all.iter().skip(offset as usize).take((limit as usize).min(PAGE));
    SetupOverview {
        left: all.iter().map(|(_, left)| left.steps).sum::<u32>().saturating_add(workspace_left),
        workspace_left,
        senders_left: u32::try_from(all.len()).unwrap_or(u32::MAX),
        senders: recorded.senders,
        offset,
        rows: rows
            .map(|(sender, left)| OverviewRow {
                sender: named(sender),
                left: left.steps,
                reopened: left.reopened,
                worst: left.worst(),
                says: left.says(),
            })
            .collect(),
    }
}
