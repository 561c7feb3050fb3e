// Which settings does a workspace have?

import { useContext, useEffect, useId, useRef } from "preact/hooks";
import { useFacts } from "../../facts";
import type {
  AccountView,
  ColourTag,
  Environment,
  Suggestion,
  UrlChange,
  WorkspaceNotes,
} from "../../ipc";
import { Button } from "../../parts/Button";
import { AccountSid } from "../../parts/CopyButton";
import { Facts } from "../../parts/Facts";
import { Choices, Field, Locked, PLAIN, Remarks } from "../../parts/Field";
import { SaidList } from "../../parts/Sourced";
import type { Remarked } from "../../remarks";
import * as words from "../../words";
import { DataCentreFields } from "./DataCentreFields";
import type { Typed } from "./typed";
import { UrlChanges } from "./UrlChanges";

const COLOURS = Object.entries(words.workspace.colours) as [ColourTag, string][];
const SHOWN = ["name", "colour", "environment", "data_centre", "keyword_management", "delivery_url"];

interface WorkspaceFieldsProps {
  typed: Typed;
  account: AccountView;
  isNew: boolean;
  remarks: Remarked<WorkspaceNotes>;
  urlChanges: UrlChange[];
  locked: boolean;
  onChange: (part: Partial<Typed>) => void;
  onAccount: () => void;
}

export function WorkspaceFields({ typed, account, isNew, remarks, urlChanges, locked, ...act }: WorkspaceFieldsProps) {
  const { onChange } = act;
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const environments: Environment[] = account.kept_in === "practice" ? ["practice"] : ["production", "staging"];
  const take = ({ field, value }: Suggestion) => {
    if (field === "data_centre") {
      onChange({ data_centre: value, address: "" });
    } else if (field === "name" || field === "delivery_url") {
      onChange({ [field]: value });
    }
  };
  return (
    <Locked.Provider value={locked}>
      <div class="form screen-part">
        <Field
          label={words.workspace.name}
          hint={words.workspace.nameHint}
          remarks={remarks.of("name")}
          onSuggestion={take}
        >
          {(control) => (
            <input
              {...control}
              ref={first}
              type="text"
              dir="auto"
              autocomplete="off"
              value={typed.name}
              onInput={(event) => onChange({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Choices
          legend={words.workspace.colour}
          choices={COLOURS}
          value={typed.colour}
          remarks={remarks.of("colour")}
          before={(colour) => <span class="dot" data-colour={colour} />}
          onChoose={(colour) => onChange({ colour })}
        />
        <Choices
          legend={words.workspace.environment}
          choices={environments.map((environment) => [environment, words.environment[environment]])}
          value={typed.environment}
          remarks={remarks.of("environment")}
          hint={words.workspace.environmentHint}
          onChoose={(environment) => onChange({ environment })}
        />
        <div class="form-part">
          <h2>{words.workspace.moEngageSection}</h2>
          <DataCentreFields
            chosen={typed.data_centre}
            address={typed.address}
            read={remarks.answer?.data_centre ?? null}
            remarks={remarks.of("data_centre")}
            onChange={onChange}
            onSuggestion={take}
          />
          <UrlChanges changes={urlChanges} />
          <Field
            label={words.workspace.deliveryUrl}
            hint={words.workspace.deliveryUrlHint}
            remarks={remarks.of("delivery_url")}
            onSuggestion={take}
          >
            {(control) => (
              <input
                {...control}
                {...PLAIN}
                type="text"
                inputMode="url"
                value={typed.delivery_url}
                onInput={(event) => onChange({ delivery_url: event.currentTarget.value })}
              />
            )}
          </Field>
          <Facts topic="callbacks" title={words.workspace.callbacksSaid} />
          <Keywords typed={typed} remarks={remarks} onChange={onChange} />
        </div>
        <div class="form-part">
          <h2>{words.workspace.accountSection}</h2>
          {isNew && <p class="quiet-text">{words.workspace.sharesAccount}</p>}
          <dl class="details">
            <dt>{words.account.name}</dt>
            <dd dir="auto">{account.friendly_name ?? <span class="quiet-text">{words.account.notRead}</span>}</dd>
            <dt>{words.account.sid}</dt>
            <dd class="copy-value">
              <AccountSid sid={account.account_sid} />
            </dd>
            <dt>{words.limits.sharedBy}</dt>
            <dd dir="auto">{account.shared_by.join(", ")}</dd>
          </dl>
          {!isNew && (
            <div class="actions">
              <Button icon="account" onClick={act.onAccount}>
                {words.rail.account}
              </Button>
            </div>
          )}
        </div>
        <Remarks id="workspace-other" remarks={remarks.elsewhere(SHOWN)} onSuggestion={take} />
      </div>
    </Locked.Provider>
  );
}

type KeywordsProps = Pick<WorkspaceFieldsProps, "typed" | "remarks" | "onChange">;

/** The toggle as it stands in MoEngage, with what its pages say of it. */
function Keywords({ typed, remarks, onChange }: KeywordsProps) {
  const id = useId();
  const said = useFacts("keyword_management");
  return (
    <div class="field check">
      <label for={id}>
        <input
          id={id}
          type="checkbox"
          checked={typed.keyword_management}
          disabled={useContext(Locked)}
          aria-describedby={`${id}-hint ${id}-remarks`}
          onChange={(event) => onChange({ keyword_management: event.currentTarget.checked })}
        />
        {words.workspace.keywords}
      </label>
      <Remarks id={`${id}-remarks`} remarks={remarks.of("keyword_management")} />
      <div id={`${id}-hint`} class="hint">
        {words.workspace.keywordsHint}
      </div>
      {said.length > 0 && (
        <section class="check-said" aria-label={words.workspace.said}>
          <h3>{words.workspace.said}</h3>
          <SaidList said={said} />
        </section>
      )}
    </div>
  );
}
