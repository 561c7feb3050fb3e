// Which small pictures are there? Drawn on a 16 px grid in the colour of the text, never the only bearer of a meaning.

const PATHS = {
  check: "M3 8.5l3.2 3.2L13 4.8",
  cross: "M4 4l8 8M12 4l-8 8",
  question: "M5.8 6a2.2 2.2 0 1 1 3.4 1.9c-.8.5-1.2.9-1.2 1.8M8 12.2v.1",
  dash: "M4 8h8",
  plus: "M8 3v10M3 8h10",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3L13.5 13.5",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  chevron: "M4 6l4 4 4-4",
  warning: "M8 2.5l6 11H2zM8 6.8v3M8 11.7v.1",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.4v3.4M8 5.2v.1",
  external: "M6.5 3.5h-3v9h9v-3M9 2.5h4.5V7M13 3L7.5 8.5",
  send: "M14 2L7 9M14 2l-4.5 12L7 9 2 6.5z",
  senders: "M2.5 4h11M2.5 8h11M2.5 12h7",
  test: "M2.5 3h11v8h-6l-3 2.5V11h-2z",
  account: "M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8zM2.8 13.5c.6-2.2 2.6-3.5 5.2-3.5s4.6 1.3 5.2 3.5",
  setup: "M2.5 4l1.2 1.2L6 3M2.5 11l1.2 1.2L6 10M8.5 4.5h5M8.5 11.5h5",
  rehearsal: "M4.5 1.5h7v13h-7zM7.2 12.2h1.6M6.5 5h3M6.5 7.5h3",
  activity: "M1.5 8.5h3l2-5 3 9.5 2-4.5h3",
  settings: "M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM6 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z",
  up: "M8 13V3.5M4 7.2L8 3.2l4 4",
  down: "M8 3v9.5M4 8.8l4 4 4-4",
  share: "M8 9.5v-7M5 5l3-3 3 3M3.5 8v5.5h9V8",
  file: "M4 1.8h5l3 3v9.4H4zM8.8 2v3h3",
  pencil: "M3 13l.7-3.2 7-7 2.5 2.5-7 7zM9 4.5L11.5 7",
  key: "M10.5 9a3.5 3.5 0 1 0-3.3-2.3L2.5 11.4v2.1h2.1v-1.5h1.5v-1.5h1.2l.6-.6M11 5.2v.1",
  play: "M5 3.5l7 4.5-7 4.5z",
  routes: "M4 5.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM12 14.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM4 5.2v4.3a3 3 0 0 0 3 3h3.3M8.5 10.4l2 2.1-2 2",
  doctor: "M4 1.8H3v3.4a3 3 0 0 0 6 0V1.8H8M6 8.2v2.5a3.3 3.3 0 0 0 6.6 0V8.2M12.6 8.2a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  handset: "M4.5 1.5h7v13h-7zM7.2 12.2h1.6",
  arrow: "M2.5 8h10.5M9.5 4.5L13 8l-3.5 3.5",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  book: "M8 4.2C6.8 3.2 4.8 2.9 2.5 3v9.5c2.3-.1 4.3.2 5.5 1.2 1.2-1 3.2-1.3 5.5-1.2V3c-2.3-.1-4.3.2-5.5 1.2zM8 4.2v9.5",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
