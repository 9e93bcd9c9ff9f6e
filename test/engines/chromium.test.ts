import { inject } from "vitest";
import { chromium } from "./puppeteer.ts";
import { runScenarios } from "./run-scenarios.ts";

runScenarios(chromium(inject("engines").chromium));
