import { render } from "preact";
import { App } from "./ui/app.tsx";
import { loadWords, startLanguage } from "./ui/i18n/language.ts";
import { Broken } from "./ui/shell/broken.tsx";
import { prepareScreen } from "./ui/shell/routes.tsx";
import { readFromDevice } from "./ui/kept-on-device.ts";
import { createServices } from "./app-services.ts";

/** A start that takes longer than this says so, ms. */
const LONG_MS = 8_000;

const start = async (root: HTMLElement): Promise<void> => {
  const language = startLanguage();
  // On a device that Athro has been on before there is most likely someone: the screen comes while their databases are opened.
  if (readFromDevice("visits") !== null) void language.then(() => prepareScreen(location.pathname));
  let over = false;
  const { services, opened } = createServices({
    // What is around the screens; they wait for the student's store.
    known: () => void language.then(() => over || draw()),
    failed: (error) => render(<Broken error={error} />, root),
  });
  const draw = () => render(<App services={services} />, root);
  const slow = setTimeout(() => {
    Promise.all([import("./ui/shell/slow-start.tsx"), loadWords(["device"])]).then(
      ([{ SlowStart }]) => over || render(<SlowStart />, root),
      () => {},
    );
  }, LONG_MS);
  try {
    await Promise.all([opened, language]);
    // In place of what was said of a slow start.
    draw();
  } catch (error) {
    // A browser that keeps nothing for this site, or a part of the app that couldn't be had.
    console.error("start: failed", error);
    render(<Broken error={error} />, root);
  }
  over = true;
  clearTimeout(slow);
};

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");
// No await at the top, here or in what this imports: the later chunks import from this one and would have to wait for it, and WebKit
// hands them out without having run them.
void start(root);
