import { render } from "preact";
import { App } from "./ui/app.tsx";
import { createServices } from "./app-services.ts";

const begin = async (): Promise<void> => {
  const root = document.getElementById("app");
  if (!root) throw new Error("index.html has no #app");
  render(<App services={await createServices()} />, root);
};

// No await at the top: the later chunks import from this one and would have to wait for it, and WebKit hands them out without having run
// them.
void begin();
