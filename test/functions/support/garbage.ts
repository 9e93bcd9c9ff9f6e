import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Has the engine throw away what is held by nothing, as it does at a time of its own. */
export const collectGarbage = async (): Promise<void> => {
  for (let n = 0; n < 10; n += 1) {
    // What is held for the current turn alone is let go in the next.
    await pause(5);
    collect();
  }
};
