//! What would an import change? Each sender of both sides beside its other self, and who has the word on each field.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::ids::SenderKey;
use crate::share::document::{Origin, ShareFile, SharedSender, SharedUrl, SharedWorkspace};
use crate::share::left_out::placeholder_in;
use crate::share::merge::{Side, side};
use crate::share::read::{Fault, FilePlaces, WrongSender};
use crate::share::record::{Record, Values, names};
use crate::wire::{Environment, ImportChange, ImportChoice, SenderType};

use super::taken::Taken;

/// What the two sides and their beginning are.
#[derive(Clone, Copy)]
pub(crate) struct Sides<'a> {
    /// None for a workspace that the import makes.
    pub(crate) mine: Option<&'a Taken>,
    pub(crate) theirs: &'a ShareFile,
    pub(crate) base: Option<&'a ShareFile>,
    /// What was shared last, where that is not the base.
    pub(crate) newest: Option<&'a ShareFile>,
    pub(crate) places: &'a FilePlaces,
    pub(crate) faults: &'a [Fault],
    pub(crate) wrong: &'a [WrongSender],
    /// Identities of theirs that were made up for lines without one.
    pub(crate) made_up: &'a BTreeSet<String>,
    /// Whether theirs is a table, which says nothing of senders that it does not list.
    pub(crate) partial: bool,
    /// Whether the workspace uses the practice account, which decides its environment.
    pub(crate) practice: bool,
}

/// What would happen, and what is decided of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// Conflicts first, then what is wrong, changes, additions, removals, and what stays the same.
    pub(crate) rows: Vec<Row>,
    pub(crate) workspace: Vec<Field>,
}

/// One sender.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) change: ImportChange,
    pub(crate) mine: Option<(SenderKey, SharedSender)>,
    pub(crate) theirs: Option<SharedSender>,
    /// Whether theirs has an identity of its own that mine takes over.
    pub(crate) has_identity: bool,
    /// Of one that is there on both sides.
    pub(crate) fields: Vec<Field>,
    /// Of one that is there on one side only; and `Both`, which is about no single field.
    pub(crate) whole: Option<ImportChoice>,
    pub(crate) why: &'static str,
    pub(crate) line: Option<u32>,
    pub(crate) faults: Vec<Fault>,
    /// As the file calls one that could not be read.
    pub(crate) name: String,
}

/// A field that is different.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) base: Option<Value>,
    pub(crate) mine: Option<Value>,
    pub(crate) theirs: Option<Value>,
    pub(crate) conflict: bool,
    /// None while a conflict is not decided.
    pub(crate) choice: Option<ImportChoice>,
}

/// What a URL counts as that follows from the data centre: the same on both sides, whatever the data centre.
pub(crate) const FOLLOWS: &str = "as the data centre gives it";

/// The most remarks on one sender that are shown with it.
const SAID: usize = 20;

/// Fields of a workspace that are about this machine rather than about what is shared.
const LOCAL: [&str; 3] = ["name", "environment", "colour"];

impl Plan {
    /// Holds the two sides against each other.
    pub(crate) fn of(sides: &Sides<'_>) -> Self {
        let mut rows = matched(sides);
        rows.extend(sides.wrong.iter().map(wrong_row));
        rows.sort_by_key(|row| rank(row.change));
        Self { rows, workspace: workspace_fields(sides) }
    }

    /// How many conflicts are not decided yet.
    pub(crate) fn undecided(&self) -> usize {
        let fields = self.workspace.iter().filter(|field| field.choice.is_none()).count();
        fields + self.rows.iter().filter(|row| row.is_undecided()).count()
    }
}

impl Row {
    /// What can be chosen of the sender as a whole.
    pub(crate) fn choices(&self) -> &'static [ImportChoice] {
        use ImportChoice::{Both, Mine, Theirs};
        match self.change {
            ImportChange::Wrong => &[],
            _ if self.mine.is_none() || self.theirs.is_none() => &[Mine, Theirs],
            _ if self.fields.is_empty() => &[],
            _ => &[Mine, Theirs, Both],
        }
    }

    /// Whether something of it is still to be decided.
    pub(crate) fn is_undecided(&self) -> bool {
        let one_sided = self.mine.is_none() || self.theirs.is_none();
        match self.change {
            ImportChange::Wrong => false,
            _ if one_sided => self.whole.is_none(),
            _ => {
                self.whole != Some(ImportChoice::Both)
                    && self.fields.iter().any(|field| field.choice.is_none())
            }
        }
    }

    /// The choice of the whole: none while it is undecided or chosen field by field.
    pub(crate) fn choice(&self) -> Option<ImportChoice> {
        if self.whole.is_some() {
            return self.whole;
        }
        let first = self.fields.first()?.choice?;
        self.fields.iter().all(|field| field.choice == Some(first)).then_some(first)
    }

    /// Chooses for the whole; one that is not possible changes nothing and answers false.
    pub(crate) fn choose(&mut self, choice: ImportChoice) -> bool {
        if !self.choices().contains(&choice) {
            return false;
        }
        let one_sided = self.mine.is_none() || self.theirs.is_none();
        self.whole = (one_sided || choice == ImportChoice::Both).then_some(choice);
        if !one_sided && choice != ImportChoice::Both {
            self.fields.iter_mut().for_each(|field| field.choice = Some(choice));
        }
        true
    }

    /// Chooses for one field, mine or theirs.
    pub(crate) fn choose_field(&mut self, name: &str, choice: ImportChoice) -> bool {
        let Some(field) = self.fields.iter_mut().find(|field| field.name == name) else { return false };
        if choice == ImportChoice::Both {
            return false;
        }
        field.choice = Some(choice);
        self.whole = None;
        true
    }

    /// Whether what is here takes over the identity that theirs has.
    pub(crate) fn takes_identity(&self) -> bool {
        let differs = |mine: &SharedSender| self.theirs.as_ref().is_some_and(|theirs| theirs.id != mine.id);
        self.has_identity && self.mine.as_ref().is_some_and(|(_, mine)| differs(mine))
    }

    /// The sender that it is about, on whichever side it is.
    pub(crate) fn sender(&self) -> Option<&SharedSender> {
        self.mine.as_ref().map(|(_, sender)| sender).or(self.theirs.as_ref())
    }
}

fn rank(change: ImportChange) -> u8 {
    match change {
        ImportChange::Conflict => 0,
        ImportChange::Wrong => 1,
        ImportChange::Change => 2,
        ImportChange::Add => 3,
        ImportChange::Remove => 4,
        ImportChange::Same => 5,
    }
}

fn matched(sides: &Sides<'_>) -> Vec<Row> {
    let none = BTreeMap::new();
    let (mine, keys) = match sides.mine {
        Some(taken) => (taken.file.senders.as_slice(), &taken.keys),
        None => (&[][..], &none),
    };
    let faults = faults_of(sides);
    let theirs: BTreeMap<&str, usize> =
        sides.theirs.senders.iter().enumerate().map(|(nth, sender)| (sender.id.as_str(), nth)).collect();
    let mut free: BTreeSet<usize> = (0..sides.theirs.senders.len()).collect();
    let mut pairs: Vec<(Option<&SharedSender>, Option<usize>)> = Vec::with_capacity(mine.len());
    let mut alone: Vec<&SharedSender> = Vec::new();
    for sender in mine {
        match theirs.get(sender.id.as_str()) {
            Some(nth) => {
                free.remove(nth);
                pairs.push((Some(sender), Some(*nth)));
            }
            None => alone.push(sender),
        }
    }
    // Two people who each added the same number mean the same sender, though its identity is another.
    let mut by_number: BTreeMap<(SenderType, &str), Vec<usize>> = BTreeMap::new();
    for nth in free.iter().rev().filter(|_| !alone.is_empty()) {
        let sender = &sides.theirs.senders[*nth];
        by_number.entry((sender.sender_type, sender.sender_id.as_str())).or_default().push(*nth);
    }
    for sender in alone {
        let number = (sender.sender_type, sender.sender_id.as_str());
        let twin = by_number.get_mut(&number).and_then(Vec::pop);
        if let Some(nth) = twin {
            free.remove(&nth);
        }
        pairs.push((Some(sender), twin));
    }
    pairs.extend(free.into_iter().map(|nth| (None, Some(nth))));
    // One that is there and cannot be read was not taken out; nor was, perhaps, one beside such without a name.
    let unreadable: BTreeSet<_> = sides.wrong.iter().filter_map(|wrong| wrong.id.as_deref()).collect();
    let unnamed = sides.wrong.iter().any(|wrong| wrong.id.is_none());
    pairs
        .into_iter()
        .filter(|(mine, nth)| match (mine, nth) {
            (Some(mine), None) => !unnamed && !unreadable.contains(mine.id.as_str()),
            _ => true,
        })
        .filter_map(|(mine, nth)| {
            let theirs = nth.map(|nth| &sides.theirs.senders[nth]);
            let base_id = theirs.or(mine).map(|sender| sender.id.as_str()).unwrap_or_default();
            let base = sides.base.and_then(|base| {
                base.sender(base_id).or_else(|| mine.and_then(|mine| base.sender(&mine.id)))
            });
            let mut row = row(sides, base, mine, theirs)?;
            row.mine = mine.and_then(|mine| keys.get(&mine.id).map(|key| (*key, mine.clone())));
            row.theirs = theirs.cloned();
            row.line = nth.and_then(|nth| sides.places.senders.get(nth)).map(|places| places.at.line);
            // A table numbers its lines as it likes: it names nothing that is here already.
            row.has_identity =
                !sides.partial && theirs.is_some_and(|theirs| !sides.made_up.contains(&theirs.id));
            let said = nth.and_then(|nth| faults.get(&nth)).into_iter().flatten();
            row.faults = said.take(SAID).map(|fault| (*fault).clone()).collect();
            Some(row)
        })
        .collect()
}

/// What is said of each sender of theirs, by where it stands: names may be the same, or cut.
fn faults_of<'a>(sides: &Sides<'a>) -> BTreeMap<usize, Vec<&'a Fault>> {
    let mut starts: Vec<_> =
        sides.places.senders.iter().enumerate().map(|(nth, places)| (places.at, Some(nth))).collect();
    starts.extend(sides.wrong.iter().filter_map(|wrong| wrong.at.map(|at| (at, None))));
    starts.sort_unstable();
    let mut faults: BTreeMap<usize, Vec<&Fault>> = BTreeMap::new();
    for fault in sides.faults.iter().filter(|fault| fault.sender.is_some()) {
        let begun = starts.partition_point(|(at, _)| Some(*at) <= fault.at);
        if let Some((_, Some(nth))) = begun.checked_sub(1).and_then(|last| starts.get(last)) {
            faults.entry(*nth).or_default().push(fault);
        }
    }
    faults
}

fn row(
    sides: &Sides<'_>,
    base: Option<&SharedSender>,
    mine: Option<&SharedSender>,
    theirs: Option<&SharedSender>,
) -> Option<Row> {
    use ImportChange::{Add, Change, Conflict, Remove, Same};
    use ImportChoice::{Mine, Theirs};
    let blank = |change, whole, why| Row {
        change,
        mine: None,
        theirs: None,
        has_identity: false,
        fields: Vec::new(),
        whole,
        why,
        line: None,
        faults: Vec::new(),
        name: String::new(),
    };
    match (mine, theirs, base) {
        // Most of them, as a rule: nothing has to be looked at closer.
        (Some(mine), Some(theirs), _) if mine == theirs => Some(blank(Same, None, "")),
        (Some(mine), Some(theirs), base) => {
            let fields = fields(base.map(filled).as_ref(), &comparable(mine), &comparable(theirs), true);
            let conflict = fields.iter().any(|field| field.conflict);
            let changes = fields.iter().any(|field| field.choice == Some(Theirs));
            let (change, why) = match (conflict, changes) {
                (true, _) => (Conflict, "It was changed here and in the file since it was last shared."),
                (_, true) if sides.base.is_none() => {
                    (Change, "What is here and what is in the file differ; which is newer is not known.")
                }
                (_, true) => (Change, "It was changed in the file since it was last shared."),
                (_, false) if fields.is_empty() => (Same, ""),
                _ => (Same, "It was changed here only."),
            };
            Some(Row { fields, ..blank(change, None, why) })
        }
        (None, Some(_), None) => Some(blank(Add, Some(Theirs), "")),
        (None, Some(theirs), Some(base)) if filled(theirs) == filled(base) => Some(blank(
            Add,
            Some(Mine),
            "It was deleted here since it was last shared, and is unchanged in the file.",
        )),
        (None, Some(_), Some(_)) => Some(blank(
            Conflict,
            None,
            "It was deleted here and changed in the file since it was last shared.",
        )),
        (Some(_), None, _) if sides.partial => None,
        (Some(mine), None, Some(base)) if filled(mine) == filled(base) => {
            Some(blank(Remove, Some(Theirs), "It was taken out of the file since it was last shared."))
        }
        (Some(_), None, Some(_)) => Some(blank(
            Conflict,
            None,
            "It was changed here and taken out of the file since it was last shared.",
        )),
        // Nobody can tell which of the two it is.
        (Some(mine), None, None) if sides.newest.is_some_and(|newest| newest.sender(&mine.id).is_some()) => {
            Some(blank(
                Conflict,
                None,
                "It is not in the file: it was taken out, or it was shared after the state that the file comes from.",
            ))
        }
        (Some(_), None, None) | (None, None, _) => None,
    }
}

/// The fields that differ, and who has the word. What theirs does not say leaves mine as it is.
fn fields(base: Option<&Values>, mine: &Values, theirs: &Values, prefer_theirs: bool) -> Vec<Field> {
    let differing = names::<SharedSender>([mine, theirs]).into_iter().filter_map(|name| {
        let (was, mine, theirs) = (base.and_then(|base| base.get(&name)), mine.get(&name), theirs.get(&name));
        if theirs.is_none() || mine == theirs {
            return None;
        }
        let (conflict, choice) = match base {
            None if mine.is_none() || prefer_theirs => (false, Some(ImportChoice::Theirs)),
            None => (false, Some(ImportChoice::Mine)),
            Some(_) => match side(was, mine, theirs) {
                Side::Theirs => (false, Some(ImportChoice::Theirs)),
                Side::Neither => (true, None),
                Side::Both | Side::Ours => (false, Some(ImportChoice::Mine)),
            },
        };
        // A secret was left out of both: theirs would put a placeholder in the place of the real value.
        let hides = |value: Option<&Value>| {
            value.and_then(Value::as_str).is_some_and(|text| placeholder_in(text).is_some())
        };
        let hidden =
            name != "moCallback" && choice == Some(ImportChoice::Theirs) && hides(mine) && hides(theirs);
        let (conflict, choice) = if hidden { (true, None) } else { (conflict, choice) };
        let (base, mine, theirs) = (was.cloned(), mine.cloned(), theirs.cloned());
        Some(Field { name, base, mine, theirs, conflict, choice })
    });
    differing.collect()
}

/// What is compared of a sender: all but its identity, and what follows from the data centre as that.
fn comparable(sender: &SharedSender) -> Values {
    let mut values = sender.values();
    values.remove("id");
    follow(&mut values, "moCallback", sender.mo_callback.as_ref());
    values
}

/// The same with what the sender became where the file did not say it.
fn filled(sender: &SharedSender) -> Values {
    let mut values = comparable(sender);
    let mut fill = |name: &str, value: Value| {
        values.entry(name.to_owned()).or_insert(value);
    };
    for name in ["unsubscribeText", "notes", "owner", "purpose", "country"] {
        fill(name, Value::String(String::new()));
    }
    if sender.sender_type != SenderType::Alphanumeric {
        fill("supportsMms", Value::Bool(false));
        fill("moCallback", Value::String(FOLLOWS.to_owned()));
    }
    values
}

fn follow(values: &mut Values, name: &str, url: Option<&SharedUrl>) {
    match url {
        Some(url) if url.provenance != Origin::Custom => {
            values.insert(name.to_owned(), Value::String(FOLLOWS.to_owned()));
        }
        Some(url) => {
            // What it replaced is remembered, and no difference of its own.
            values.insert(name.to_owned(), Value::String(url.url.to_string()));
        }
        None => {}
    }
}

fn comparable_workspace(workspace: &SharedWorkspace) -> Values {
    let mut values = workspace.values();
    // Importing never touches the account.
    values.remove("account");
    follow(&mut values, "deliveryCallback", workspace.delivery_callback.as_ref());
    values
}

fn workspace_fields(sides: &Sides<'_>) -> Vec<Field> {
    let Some(mine) = sides.mine else { return Vec::new() };
    let base = sides.base.map(|base| comparable_workspace(&base.workspace));
    let (mine, theirs) =
        (comparable_workspace(&mine.file.workspace), comparable_workspace(&sides.theirs.workspace));
    let mut fields = fields(base.as_ref(), &mine, &theirs, false);
    // The account decides whether it is for practice.
    let misplaced = sides.practice || sides.theirs.workspace.environment == Some(Environment::Practice);
    fields.retain(|field| field.name != "environment" || !misplaced);
    for field in fields.iter_mut().filter(|field| field.conflict && field.base.is_none()) {
        // What it was when it was shared is not known: nobody can be said to have changed it.
        (field.conflict, field.choice) = (false, Some(ImportChoice::Mine));
    }
    for field in fields.iter_mut().filter(|field| LOCAL.contains(&field.name.as_str())) {
        // What it is called here is nobody's business but the operator's.
        if !field.conflict && base.is_none() {
            field.choice = Some(ImportChoice::Mine);
        }
    }
    fields
}

fn wrong_row(wrong: &WrongSender) -> Row {
    Row {
        change: ImportChange::Wrong,
        mine: None,
        theirs: None,
        has_identity: false,
        fields: Vec::new(),
        whole: None,
        why: "It cannot be read as it stands, and is left aside.",
        line: wrong.at.map(|at| at.line),
        faults: wrong.faults.clone(),
        name: wrong.name.clone(),
    }
}
