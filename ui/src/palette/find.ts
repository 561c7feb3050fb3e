// Which entries match what was typed?

/** Every typed word must begin a word of the label or, weaker, stand in it; the better matches come first. */
export function find<T extends { label: string }>(all: T[], typed: string): T[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const weighed = all.map((entry) => ({ entry, weight: weigh(entry.label.toLowerCase(), wanted) }));
  return weighed
    .filter(({ weight }) => weight !== null)
    .sort((a, b) => (a.weight ?? 0) - (b.weight ?? 0))
    .map(({ entry }) => entry);
}

function weigh(label: string, wanted: string[]): number | null {
  let weight = 0;
  for (const word of wanted) {
    if (label.startsWith(word)) {
      continue;
    }
    if (label.split(/[\s:]+/).some((part) => part.startsWith(word))) {
      weight += 1;
    } else if (label.includes(word)) {
      weight += 2;
    } else {
      return null;
    }
  }
  return weight;
}
