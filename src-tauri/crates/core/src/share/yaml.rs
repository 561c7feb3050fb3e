//! YAML, as far as a share file needs it: mappings, lists and scalars. No anchors, no tags, one document.
//!
//! The parser hands out events and holds no more than where it stands, so that what is refused here costs nothing.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::limits::{DEPTH, NODES};
use super::node::{Content, Key, Node, Position, Unreadable};

/// Something that is not finished yet.
enum Open<'a> {
    List(Position, Vec<Node<'a>>),
    Map(Position, Vec<(Key<'a>, Node<'a>)>, Option<Key<'a>>),
}

/// Reads one document.
pub(super) fn parse(text: &str) -> Result<Node<'_>, Unreadable> {
    conflict_markers(text)?;
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut whole = None;
    let mut nodes = 0usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| not_yaml(&error))?;
        let at = place(&span);
        let node = match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => continue,
            Event::DocumentStart(_) if whole.is_some() => {
                let hint = "Keep the first document, or save each as a file of its own.";
                return Err(Unreadable::new(at, "A second document begins here.", hint));
            }
            Event::DocumentStart(_) => continue,
            Event::Alias(_) => return Err(anchored(at)),
            Event::Scalar(content, style, anchor, tag) => {
                if anchor != 0 {
                    return Err(anchored(at));
                }
                if tag.is_some() {
                    return Err(tagged(at));
                }
                let content = match style {
                    ScalarStyle::Plain => Content::Plain(content),
                    _ => Content::Quoted(content),
                };
                Node { at, content }
            }
            Event::SequenceStart(anchor, ref tag) | Event::MappingStart(anchor, ref tag) => {
                if anchor != 0 {
                    return Err(anchored(at));
                }
                if tag.is_some() {
                    return Err(tagged(at));
                }
                if open.len() >= DEPTH {
                    return Err(Unreadable::too_deep(at));
                }
                open.push(match event {
                    Event::SequenceStart(..) => Open::List(at, Vec::new()),
                    _ => Open::Map(at, Vec::new(), None),
                });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(at, items)) => Node { at, content: Content::List(items) },
                Some(Open::Map(at, fields, _)) => Node { at, content: Content::Map(fields) },
                None => continue,
            },
        };
        nodes += 1;
        if nodes > NODES {
            return Err(Unreadable::too_many(at));
        }
        match open.last_mut() {
            None => whole = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, fields, name @ None)) => *name = Some(key(node, fields)?),
            Some(Open::Map(_, fields, name @ Some(_))) => fields.extend(name.take().map(|name| (name, node))),
        }
    }
    whole.ok_or_else(|| {
        Unreadable::new(None, "The file is empty.", "Export it again, or choose another file.")
    })
}

fn key<'a>(node: Node<'a>, fields: &[(Key<'a>, Node<'a>)]) -> Result<Key<'a>, Unreadable> {
    let at = node.at;
    match node.content {
        Content::Plain(name) | Content::Quoted(name) => once(Key { at, name }, fields),
        _ => Err(Unreadable::new(
            at,
            "A list or a mapping stands here as the name of a field.",
            "Name fields by words.",
        )),
    }
}

/// Refuses a name that stands twice: which of the two counts nobody could say.
pub(super) fn once<'a>(key: Key<'a>, fields: &[(Key<'a>, Node<'a>)]) -> Result<Key<'a>, Unreadable> {
    match fields.iter().find(|(other, _)| other.name == key.name) {
        None if fields.len() < 200 => Ok(key),
        None => Err(Unreadable::new(
            key.at,
            "A mapping has more than 200 fields here.",
            "Take out what is not of a share file.",
        )),
        Some((first, _)) => {
            let message = format!(
                "The field “{}” stands twice; the first is in line {}.",
                shown(&key.name),
                first.at.line
            );
            Err(Unreadable::new(key.at, message, "Take one of the two out."))
        }
    }
}

/// A name as an error may show it.
pub(super) fn shown(name: &str) -> String {
    // Cleaned before it is cut: half a token has no longer the shape of one.
    super::Shareable::text(name).0.as_str().chars().take(60).collect()
}

fn place(span: &Span) -> Position {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position { line: number(span.start.line()), column: number(span.start.col()).saturating_add(1) }
}

fn anchored(at: Position) -> Unreadable {
    let hint = "Write the value out. Share files have no anchors (&) and no aliases (*): a few of them could stand for \
                more than a machine can hold.";
    Unreadable::new(at, "An anchor or an alias stands here.", hint)
}

fn tagged(at: Position) -> Unreadable {
    Unreadable::new(
        at,
        "A tag (!) stands here.",
        "Take it out; text that could be taken for something else goes in quotes.",
    )
}

fn not_yaml(error: &ScanError) -> Unreadable {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let marker = error.marker();
    let at = Position { line: number(marker.line()).max(1), column: number(marker.col()).saturating_add(1) };
    // The parser has a limit of its own where brackets open in one line, and comes to it before ours.
    if error.info().contains("recursion limit") {
        return Unreadable::too_deep(at);
    }
    let hint = "Check quotes, indentation (blanks, not tabs) and colons in this line and the one before.";
    Unreadable::new(at, format!("This is not YAML: {}.", error.info()), hint)
}

/// What `git` leaves where two edits met.
pub(super) fn conflict_markers(text: &str) -> Result<(), Unreadable> {
    if !text.contains("<<<<<<< ") && !text.contains(">>>>>>> ") {
        return Ok(());
    }
    for (line, content) in (1u32..).zip(text.lines()) {
        if ["<<<<<<< ", ">>>>>>> "].iter().any(|marker| content.starts_with(marker)) {
            let hint = "Choose one side in each place that is marked, and take the marks out.";
            return Err(Unreadable::new(
                Position { line, column: 1 },
                "A merge conflict is not resolved here.",
                hint,
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (Option<(u32, u32)>, String) {
        let fault = parse(text).unwrap_err();
        assert!(!fault.hint.is_empty());
        (fault.at.map(|at| (at.line, at.column)), fault.message)
    }

    #[test]
    fn values_come_with_their_places_and_as_they_stand() {
        let node = parse("a: \"x\"\nlist:\n  - DC-03\n  - 007\nno: NO\n").unwrap();
        let Content::Map(fields) = &node.content else { panic!("{node:?}") };
        assert_eq!(fields[0].0.at, Position { line: 1, column: 1 });
        assert_eq!(
            fields[0].1,
            Node { at: Position { line: 1, column: 4 }, content: Content::Quoted("x".into()) }
        );
        let Content::List(items) = &fields[1].1.content else { panic!("{node:?}") };
        assert_eq!(
            items[1],
            Node { at: Position { line: 4, column: 5 }, content: Content::Plain("007".into()) }
        );
        assert_eq!(fields[2].1.content, Content::Plain("NO".into()));
    }

    #[test]
    fn what_could_grow_or_mean_two_things_is_refused_where_it_stands() {
        assert_eq!(fault("a: &x 1\nb: *x\n").0, Some((1, 4)));
        assert_eq!(fault("a: !!binary x\n").1, "A tag (!) stands here.");
        assert_eq!(
            fault("a: 1\nb: 2\na: 3\n"),
            (Some((3, 1)), "The field “a” stands twice; the first is in line 1.".into())
        );
        assert_eq!(fault("a: 1\n---\nb: 2\n").1, "A second document begins here.");
        assert_eq!(fault("[[a]: b]: c").1, "A list or a mapping stands here as the name of a field.");
        assert!(fault(&"[".repeat(100_000)).1.contains("deep"));
        assert_eq!(fault("a: 1\n<<<<<<< ours\n").0, Some((2, 1)));
        assert_eq!(fault("").1, "The file is empty.");
        assert!(fault("a: \"x\nb: 1\n").1.starts_with("This is not YAML"));
    }

    #[test]
    fn a_bomb_of_aliases_ends_at_its_first_anchor() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..40 {
            let former = level - 1;
            bomb.push_str(&format!("a{level}: &a{level} [*a{former}, *a{former}, *a{former}, *a{former}]\n"));
        }
        assert_eq!(fault(&bomb).1, "An anchor or an alias stands here.");
    }
}
