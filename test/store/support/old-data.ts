/** What the old app left of a student and of a guest, and a server to move it to. */
import type { Mutation } from "../../../src/model/mutation.ts";
import type { Ack } from "../../../src/sync/protocol.ts";
import { oldEvent, oldSession, said } from "../../support/legacy-storage.ts";
import { STUDENT, type TestStore } from "../../support/store.ts";
import { exchange } from "./exchange.ts";
import type { ServerRows } from "./server-rows.ts";

export const chat = (who: string, athro: string) => `athro_chat_session_${who}${athro}`;
export const ACTIVE = chat(`${STUDENT}_`, "athro-maths");
export const ARCHIVED = `${ACTIVE}_archived_s0`;
export const CALENDAR = `calendar_events_${STUDENT}`;
const old = oldSession({ id: "s0", messages: [said("user", "Hello"), said("user", "Hello")] });

export const STUDENTS = {
  [ACTIVE]: oldSession(),
  [ARCHIVED]: old,
  [CALENDAR]: { events: [oldEvent(), oldEvent({ title: "Geometry" })], userId: STUDENT },
  [`calendar_events_backup_${STUDENT}`]: { events: [oldEvent({ title: "Stale" })] },
};

export const GUESTS = {
  [chat("anonymous_", "athro-maths")]: oldSession(),
  [`${chat("anonymous_", "athro-maths")}_archived_s0`]: old,
  [chat("", "athro-art")]: oldSession({ athroId: "athro-art" }),
  athroCalendarEvents: [oldEvent()],
  athro_workspace_confidence_levels: { "athro-maths": 7 },
};

/** A server that merges imports as [M4] says. */
export const answered =
  (server: ServerRows) =>
  (mutation: Mutation, i: number): Ack => {
    const known = server.rows.get(mutation.id);
    if (known && mutation.stamp === 0) return { i, status: "applied", seq: known.row.seq };
    return server.accept(mutation, i);
  };

export const sync = async (store: TestStore, server: ServerRows): Promise<void> => {
  for (let calls = 0; calls < 4; calls++)
    await exchange(store, server, { answered: answered(server) });
};

export const saidOn = (server: ServerRows): string[] =>
  [...server.rows.values()].flatMap(({ row }) =>
    "content" in row ? [String(row["content"])] : [],
  );
