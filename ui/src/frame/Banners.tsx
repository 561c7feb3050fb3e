// What must the operator know whatever the screen?

import { goToConnect } from "../actions";
import { Button } from "../parts/Button";
import { Icon } from "../parts/Icon";
import { change, useDesk, useWorkspace } from "../state";
import * as words from "../words";

export function Banners() {
  const desk = useDesk((state) => state.desk);
  const dismissed = useDesk((state) => state.dismissedNotices);
  const workspace = useWorkspace();
  const screen = useDesk((state) => state.screen);
  if (!desk) {
    return null;
  }
  const notices = desk.notices.slice(dismissed);
  const nowhere = workspace?.account.kept_in === "nowhere" && screen.at !== "connect" && screen.at !== "first-run";
  const count = Number(desk.not_twilio !== null) + Number(desk.read_only !== null) + notices.length + Number(nowhere);
  if (count === 0) {
    return null;
  }
  return (
    <section class="banners" aria-label={words.rail.notices}>
      {desk.not_twilio !== null && (
        <p class="banner warn">
          <Icon name="warning" />
          <span>
            <b>{words.rail.notTwilio}.</b> {words.rail.notTwilioSays(desk.not_twilio)}
          </span>
        </p>
      )}
      {desk.read_only !== null && (
        <p class="banner bad">
          <Icon name="warning" />
          <span>
            <b>{words.rail.readOnly}.</b> {desk.read_only}
          </span>
        </p>
      )}
      {nowhere && workspace && (
        <p class="banner warn">
          <Icon name="key" />
          <span>
            <b>{words.rail.nowhere}.</b> {words.rail.nowhereSays}
          </span>
          <Button onClick={() => goToConnect(workspace.id)}>
            {words.rail.reauthenticate}
          </Button>
        </p>
      )}
      {notices.map((notice, position) => (
        <p key={notice.at + notice.message} class="banner info">
          <Icon name="info" />
          <span>
            {notice.message} {notice.hint}
          </span>
          {position === 0 && (
            <Button kind="quiet" onClick={() => change({ dismissedNotices: dismissed + 1 })}>
              {words.common.dismiss}
            </Button>
          )}
        </p>
      ))}
    </section>
  );
}
