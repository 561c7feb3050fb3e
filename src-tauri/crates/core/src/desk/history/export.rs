//! How does the history of tests stand in a file? Its columns say whether numbers are whole and texts are in it.

use std::io::{self, Write};

use serde::Serialize;
use tokio::runtime::Handle;

use crate::desk::Desk;
use crate::file_out::WriteFault;
use crate::share::csv_out::disarmed;
use crate::store::activity::masked;
use crate::store::tests::StoredTest;
use crate::store::tests::history::{self as stored, Wanted};
use crate::test_message::view::view;
use crate::wire::{Explanation, ExplanationSource, HistoryExport, HistoryOutcome, WireError};
use crate::words::choice;

/// Tests that are read at once.
const BATCH: u32 = 200;

/// The tests that are wanted, oldest first, a batch at a time; what is sent meanwhile is not among them. Blocks: for a
/// thread that may.
pub(super) struct Tests<'a> {
    desk: &'a Desk,
    runtime: &'a Handle,
    wanted: Wanted,
    after: u32,
    newest: u32,
}

impl<'a> Tests<'a> {
    pub(super) fn new(desk: &'a Desk, runtime: &'a Handle, wanted: Wanted) -> Result<Self, WireError> {
        let newest = runtime.block_on(desk.read(stored::newest))?;
        Ok(Self { desk, runtime, wanted, after: 0, newest })
    }

    /// Empty once there are no more.
    fn next(&mut self) -> Result<Vec<StoredTest>, WireError> {
        let (wanted, after) = (self.wanted.clone(), self.after);
        let reading = self.desk.read(move |connection| stored::batch(connection, &wanted, after, BATCH));
        let mut tests = self.runtime.block_on(reading)?;
        tests.retain(|(number, _)| *number <= self.newest);
        if let Some((last, _)) = tests.last() {
            self.after = *last;
        }
        Ok(tests.into_iter().map(|(_, test)| test).collect())
    }
}

/// One test as it is written. A column is missing where the operator left it out, and one with shortened numbers has
/// another name: a file tells by itself what it holds.
#[derive(Serialize)]
struct Line {
    id: String,
    /// RFC 3339 in UTC.
    time: String,
    sender_name: String,
    sender_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender_id_masked: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_through: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_through_masked: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_masked: Option<String>,
    outcome: HistoryOutcome,
    state: String,
    /// As Twilio wrote it.
    status: Option<String>,
    message_sid: Option<String>,
    error_code: Option<u32>,
    explanation: Option<String>,
    what_to_do: Option<String>,
    segments: Option<u32>,
    /// Twilio's own decimal text, negative for a charge.
    price: Option<String>,
    price_unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    media: Option<Vec<String>>,
}

impl Line {
    fn of(test: StoredTest, export: HistoryExport) -> Self {
        let outcome = HistoryOutcome::of(test.state, test.ended);
        let error_code = test.trouble.as_ref().and_then(|trouble| trouble.code);
        let test = view(test, None, None);
        let whole = |number: &str| (!export.mask_numbers).then(|| number.to_owned());
        let short = |number: &str| export.mask_numbers.then(|| masked(number));
        // Twilio's own words may repeat a number in full.
        let ours =
            |explanation: &Explanation| !export.mask_numbers || explanation.source == ExplanationSource::Ours;
        let (explanation, what_to_do) = test
            .explanation
            .filter(ours)
            .map(|explanation| (explanation.title, explanation.what_to_do))
            .unzip();
        let through = test.chosen_sender.as_deref();
        Self {
            id: test.id.to_string(),
            time: test.created_at.0.to_string(),
            // An unsaved sender has its number for a name.
            sender_name: if export.mask_numbers { masked(&test.sender_name) } else { test.sender_name },
            sender_type: choice(&test.sender_type),
            sender_id: whole(&test.sender_id),
            sender_id_masked: short(&test.sender_id),
            sent_through: through.and_then(whole),
            sent_through_masked: through.and_then(short),
            recipient: whole(&test.recipient),
            recipient_masked: short(&test.recipient),
            outcome,
            state: choice(&test.state),
            status: test.twilio_status,
            message_sid: test.message_sid,
            error_code,
            explanation,
            what_to_do,
            segments: test.segments,
            price: test.price,
            price_unit: test.price_unit,
            text: export.texts.then_some(test.body),
            media: export.texts.then_some(test.media),
        }
    }

    fn cells(self, export: HistoryExport) -> Vec<String> {
        let number = |whole: Option<String>, short: Option<String>| whole.or(short).unwrap_or_default();
        let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
        let mut cells = vec![
            self.id,
            self.time,
            self.sender_name,
            self.sender_type,
            number(self.sender_id, self.sender_id_masked),
            number(self.sent_through, self.sent_through_masked),
            number(self.recipient, self.recipient_masked),
            choice(&self.outcome),
            self.state,
            self.status.unwrap_or_default(),
            self.message_sid.unwrap_or_default(),
            count(self.error_code),
            self.explanation.unwrap_or_default(),
            self.what_to_do.unwrap_or_default(),
            count(self.segments),
            self.price.unwrap_or_default(),
            self.price_unit.unwrap_or_default(),
        ];
        if export.texts {
            cells.push(self.text.unwrap_or_default());
            cells.push(self.media.unwrap_or_default().join(" "));
        }
        cells
    }
}

fn header(export: HistoryExport) -> Vec<&'static str> {
    let number = |whole, short| if export.mask_numbers { short } else { whole };
    let mut header = vec![
        "id",
        "time",
        "sender_name",
        "sender_type",
        number("sender_id", "sender_id_masked"),
        number("sent_through", "sent_through_masked"),
        number("recipient", "recipient_masked"),
        "outcome",
        "state",
        "status",
        "message_sid",
        "error_code",
        "explanation",
        "what_to_do",
        "segments",
        "price",
        "price_unit",
    ];
    if export.texts {
        header.extend(["text", "media"]);
    }
    header
}

/// One JSON object a line.
pub(super) fn json_lines(
    mut tests: Tests<'_>,
    export: HistoryExport,
    out: &mut dyn Write,
) -> Result<(), WriteFault> {
    loop {
        let batch = tests.next()?;
        if batch.is_empty() {
            return Ok(());
        }
        for test in batch {
            serde_json::to_writer(&mut *out, &Line::of(test, export)).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
}

/// RFC 4180, with a header.
pub(super) fn csv(
    mut tests: Tests<'_>,
    export: HistoryExport,
    out: &mut dyn Write,
) -> Result<(), WriteFault> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(header(export)).map_err(io::Error::from)?;
    loop {
        let batch = tests.next()?;
        if batch.is_empty() {
            break;
        }
        for test in batch {
            let cells = Line::of(test, export).cells(export);
            csv.write_record(cells.iter().map(|cell| disarmed(cell))).map_err(io::Error::from)?;
        }
    }
    csv.flush()?;
    Ok(())
}
