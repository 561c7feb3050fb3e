//! JSON, with the place of each value: what serde_json reads as raw text still stands in the file.

use std::fmt;

use serde::de::{Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::limits::{DEPTH, NODES};
use super::node::{Content, Key, Node, Places, Position, Unreadable};
use super::yaml::{conflict_markers, once};

/// Reads one value.
pub(super) fn parse(text: &str) -> Result<Node<'_>, Unreadable> {
    conflict_markers(text)?;
    // The whole is well-formed once this holds; it is walked without recursion.
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    Reader { text, places: Places::new(text), nodes: 0 }.node(raw, 0)
}

struct Reader<'a> {
    text: &'a str,
    places: Places<'a>,
    nodes: usize,
}

impl<'a> Reader<'a> {
    fn node(&mut self, raw: &'a RawValue, depth: usize) -> Result<Node<'a>, Unreadable> {
        let source = raw.get();
        let at = self.places.of(self.offset(source));
        self.nodes += 1;
        if self.nodes > NODES {
            return Err(Unreadable::too_many(at));
        }
        let content = match source.as_bytes().first() {
            Some(b'"') => Content::Quoted(decoded(source, at)?.into()),
            Some(b'[' | b'{') if depth >= DEPTH => return Err(Unreadable::too_deep(at)),
            Some(b'[') => {
                let items = pieces(source, at, |json| json.deserialize_seq(Items))?;
                Content::List(
                    items.into_iter().map(|item| self.node(item, depth + 1)).collect::<Result<_, _>>()?,
                )
            }
            Some(b'{') => {
                let mut fields = Vec::new();
                for (name, value) in pieces(source, at, |json| json.deserialize_map(Fields))? {
                    let at = self.places.of(self.offset(name.get()));
                    let name = decoded(name.get(), at)?.into();
                    let key = once(Key { at, name }, &fields)?;
                    let value = self.node(value, depth + 1)?;
                    fields.push((key, value));
                }
                Content::Map(fields)
            }
            _ => Content::Plain(source.into()),
        };
        Ok(Node { at, content })
    }

    /// Where a part of the text begins in it.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

fn decoded(source: &str, at: Position) -> Result<String, Unreadable> {
    serde_json::from_str(source).map_err(|error| {
        let hint = "Half of a pair of \\u escapes stands alone, as a rule: write the character itself.";
        Unreadable::new(at, format!("This text cannot be read: {error}."), hint)
    })
}

fn pieces<'a, T>(
    source: &'a str,
    at: Position,
    read: impl FnOnce(&mut serde_json::Deserializer<serde_json::de::StrRead<'a>>) -> Result<T, serde_json::Error>,
) -> Result<T, Unreadable> {
    read(&mut serde_json::Deserializer::from_str(source))
        .map_err(|error| Unreadable { at: Some(at), ..not_json(&error) })
}

struct Items;

impl<'de> Visitor<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(all)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(field) = fields.next_entry()? {
            all.push(field);
        }
        Ok(all)
    }
}

fn not_json(error: &serde_json::Error) -> Unreadable {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).max(1);
    let at = Position { line: number(error.line()), column: number(error.column()) };
    // The library's words end with the place, which stands before them here.
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default().to_owned();
    let hint = "Check quotes, commas and brackets in this line and the one before.";
    Unreadable::new(at, format!("This is not JSON: {words}."), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_with_their_places_and_escapes_are_read() {
        let node = parse("{\n  \"name\": \"\\ud83c\\udf89 é\",\n  \"list\": [true, -1.50]\n}\n").unwrap();
        let Content::Map(fields) = &node.content else { panic!("{node:?}") };
        assert_eq!(
            (fields[0].0.at, fields[0].1.at),
            (Position { line: 2, column: 3 }, Position { line: 2, column: 11 })
        );
        assert_eq!(fields[0].1.content, Content::Quoted("🎉 é".into()));
        let Content::List(items) = &fields[1].1.content else { panic!("{node:?}") };
        assert_eq!(
            items[1],
            Node { at: Position { line: 3, column: 18 }, content: Content::Plain("-1.50".into()) }
        );
    }

    #[test]
    fn what_is_wrong_is_named_where_it_stands() {
        let at = |text: &str| {
            let fault = parse(text).unwrap_err();
            (fault.at.map(|at| (at.line, at.column)), fault.message)
        };
        assert_eq!(
            at("{\"a\": 1,\n \"a\": 2}"),
            (Some((2, 2)), "The field “a” stands twice; the first is in line 1.".into())
        );
        assert_eq!(at("{\"a\": 1,\n}").0, Some((2, 1)));
        assert!(at(&"[".repeat(1_000_000)).1.starts_with("This is not JSON"));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(at(&deep).1.contains("deep"));
        assert!(at("{\"a\": \"\\ud83c\"}").1.contains("cannot be read"));
    }
}
