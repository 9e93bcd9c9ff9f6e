/** `npm run test:day -- --seed S`: one school day of any seed and length. */
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";

const USAGE = `Usage: npm run test:day -- [options]

  --seed S      the day; the same seed draws the same acts and weather (default: a new one)
  --actions N   acts on both devices together (default 300)
  --minutes M   how long the day takes; the network's absences grow with it (default 0: as fast as it goes)
`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    actions: { type: "string", default: "300" },
    minutes: { type: "string", default: "0" },
    help: { type: "boolean", short: "h" },
  },
});
const { seed, actions, minutes } = values;
if (values.help) process.stdout.write(USAGE);
else if (!/^[1-9]\d*$/.test(actions) || !/^\d+(\.\d+)?$/.test(minutes)) {
  process.stderr.write(`--actions and --minutes take numbers.\n${USAGE}`);
  process.exitCode = 2;
} else {
  process.env.DAY_SEED = seed;
  process.env.DAY_ACTIONS = actions;
  process.env.DAY_MINUTES = minutes;
  console.log(`A school day with seed ${seed}`);
  const vitest = await startVitest("test", ["test/e2e/school-day"], {
    config: new URL("../vitest.config.ts", import.meta.url).pathname,
    project: "e2e",
    watch: false,
  });
  await vitest.close();
}
