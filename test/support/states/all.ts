/** Every screen and state of the app, in an order in which one browser can reach them all. */
import { ALONE } from "./alone.ts";
import { CONVERSATION } from "./conversation.ts";
import { DEVICE } from "./device.ts";
import { PLANNER } from "./planner.ts";
import { STUDYING } from "./studying.ts";
import { SIGNED_IN } from "./signed-in.ts";
import { TROUBLE } from "./trouble.ts";
import type { State } from "./world.ts";

export const STATES: readonly State[] = [
  ...ALONE,
  ...SIGNED_IN,
  ...PLANNER,
  ...STUDYING,
  ...CONVERSATION,
  ...DEVICE,
  ...TROUBLE,
];
