/** Every screen and state of the app, in orders in which one browser can reach them. */
import { ALONE } from "./alone.ts";
import { CONVERSATION } from "./conversation.ts";
import { DEVICE } from "./device.ts";
import { PLANNER } from "./planner.ts";
import { STUDYING } from "./studying.ts";
import { SIGNED_IN } from "./signed-in.ts";
import { TROUBLE } from "./trouble.ts";
import type { State } from "./world.ts";

/** From a first visit on. */
export const BEGINNING: readonly State[] = [...ALONE, ...SIGNED_IN, ...PLANNER];

/** For a student who has an account, and needs nothing in it. */
export const FURTHER: readonly State[] = [...STUDYING, ...CONVERSATION, ...DEVICE, ...TROUBLE];
