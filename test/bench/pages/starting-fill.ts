/** Makes an origin what the device of someone who has studied for years is, and has a plain page's worker installed. */
import { workerUrl } from "../../../src/host/worker-url.ts";
import { openDevice } from "../../../src/store/device.ts";
import { fillAthro, fillPlain } from "./filled.ts";
import { SESSION, USER } from "./rows.ts";

const bench = {
  athro: async () => {
    const db = await fillAthro();
    await db.chat_sessions.put({
      id: SESSION,
      seq: 0,
      stamps: {},
      deleted: false,
      extra: {},
      athro_id: "athro-maths",
      created_at: "2026-11-20T10:00:00.000Z",
      title: "Odd numbers",
      is_active: true,
    });
    db.close();
    const device = openDevice();
    const email = "student@example.org";
    const session = { uid: USER, email, accessToken: "", refreshToken: "", expiresAt: 0 };
    await device.enter({ key: "current", kind: "student", uid: USER, email }, session);
    device.db.close();
  },
  plain: async () => {
    (await fillPlain()).close();
    await navigator.serviceWorker.register(workerUrl("/sw.js"));
    await navigator.serviceWorker.ready;
  },
};
export type StartingFill = typeof bench;
Object.assign(globalThis, { bench });
