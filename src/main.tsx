import { render } from "preact";
import { App } from "./ui/app.tsx";
import { createServices } from "./app-services.ts";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");
const services = await createServices();
render(<App services={services} />, root);
