import { render } from "preact";
import { App } from "./ui/app.tsx";
import { startLanguage } from "./ui/i18n/language.ts";
import { prepareScreen } from "./ui/shell/routes.tsx";
import { readFromDevice } from "./ui/kept-on-device.ts";
import { createServices } from "./app-services.ts";
import { inTime } from "./in-time.ts";

const begin = async (): Promise<void> => {
  const root = document.getElementById("app");
  if (!root) throw new Error("index.html has no #app");
  const language = startLanguage();
  // On a device that Athro has been on before there is most likely someone: the screen comes while their databases are opened.
  const screen =
    readFromDevice("visits") !== null && language.then(() => prepareScreen(location.pathname));
  const [services] = await Promise.all([createServices(), language]);
  // With its screen ready, the shell is not seen alone for long.
  if (screen && services.store.value) await inTime(screen);
  render(<App services={services} />, root);
};

// No await at the top, here or in what this imports: the later chunks import from this one and would have to wait for it, and WebKit
// hands them out without having run them.
void begin();
