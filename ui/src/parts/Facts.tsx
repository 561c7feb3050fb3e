// What do public pages say of what is asked here? One line until it is opened.

import { useFacts } from "../facts";
import type { FactTopic } from "../ipc";
import { SaidList } from "./Sourced";

export function Facts({ topic, title, open }: { topic: FactTopic; title: string; open?: boolean }) {
  const said = useFacts(topic);
  if (said.length === 0) {
    return null;
  }
  return (
    <details class="facts" open={open}>
      <summary>{title}</summary>
      <SaidList said={said} />
    </details>
  );
}
