// Which fields does authenticating need, and where in Twilio's console do their values stand?

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type {
  ConnectNotes,
  CredentialKind,
  Environment,
  RegionChoice,
  Suggestion,
  WorkspaceView,
} from "../../ipc";
import { Link } from "../../parts/Button";
import { Choices, Field, PLAIN, Remarks } from "../../parts/Field";
import type { Remarked } from "../../remarks";
import * as words from "../../words";
import { DataCentreFields } from "../workspace/DataCentreFields";
import type { Typed } from "./typed";

const REGIONS: RegionChoice[] = ["us1", "ie1", "au1"];
const ENVIRONMENTS: Environment[] = ["production", "staging"];
const KINDS: [CredentialKind, string][] = [
  ["auth_token", words.connect.authToken],
  ["api_key", words.connect.apiKey],
];
const SHOWN = ["workspace_name", "environment", "data_centre", "region", "kind", "username", "api_key_sid", "secret"];

interface ConnectFieldsProps {
  typed: Typed;
  /** The workspace that is reauthenticated; none for a new one. */
  workspace: WorkspaceView | null;
  remarks: Remarked<ConnectNotes>;
  secret: RefObject<HTMLInputElement | null>;
  locked: boolean;
  onChange: (part: Partial<Typed>) => void;
}

export function ConnectFields({ typed, workspace, remarks, secret, locked, onChange }: ConnectFieldsProps) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => (workspace ? secret : first).current?.focus(), []);
  const take = ({ field, value }: Suggestion) => {
    if (field === "api_key_sid") {
      onChange({ kind: "api_key", api_key_sid: value, ...(typed.username.trim() === value ? { username: "" } : {}) });
    } else if (field === "username") {
      onChange({ username: value, ...(typed.api_key_sid.trim() === value ? { api_key_sid: "" } : {}) });
    } else if (field === "workspace_name") {
      onChange({ workspace_name: value });
    } else if (field === "data_centre") {
      onChange({ data_centre: value, address: "" });
    } else if (field === "kind") {
      onChange({ kind: value === "api_key" ? "api_key" : "auth_token" });
    } else if (field === "region") {
      onChange({ region: REGIONS.find((region) => region === value) ?? typed.region });
    }
  };
  return (
    <div class="form screen-part">
      {workspace ? (
        <p class="quiet-text" dir="auto">
          {words.rail.workspace(workspace)}
        </p>
      ) : (
        <>
          <p class="quiet-text">
            {words.connect.introduction} <Link to="guide">{words.connect.guide}</Link>
          </p>
          <p class="quiet-text">{words.connect.beforeYouBegin}</p>
          <Group title={words.connect.workspaceSection} locked={locked}>
            <div class="pair">
              <Field
                label={words.connect.name}
                hint={words.connect.nameHint}
                remarks={remarks.of("workspace_name")}
                onSuggestion={take}
              >
                {(control) => (
                  <input
                    {...control}
                    ref={first}
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    value={typed.workspace_name}
                    onInput={(event) => onChange({ workspace_name: event.currentTarget.value })}
                  />
                )}
              </Field>
              <Choices
                legend={words.connect.environment}
                choices={ENVIRONMENTS.map((environment) => [environment, words.environment[environment]])}
                value={typed.environment}
                remarks={remarks.of("environment")}
                onChoose={(environment) => onChange({ environment })}
              />
            </div>
            <DataCentreFields
              chosen={typed.data_centre}
              address={typed.address}
              read={remarks.answer?.data_centre ?? null}
              remarks={remarks.of("data_centre")}
              onChange={onChange}
              onSuggestion={take}
            />
          </Group>
        </>
      )}
      <Group title={words.connect.accountSection} locked={locked}>
        <p>
          <Link to="twilio-console">{words.connect.openConsole}</Link>
        </p>
        <div class="pair">
          <Field
            label={words.connect.region}
            hint={
              <>
                {words.connect.regionHint} <Link to="twilio-regions">{words.connect.aboutRegions}</Link>
              </>
            }
            remarks={remarks.of("region")}
            onSuggestion={take}
          >
            {(control) => (
              <select
                {...control}
                value={typed.region}
                onChange={(event) => onChange({ region: event.currentTarget.value as RegionChoice })}
              >
                {REGIONS.map((region) => (
                  <option key={region} value={region}>
                    {words.region[region]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Choices
            legend={words.connect.kind}
            choices={KINDS}
            value={typed.kind}
            remarks={remarks.of("kind")}
            hint={typed.kind === "api_key" ? words.connect.apiKeyServes : null}
            onChoose={(kind) => onChange({ kind })}
          />
        </div>
        <Field
          label={words.connect.username}
          hint={words.connect.usernameHint}
          remarks={remarks.of("username")}
          onSuggestion={take}
        >
          {(control) => (
            <input
              {...control}
              {...PLAIN}
              type="text"
              value={typed.username}
              onInput={(event) => onChange({ username: event.currentTarget.value })}
            />
          )}
        </Field>
        {typed.kind === "api_key" && (
          <Field
            label={words.connect.apiKeySid}
            hint={
              <>
                {words.connect.apiKeySidHint} <Link to="twilio-api-keys">{words.connect.aboutKeys}</Link>
              </>
            }
            remarks={remarks.of("api_key_sid")}
            onSuggestion={take}
          >
            {(control) => (
              <input
                {...control}
                {...PLAIN}
                type="text"
                value={typed.api_key_sid}
                onInput={(event) => onChange({ api_key_sid: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
        <Field
          key={typed.kind}
          label={typed.kind === "api_key" ? words.connect.apiKeySecret : words.connect.password}
          hint={typed.kind === "api_key" ? words.connect.apiKeySecretHint : words.connect.passwordHint}
          remarks={remarks.of("secret")}
          onSuggestion={take}
        >
          {(control) => <input {...control} {...PLAIN} ref={secret} type="password" />}
        </Field>
      </Group>
      <Remarks id="connect-other" remarks={remarks.elsewhere(SHOWN)} onSuggestion={take} />
    </div>
  );
}

/** Fields under one heading, locked together. */
function Group({ title, locked, children }: { title: string; locked: boolean; children: ComponentChildren }) {
  const id = useId();
  return (
    <fieldset class="bare" disabled={locked} aria-labelledby={id}>
      <div class="group">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </fieldset>
  );
}
