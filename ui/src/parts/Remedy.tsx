// What can be done at once about an error, wherever it is said?

import { goToConnect } from "../actions";
import type { WireError } from "../ipc";
import { useDesk, useWorkspace } from "../state";
import * as words from "../words";
import { Button, Link } from "./Button";

/** Where there is little room: Twilio's code and request ID, its page, and *Reauthenticate* where that helps. */
export function Remedy({ error }: { error: WireError }) {
  const { twilio } = error;
  return (
    <>
      {twilio && (
        <span class="small">
          {twilio.code === null ? `HTTP ${twilio.status}` : words.tests.code(twilio.code)}
          {twilio.request_id && (
            <>
              , {words.tests.requestId} <code>{twilio.request_id}</code>
            </>
          )}{" "}
        </span>
      )}
      {twilio && twilio.code !== null && <Link to={`twilio-error-${twilio.code}`}>{words.tests.twilioPage}</Link>}
      <Reauthenticate error={error} />
    </>
  );
}

/** A secret that cannot be read can be given again; not in that very form, and not in the practice account. */
export function Reauthenticate({ error }: { error: WireError }) {
  const workspace = useWorkspace();
  const connecting = useDesk((state) => state.screen.at === "connect");
  if (error.code !== "keychain" || connecting || !workspace || workspace.account.kept_in === "practice") {
    return null;
  }
  return <Button onClick={() => goToConnect(workspace.id)}>{words.rail.reauthenticate}</Button>;
}
