// Which senders does the stand-in's import hold? One of each kind at least, worst first.

import type { ImportChange, ImportField, ImportRow } from "../../src/bindings";

const LONG = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";

const field = (name: string, label: string, more: Partial<ImportField>): ImportField => ({
  field: name,
  label,
  base: null,
  mine: null,
  theirs: null,
  choice: "theirs",
  conflict: false,
  ...more,
});

const whole = (name: string, id: string, side: "mine" | "theirs"): ImportField[] => [
  field("name", "Sender name", { [side]: name, choice: side }),
  field("senderId", "Sender ID", { [side]: id, choice: side }),
  field("unsubscribeText", "SMS unsubscribe text", { [side]: "Reply STOP to opt out.", choice: side }),
];

const EACH: Omit<ImportRow, "index">[] = [
  {
    change: "conflict",
    name: "Flash sales",
    sender_type: "short_code",
    sender_id: "29882",
    choice: null,
    undecided: true,
    choices: ["mine", "theirs", "both"],
    why: "Changed here and in the file since it was last shared.",
    fields: [
      field("unsubscribeText", "SMS unsubscribe text", {
        base: "Reply STOP.",
        mine: "Reply STOP to opt out.",
        theirs: "Text STOP to 29882 and you will not hear from us again.",
        choice: null,
        conflict: true,
      }),
      field("moCallbackUrl", "MO callback URL", { base: LONG, mine: LONG, theirs: `${LONG}?region=in` }),
      field("owner", "Owner", { base: null, mine: "Growth team", theirs: "", choice: null, conflict: true }),
    ],
    remarks: [],
    line: 24,
  },
  {
    change: "conflict",
    name: "Support replies",
    sender_type: "long_code",
    sender_id: "+442079460018",
    choice: null,
    undecided: true,
    choices: ["mine", "theirs"],
    why: "Changed here, and taken out of the file.",
    fields: [
      field("name", "Sender name", { base: "Support", mine: "Support replies", choice: null, conflict: true }),
    ],
    remarks: [],
    line: null,
  },
  {
    change: "wrong",
    name: "Order alerts",
    sender_type: null,
    sender_id: "14155550100",
    choice: null,
    undecided: false,
    choices: [],
    why: "It is left aside.",
    fields: [],
    remarks: [
      {
        level: "problem",
        line: 52,
        column: 15,
        message: "A long code begins with +: a spreadsheet may have taken it for a number.",
        hint: "Write '+14155550100.",
        sender: "Order alerts",
      },
    ],
    line: 50,
  },
  {
    change: "wrong",
    name: "",
    sender_type: "messaging_service",
    sender_id: "",
    choice: null,
    undecided: false,
    choices: [],
    why: "It is left aside.",
    fields: [],
    remarks: [
      { level: "problem", line: 61, column: 5, message: "It has no sender ID.", hint: null, sender: null },
      { level: "problem", line: 61, column: 5, message: "It has no name.", hint: null, sender: null },
    ],
    line: 61,
  },
  {
    change: "change",
    name: "Marketing US",
    sender_type: "messaging_service",
    sender_id: "MG7c1e0a4f3b5d29881f6e7a90b3c104af",
    choice: "theirs",
    undecided: false,
    choices: ["mine", "theirs", "both"],
    why: "Changed in the file only.",
    fields: [
      field("name", "Sender name", { base: "Marketing US", mine: "Marketing US", theirs: "Marketing United States" }),
      field("notes", "Notes", { mine: null, theirs: "Approved by legal.\nSee ticket 4411.", base: null }),
    ],
    remarks: [
      {
        level: "warning",
        line: 12,
        column: 22,
        message: "It does not say which word to reply with.",
        hint: null,
        sender: "Marketing US",
      },
    ],
    line: 10,
  },
  {
    change: "change",
    name: "🎉 Party 🎉 <script>alert(1)</script>",
    sender_type: "long_code",
    sender_id: "+14155550133",
    choice: null,
    undecided: false,
    choices: ["mine", "theirs", "both"],
    why: "Fields are chosen one by one.",
    fields: [
      field("owner", "Owner", { mine: "Events", theirs: "Growth", choice: "mine" }),
      field("country", "Country", { mine: "US", theirs: "CA", choice: "theirs" }),
    ],
    remarks: [],
    line: 70,
  },
  {
    change: "add",
    name: "Spring offers",
    sender_type: "short_code",
    sender_id: "48833",
    choice: "theirs",
    undecided: false,
    choices: ["mine", "theirs"],
    why: "Only in the file.",
    fields: whole("Spring offers", "48833", "theirs"),
    remarks: [],
    line: 80,
  },
  {
    change: "add",
    name: "عروض نهاية الأسبوع",
    sender_type: "alphanumeric",
    sender_id: "ACMEWKND",
    choice: "theirs",
    undecided: false,
    choices: ["mine", "theirs"],
    why: "Only in the file.",
    fields: whole("عروض نهاية الأسبوع", "ACMEWKND", "theirs"),
    remarks: [],
    line: 88,
  },
  {
    change: "add",
    name: "A very long sender name ".repeat(12).trim(),
    sender_type: "long_code",
    sender_id: "+14155550177",
    choice: "mine",
    undecided: false,
    choices: ["mine", "theirs"],
    why: "Only in the file.",
    fields: whole("A very long sender name ".repeat(12).trim(), "+14155550177", "theirs"),
    remarks: [],
    line: 96,
  },
  {
    change: "remove",
    name: "Old alerts",
    sender_type: "long_code",
    sender_id: "+14155550111",
    choice: "mine",
    undecided: false,
    choices: ["mine", "theirs"],
    why: "Taken out of the file since it was last shared. It stays unless you say otherwise.",
    fields: whole("Old alerts", "+14155550111", "mine"),
    remarks: [],
    line: null,
  },
  ...["EU campaigns", "Loyalty"].map(
    (name, n): Omit<ImportRow, "index"> => ({
      change: "same",
      name,
      sender_type: "alphanumeric",
      sender_id: n === 0 ? "ACMERETAIL" : "ACMELOYAL",
      choice: null,
      undecided: false,
      choices: [],
      why: "",
      fields: [],
      remarks: [],
      line: 104 + n * 8,
    }),
  ),
];

const ORDER: ImportChange[] = ["conflict", "wrong", "change", "add", "remove", "same"];

export function rowsOfImport(onlySame: boolean, count: number): ImportRow[] {
  const kinds = EACH.filter((row) => !onlySame || row.change === "same");
  return Array.from({ length: onlySame ? kinds.length : count }, (_, n) => {
    const row = kinds[n % kinds.length]!;
    return { ...row, name: n < kinds.length ? row.name : `${row.name.slice(0, 40)} ${n}` };
  })
    .sort((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change))
    .map((row, index) => ({ ...row, index }));
}
