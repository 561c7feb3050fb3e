// Where does the focus go when the inspector is closed? Nowhere if it stands elsewhere, else to what was worked on.

/** Whether closing `inspector` leaves the focus on nothing: it is inside, or already lost. */
export function losesFocus(inspector: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || (inspector?.contains(focused) ?? false);
}

/** The row of a test; where that is not drawn, the one with the focus stop. */
export function rowToFocus(test: string): HTMLElement | null {
  const rows = [...document.querySelectorAll<HTMLElement>(".history-grid .row")];
  return rows.find((row) => row.dataset["key"] === test) ?? rows.find((row) => row.tabIndex === 0) ?? null;
}
