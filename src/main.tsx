import { render } from "preact";
import { App } from "./ui/app.tsx";
import { startLanguage } from "./ui/i18n/language.ts";
import { createServices } from "./app-services.ts";

const begin = async (): Promise<void> => {
  const root = document.getElementById("app");
  if (!root) throw new Error("index.html has no #app");
  const [services] = await Promise.all([createServices(), startLanguage()]);
  render(<App services={services} />, root);
};

// No await at the top, here or in what this imports: the later chunks import from this one and would have to wait for it, and WebKit
// hands them out without having run them.
void begin();
