import { describe, expect, test } from "vitest";
import { preferenceId } from "../../src/model/ids.ts";
import { readDraft } from "../../src/store/drafts.ts";
import { dropLeftDraft, readLeftDraft } from "../../src/store/left-drafts.ts";
import { getPreference } from "../../src/store/preferences.ts";
import {
  adopt,
  adoptWhole,
  ART,
  MATHS,
  newWorld,
  sync,
  withChatAndDraft,
} from "./support/guest-world.ts";

describe("a guest's preferences and drafts", () => {
  test("[U6] wait until the device knows what the account has", async () => {
    const world = await newWorld();
    await adopt(world);
    expect(await world.student.db.preferences.count()).toBe(0);
    expect(await readDraft(world.student.db, MATHS)).toBe("");
    await sync(world);
    await adopt(world);
    expect(await getPreference(world.student.db, "confidence")).toMatchObject({ "athro-maths": 7 });
    expect(await readDraft(world.student.db, MATHS)).toBe("What about a fifth");
  });

  test("[U6] wait for an answer of after the sign-in: an earlier one does not know what came since", async () => {
    const world = await newWorld();
    await sync(world);
    withChatAndDraft.fill(world.server);
    await adopt(world);
    expect(await world.student.db.preferences.count()).toBe(0);
    await adoptWhole(world);
    expect(await readDraft(world.student.db, MATHS)).toBe("Of the account");
    expect(await readLeftDraft(world.student.db, MATHS)).toBe("What about a fifth");
  });

  test("[U6] the account's draft stands, and the guest's lies beside it until the composer has it", async () => {
    const world = await newWorld(withChatAndDraft.fill);
    const { student, guest, server } = world;
    await sync(world);
    await adoptWhole(world);
    expect(await readDraft(student.db, MATHS)).toBe("Of the account");
    expect(await readLeftDraft(student.db, MATHS)).toBe("What about a fifth");
    expect(await readDraft(student.db, ART)).toBe("Who was");
    expect(await readLeftDraft(student.db, ART)).toBe("");
    expect((await guest.db.drafts.toArray()).map(({ text }) => text)).toEqual([
      "What about a fifth",
    ]);
    const name = `draft:${MATHS}`;
    expect(server.rows.get(preferenceId(name))?.row.value).toMatchObject({
      text: "Of the account",
    });
    await dropLeftDraft(student.db, MATHS, "What about a fifth");
    expect(await adoptWhole(world)).toEqual({ kind: "done" });
  });

  test("[U6] the account's preference stands, and the guest's is kept under a name of its own", async () => {
    const mine = { "athro-maths": 1 };
    const world = await newWorld((server) => {
      server.put("preferences", preferenceId("confidence"), { name: "confidence", value: mine });
    });
    const { student, server } = world;
    await adoptWhole(world);
    expect(await getPreference(student.db, "confidence")).toEqual(mine);
    expect(server.rows.get(preferenceId("confidence"))?.row.value).toEqual(mine);
    const kept = (await student.db.preferences.toArray()).find(({ name }) =>
      /^guest:.*:confidence$/.test(name),
    );
    expect(kept?.value).toEqual({ "athro-maths": 7, "athro-art": 2 });
  });

  test("[U6] a value that came back with its keys in another order is the same", async () => {
    const world = await newWorld((server) => {
      const value = { "athro-art": 2, "athro-maths": 7 };
      server.put("preferences", preferenceId("confidence"), { name: "confidence", value });
    });
    await adoptWhole(world);
    const names = (await world.student.db.preferences.toArray()).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("guest:"))).toEqual([]);
  });
});
