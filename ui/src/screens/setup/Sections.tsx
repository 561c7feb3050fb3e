// In which order is one worksheet worked through? By dashboard, then by its parts, then step by step.

import { openLink } from "../../actions";
import type { Console, Worksheet, WorksheetSection } from "../../ipc";
import { Button } from "../../parts/Button";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { ClickPath, commonPath } from "./ClickPath";
import { StepCard } from "./StepCard";
import type { SheetAtHand } from "./worksheet";

interface ConsolePart {
  console: Console;
  sections: WorksheetSection[];
}

/** Neighbouring sections of the same dashboard under one heading. */
export function byConsole(sections: WorksheetSection[]): ConsolePart[] {
  const parts: ConsolePart[] = [];
  for (const section of sections) {
    const last = parts.at(-1);
    if (last?.console === section.console) {
      last.sections.push(section);
    } else {
      parts.push({ console: section.console, sections: [section] });
    }
  }
  return parts;
}

export function Sections({ sheet, atHand }: { sheet: Worksheet; atHand: SheetAtHand }) {
  return (
    <>
      {byConsole(sheet.sections).map((part, position) => (
        <section key={position} class="console-part">
          <header class="console-head">
            <h2>{words.setup.console[part.console]}</h2>
            <Button
              kind="quiet"
              icon="external"
              onClick={() => openLink(part.console === "moengage" ? sheet.moengage_link : sheet.twilio_link)}
            >
              {words.setup.open[part.console]}
            </Button>
          </header>
          {part.sections.map((section) => (
            <SectionSteps key={section.title} section={section} ofSender={sheet.sender !== null} atHand={atHand} />
          ))}
        </section>
      ))}
    </>
  );
}

interface SectionStepsProps {
  section: WorksheetSection;
  ofSender: boolean;
  atHand: SheetAtHand;
}

function SectionSteps({ section, ofSender, atHand }: SectionStepsProps) {
  const readOnly = useReadOnly();
  const common = commonPath(section.steps.map((step) => step.path));
  return (
    <section class="steps-part">
      <h3>{section.title}</h3>
      <ClickPath path={common} />
      <ul class="steps-list">
        {section.steps.map((step) => (
          <StepCard
            key={step.id}
            step={step}
            console={section.console}
            path={step.path.slice(common.length)}
            readOnly={readOnly}
            marksWorkspace={ofSender}
            refused={atHand.refused?.step === step.id ? atHand.refused.error : null}
            onTick={(done) => atHand.tick(step, done)}
          />
        ))}
      </ul>
    </section>
  );
}
