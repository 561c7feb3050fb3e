// @vitest-environment happy-dom
// Does a dry run ask once, with what is typed, and send nothing?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { DryRunView } from "../../ipc";
import { button, click, draw, field, held, press, show, silence, text, type } from "../../testing/page";
import { anExplanation, aRecipient, aSender, aWorkspace, anError, opened, pageOf, testNotes } from "../../testing/samples";
import { DryRun } from "./DryRun";
import { TestScreen } from "./TestScreen";

vi.mock("../../ipc");

const taken: DryRunView = {
  accepted: true,
  title: "Twilio would take this message",
  says: ["Nothing was sent."],
  segments: 1,
  explanation: null,
};

beforeEach(silence);

const MESSAGE = { recipient: "+15005550001", body: "Hello", media: ["", "https://a.example/b.png"] };

async function showTyped(workspace = aWorkspace()): Promise<void> {
  await show(<DryRun workspace={workspace} {...MESSAGE} />, opened(workspace));
  await type("Test Account SID", "AC77777777777777777777777777777777");
  await type("Test Auth Token", "dry");
}

test("what is typed is asked about once, and the answer shown", async () => {
  vi.mocked(ipc.dryRun).mockResolvedValue(taken);
  await showTyped();
  await click(button("Dry run"), 2);
  expect(ipc.dryRun).toHaveBeenCalledExactlyOnceWith("w1", {
    credential: {
      region: "us1",
      username: "AC77777777777777777777777777777777",
      kind: "auth_token",
      api_key_sid: "",
      secret: "dry",
      keep: "until_quit",
      keep_unverified: false,
    },
    recipient: "+15005550001",
    body: "Hello",
    media: ["https://a.example/b.png"],
  });
  for (const said of ["Twilio would take this message", "Segments: 1", "Nothing was sent."]) {
    expect(text()).toContain(said);
  }
});

test("Enter in its fields makes a dry run and does not send the message", async () => {
  const sent = vi.fn((event: Event) => event.preventDefault());
  await showTyped();
  document.addEventListener("submit", sent);
  await press("Enter", {}, field("Test Auth Token"));
  expect(ipc.dryRun).toHaveBeenCalledTimes(1);
  expect(sent).not.toHaveBeenCalled();
  expect(ipc.sendTest).not.toHaveBeenCalled();
  document.removeEventListener("submit", sent);
});

test.each([{ ctrlKey: true }, { metaKey: true }])("with %o, too, although that key sends the message elsewhere", async (held) => {
  const workspace = aWorkspace({ id: crypto.randomUUID() });
  const saved = testNotes({ recipients: [aRecipient({ handset: "Own phone" })] });
  vi.mocked(ipc.checkTest).mockResolvedValue(saved);
  vi.mocked(ipc.senders).mockResolvedValue(pageOf(aSender("s1", { is_default: true })));
  vi.mocked(ipc.keptDraft).mockResolvedValue(null);
  vi.mocked(ipc.testsOf).mockResolvedValue([]);
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await type("To", "+14155550199");
  await type("Message", "Hello");
  await press("Enter", held, field("Test Auth Token"));
  expect(ipc.dryRun).toHaveBeenCalledTimes(1);
  expect(ipc.sendTest).not.toHaveBeenCalled();
  await press("Enter", held, field("Message"));
  expect(ipc.sendTest).toHaveBeenCalledTimes(1);
});

test.each([{ recipient: "+15005550006" }, { body: "Another" }, { media: [] }])(
  "an answer is not shown for another message: %o",
  async (other) => {
    const late = held<DryRunView>();
    vi.mocked(ipc.dryRun).mockResolvedValueOnce(taken).mockReturnValueOnce(late.promise);
    await showTyped();
    await click(button("Dry run"));
    expect(text()).toContain(taken.title);
    await draw(<DryRun workspace={aWorkspace()} {...MESSAGE} {...other} />);
    expect(text()).not.toContain(taken.title);
    await draw(<DryRun workspace={aWorkspace()} {...MESSAGE} />);
    await click(button("Dry run"));
    await draw(<DryRun workspace={aWorkspace()} {...MESSAGE} {...other} />);
    await late.answer(taken);
    expect(text()).not.toContain(taken.title);
  },
);

test("a refusal is explained, and a wrong field stands at the field", async () => {
  const explanation = anExplanation({ code: 21211, title: "Not valid.", what_to_do: "Write it so." });
  vi.mocked(ipc.dryRun).mockResolvedValueOnce({ ...taken, accepted: false, title: "Refused", explanation, segments: null });
  await showTyped();
  await click(button("Dry run"));
  expect(text()).toContain("Write it so.");
  const fields = [
    { field: "username", message: "These are live.", hint: null },
    { field: "body", message: "Write a text.", hint: null },
  ];
  vi.mocked(ipc.dryRun).mockRejectedValueOnce(anError("invalid", { fields }));
  await click(button("Dry run"));
  expect(text()).toContain("These are live.");
  expect(text()).toContain("Write a text.");
  expect(field("Test Account SID").getAttribute("aria-invalid")).toBe("true");
});

test("the practice account offers none", async () => {
  const { account } = aWorkspace();
  await show(
    <DryRun workspace={aWorkspace({ account: { ...account, kept_in: "practice" } })} recipient="" body="" media={[]} />,
  );
  expect(text()).not.toContain("Dry run");
});
