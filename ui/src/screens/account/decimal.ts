// Where does a decimal amount lie between two others? By whole numbers, never by floats of money.

/** The amounts as whole numbers of the smallest decimal among them; none for a text that is no decimal. */
export function scaled(amounts: string[]): bigint[] | null {
  const parts = amounts.map((amount) => /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount.trim()));
  const places = Math.max(0, ...parts.map((part) => part?.[3]?.length ?? 0));
  const whole = parts.map(
    (part) => part && BigInt(part[2]! + (part[3] ?? "").padEnd(places, "0")) * (part[1] ? -1n : 1n),
  );
  return whole.every((value) => value !== null) ? whole : null;
}

/** How far `value` lies from `low` to `high`, 0 to 1 in thousandths; in the middle where both are one. */
export function share(value: bigint, low: bigint, high: bigint): number {
  return high === low ? 0.5 : Number(((value - low) * 1000n) / (high - low)) / 1000;
}
