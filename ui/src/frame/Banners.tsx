// What must the operator know whatever the screen?

import { goToConnect } from "../actions";
import { Button } from "../parts/Button";
import { Icon } from "../parts/Icon";
import { change, isWithoutSecret, useDesk, useWorkspace } from "../state";
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
  const asks = isWithoutSecret(workspace) && screen.at !== "connect" && screen.at !== "first-run";
  const count = Number(desk.not_twilio !== null) + Number(desk.read_only !== null) + notices.length + Number(asks);
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
      {asks && workspace && (
        <p class="banner warn">
          <Icon name="key" />
          <span>
            {workspace.account.kept_in === "not_yet" ? (
              <>
                <b>{words.rail.notYet}.</b> {words.rail.notYetSays}
              </>
            ) : (
              <>
                <b>{words.rail.nowhere}.</b> {words.rail.nowhereSays}
              </>
            )}
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
