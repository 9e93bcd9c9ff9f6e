import { inject } from "vitest";
import { webkit } from "./webkit.ts";
import { runScenarios } from "./run-scenarios.ts";

runScenarios(webkit(inject("engines").webkit));
