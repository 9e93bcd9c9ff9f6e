import { inject } from "vitest";
import { firefox } from "./puppeteer.ts";
import { runScenarios } from "./run-scenarios.ts";

runScenarios(firefox(inject("engines").firefox));
