// What is known of the account, and how is it authenticated?

import { momentText } from "../../format";
import type { WorkspaceView } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { CopyValue } from "../../parts/CopyButton";
import * as words from "../../words";

export function AccountDetails({ workspace }: { workspace: WorkspaceView }) {
  const { account } = workspace;
  return (
    <dl class="details">
      <dt>{words.account.username}</dt>
      <dd>
        {account.account_sid === "" ? (
          <span class="quiet-text">{words.account.sidUnknown}</span>
        ) : (
          <CopyValue value={account.account_sid} what={words.account.sid} />
        )}
      </dd>
      <dt>{words.account.name}</dt>
      <dd dir="auto">{account.friendly_name ?? <span class="quiet-text">{words.account.notRead}</span>}</dd>
      {account.kind && (
        <>
          <dt>{words.account.kind}</dt>
          <dd>{account.kind}</dd>
        </>
      )}
      {account.status && (
        <>
          <dt>{words.account.status}</dt>
          <dd>
            <Tag
              tone={account.status === "active" ? "ok" : "bad"}
              icon={account.status === "active" ? "check" : "warning"}
            >
              {account.status}
            </Tag>
          </dd>
        </>
      )}
      <dt>{words.limits.sharedBy}</dt>
      <dd dir="auto">{account.shared_by.join(", ")}</dd>
      <dt>{words.account.region}</dt>
      <dd>{words.region[account.region]}</dd>
      <dt>{words.account.dataCentre}</dt>
      <dd>{[workspace.data_centre.code, workspace.data_centre.region].filter(Boolean).join(", ")}</dd>
      <dt>{words.account.credential}</dt>
      <dd>{account.credential === "auth_token" ? words.connect.authToken : words.connect.apiKey}</dd>
      {account.api_key_sid && (
        <>
          <dt>{words.account.apiKeySid}</dt>
          <dd>
            <CopyValue value={account.api_key_sid} what={words.account.apiKeySid} />
          </dd>
        </>
      )}
      <dt>{words.account.keptIn}</dt>
      <dd>{words.account.kept[account.kept_in]}</dd>
      <dt>{words.account.verified}</dt>
      <dd>
        {account.verified_at ? (
          <time dateTime={account.verified_at} title={account.verified_at}>
            {momentText(account.verified_at)}
          </time>
        ) : (
          words.account.neverVerified
        )}
      </dd>
    </dl>
  );
}
