import "./icon.css";

/** One set, drawn on 20 px with strokes of 1.8. */
const PATHS = {
  alert: "M10 6.5v4.2M10 13.6v.1M10 2.6 18 16.6H2z",
  archive: "M3 4h14v3.5H3zM4.2 7.5V16h11.6V7.5M8 10.8h4",
  arrowDown: "M10 4v12M5 11l5 5 5-5",
  arrowUp: "M10 16V4M5 9l5-5 5 5",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.7h13M7 3v3.5M13 3v3.5",
  chat: "M6 3.8h8a3 3 0 0 1 3 3v3.4a3 3 0 0 1-3 3H8.2L4 16.4c-.6.4-1 .1-1-.5V6.8a3 3 0 0 1 3-3z",
  chevronLeft: "m12.5 5-5 5 5 5",
  chevronRight: "m7.5 5 5 5-5 5",
  clock: "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 6v4.3l2.8 1.7",
  close: "m5 5 10 10M15 5 5 15",
  copy: "M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4",
  download: "M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13",
  edit: "m12.6 4.4 3 3L7 16l-3.8.8L4 13z",
  eye: "M2 10s3-5.2 8-5.2 8 5.2 8 5.2-3 5.2-8 5.2S2 10 2 10zM10 7.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6",
  eyeOff:
    "m3 3 14 14M8.2 5A8.6 8.6 0 0 1 10 4.8c5 0 8 5.2 8 5.2a13 13 0 0 1-2.3 2.8M12.4 15A8 8 0 0 1 10 15.2c-5 0-8-5.2-8-5.2a13 13 0 0 1 3.2-3.5",
  flag: "M5 17.2V3.4h9.6l-2 3.6 2 3.6H5",
  home: "M3.5 9.3 10 3.4l6.5 5.9v7.2H12v-4.3a2 2 0 0 0-4 0v4.3H3.5z",
  level: "M4.5 16.5v-4M10 16.5v-8M15.5 16.5v-13",
  more: "M4 10h.01M10 10h.01M16 10h.01",
  plus: "M10 4v12M4 10h12",
  print: "M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z",
  search: "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M13 13l4 4",
  settings:
    "M3 6h6.2M13.8 6H17M3 14h3.2M10.8 14H17M11.5 3.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6M8.5 11.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6",
  share: "M10 12V3M6.5 6 10 2.8 13.5 6M6 9H4v8h12V9h-2",
  signIn: "M11.5 3.5h5v13h-5M3 10h9M8.5 6.5 12 10l-3.5 3.5",
  sync: "M16.5 4v4H12.5M3.5 16v-4h4M16.2 8A6.8 6.8 0 0 0 4.6 6.2M3.8 12a6.8 6.8 0 0 0 11.6 1.8",
  trash: "M3.5 5.5h13M7.5 5.5V3.3h5v2.2M5 5.5l.8 11.2h8.4L15 5.5M8.3 8.7v4.8M11.7 8.7v4.8",
  upload: "M10 12.5v-9M6 7l4-4 4 4M3.5 16.5h13",
  user: "M10 3.2a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8M3.5 17c.6-3 3.2-4.6 6.5-4.6s5.9 1.6 6.5 4.6",
} as const;

export type IconName = keyof typeof PATHS;

/** Always beside a word or inside a control that has a name, so hidden from assistive technology. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
