import { type ReadonlySignal, signal } from "@preact/signals";
import { followOnDevice, keepOnDevice, readFromDevice } from "./kept-on-device.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const current = signal<Theme>("system");

export const theme: ReadonlySignal<Theme> = current;

/** As --paper in tokens.css, for the browser's own bars. */
const BARS = { light: "#fdf9f1", dark: "#101419" } as const;

const show = (theme: Theme): void => {
  current.value = theme;
  const { documentElement: root } = document;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    meta.content =
      theme === "system" ? (meta.media.includes("dark") ? BARS.dark : BARS.light) : BARS[theme];
};

export const setTheme = (theme: Theme): void => {
  show(theme);
  keepOnDevice("theme", theme === "system" ? null : theme);
};

const themeOf = (kept: string | null): Theme =>
  kept === "light" || kept === "dark" ? kept : "system";

/** Shows the theme that is kept on this device, and follows a choice that is made in another tab. */
export const startTheme = (): void => {
  const kept = themeOf(readFromDevice("theme"));
  if (kept !== "system") show(kept);
  followOnDevice("theme", (value) => show(themeOf(value)));
};
