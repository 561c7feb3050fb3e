// @vitest-environment happy-dom
// Can a row be found by what it is about?

import { expect, test, vi } from "vitest";
import { show } from "../testing/page";
import { aWorkspace } from "../testing/samples";
import { AccessMatrix } from "./AccessMatrix";

vi.mock("../ipc");

test("a row is headed by the capability alone, and the reason stands with the answer", async () => {
  await show(<AccessMatrix rows={aWorkspace().account.access} />);
  expect(document.querySelector("th[scope=row]")?.textContent).toBe("Send");
  expect(document.querySelector("td")?.textContent).toContain("Only sending tells.");
});
