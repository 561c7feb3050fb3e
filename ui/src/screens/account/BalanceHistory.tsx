// How did the balance change? As a line, and as the table that it is drawn from.

import { amountText, momentText } from "../../format";
import type { BalancePoint } from "../../ipc";
import * as words from "../../words";
import { scaled, share } from "./decimal";

const WIDTH = 360;
const HEIGHT = 96;
const EDGE = 6;

export function BalanceHistory({ points, floor }: { points: BalancePoint[]; floor: string | null }) {
  const last = points.at(-1);
  if (!last) {
    return null;
  }
  const drawn = points.filter((point) => point.currency === last.currency);
  return (
    <div class="history">
      {drawn.length > 1 && <Line points={drawn} floor={floor} />}
      {drawn.length < points.length && (
        <p class="small quiet-text">{words.balanceHistory.otherCurrency(last.currency)}</p>
      )}
      <details>
        <summary>{words.balanceHistory.disclose}</summary>
        <div class="history-table" tabIndex={0} role="region" aria-label={words.balanceHistory.table}>
          <table class="plain-table" aria-label={words.balanceHistory.table}>
            <thead>
              <tr>
                <th scope="col">{words.balanceHistory.when}</th>
                <th scope="col" class="number">
                  {words.balanceHistory.amount}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...points].reverse().map((point) => (
                <tr key={point.at}>
                  <td>
                    <time dateTime={point.at} title={point.at}>
                      {momentText(point.at)}
                    </time>
                  </td>
                  <td class="number">{textOf(point)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

/** Points of one currency; nothing is drawn of an amount that is no decimal. */
function Line({ points, floor }: { points: BalancePoint[]; floor: string | null }) {
  const values = scaled([...points.map((point) => point.amount), floor ?? "0", "0"]);
  if (!values) {
    return null;
  }
  const [floorAt, zero] = values.splice(-2) as [bigint, bigint];
  const lowest = least(values);
  const highest = values.reduce((one, other) => (one > other ? one : other));
  const at = (value: bigint) => HEIGHT - EDGE - share(value, lowest, highest) * (HEIGHT - 2 * EDGE);
  const times = points.map((point) => new Date(point.at).getTime());
  const [from, to] = [times[0]!, times.at(-1)!];
  const x = (time: number) => EDGE + (to === from ? 0.5 : (time - from) / (to - from)) * (WIDTH - 2 * EDGE);
  const path = values.map((value, n) => `${n === 0 ? "M" : "L"}${x(times[n]!).toFixed(1)} ${at(value).toFixed(1)}`);
  const text = (value: bigint) => textOf(points[values.indexOf(value)]!);
  const across = (value: bigint, kind: string) =>
    value > lowest && value < highest && (
      <line class={kind} x1={0} x2={WIDTH} y1={at(value)} y2={at(value)} vector-effect="non-scaling-stroke" />
    );
  const summary = words.balanceHistory.summary(
    momentText(points[0]!.at),
    momentText(points.at(-1)!.at),
    text(lowest),
    text(highest),
    textOf(points.at(-1)!),
  );
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
        {across(zero, "zero")}
        {floor !== null && across(floorAt, "floor-line-drawn")}
        <path d={path.join("")} vector-effect="non-scaling-stroke" />
      </svg>
      <figcaption aria-hidden="true">
        <span>{text(highest)}</span>
        <span>{text(lowest)}</span>
      </figcaption>
    </figure>
  );
}

function least(values: bigint[]): bigint {
  return values.reduce((one, other) => (one < other ? one : other));
}

function textOf(point: BalancePoint): string {
  return amountText({ reading: "known", ...point });
}
