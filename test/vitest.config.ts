import { statfsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./longest-first.ts";

/** In bytes, of what a whole run keeps at one time. */
const ROOM = 4 * 2 ** 30;
const MEMORY = "/dev/shm";

const hasRoom = (path: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize > ROOM;
  } catch {
    return false;
  }
};

// Hundreds of browsers and databases are laid down and taken away: in memory where there is room for them. Workers inherit this.
if (hasRoom(MEMORY)) process.env.TMPDIR ??= MEMORY;

/** What is awaited comes at once, unless the machine is busy: only what fails waits so long. test/support/until.ts says the same. */
const AWAITED = { poll: { timeout: 30_000 } };

/** A browser on a busy machine takes its time; only what fails waits so long. */
const PATIENT = {
  testTimeout: 600_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 90_000 } },
  // A machine that stands still for a minute fails one run; a fault fails two. Vitest prints what was tried again.
  retry: 1,
};

// Five projects, so that each kind of test can be run alone; the order in `npm test` is cheapest first. What needs a browser goes from one
// queue, so that no processor waits for the last of one kind.
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    reporters: ["default"],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/{model,sync,store,transport,host,ui,functions}/**/*.test.{ts,tsx}"],
          // Some compare thousands of cases, on machines that may be busy.
          testTimeout: 60_000,
          expect: AWAITED,
          // A worker for each processor: vitest leaves one free, which of two is half.
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "sql",
          include: ["supabase/tests/**/*.test.ts", "test/contract/**/*.test.ts"],
          globalSetup: ["test/support/postgres-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: AWAITED,
          // A file waits about as much as it works: for leases, lock timeouts, commits that are late on purpose.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "simulation",
          include: ["test/simulation/**/*.test.ts"],
          globalSetup: ["test/support/postgres-setup.ts"],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          // Each file keeps every processor busy by itself.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/support/browser-setup.ts"],
          ...PATIENT,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: "engines",
          include: ["test/engines/**/*.test.ts"],
          globalSetup: ["test/support/engines-setup.ts"],
          ...PATIENT,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
