// How does a report leave the application? As a file of a format that the operator chooses.

import { useState } from "preact/hooks";
import { fail, say } from "../../actions";
import { ipc } from "../../ipc";
import type { DoctorFormat, DoctorReport } from "../../ipc";
import { useStillHere } from "../../leaving";
import { Icon } from "../../parts/Icon";
import { Menu } from "../../parts/Menu";
import * as words from "../../words";

const FORMATS: DoctorFormat[] = ["markdown", "html", "json"];

export function ExportMenu({ report, isKept }: { report: DoctorReport; isKept: boolean }) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const [writing, setWriting] = useState(false);
  const here = useStillHere();
  const write = (format: DoctorFormat) => {
    setWriting(true);
    ipc
      .saveDoctorReport(report.id, format)
      .then((file) => say(file ? words.doctor.written(file.path) : words.doctor.notWritten))
      .catch(fail)
      .finally(() => here.current && setWriting(false));
  };
  return (
    <>
      <button
        type="button"
        class="button plain"
        disabled={!isKept}
        title={isKept ? undefined : words.doctor.notKept}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-busy={writing || undefined}
        aria-disabled={writing || undefined}
        onClick={(event) => !writing && setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        <span class="button-text">{words.doctor.export}</span>
        <Icon name="chevron" />
      </button>
      {anchor && (
        <Menu
          label={words.doctor.export}
          anchor={anchor}
          onClose={() => setAnchor(null)}
          items={FORMATS.map((format) => ({ label: words.doctor.format[format], act: () => write(format) }))}
        />
      )}
    </>
  );
}
