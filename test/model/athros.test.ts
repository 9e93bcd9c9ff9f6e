import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ATHROS, athroOf, isKnownAthro } from "../../src/model/athros.ts";

describe("the Athros", () => {
  test("have ids, names and marks of their own, and hues that can be told apart", () => {
    for (const key of ["id", "name", "mark", "hue"] as const)
      expect(new Set(ATHROS.map((one) => one[key])).size).toBe(ATHROS.length);
    for (const { id, mark, hue } of ATHROS) {
      expect(id).toMatch(/^athro-[a-z]+$/);
      expect(mark).toHaveLength(2);
      expect(hue >= 0 && hue < 360).toBe(true);
    }
  });

  test("are found by id", () => {
    for (const athro of ATHROS) {
      expect(athroOf(athro.id)).toBe(athro);
      expect(isKnownAthro(athro.id)).toBe(true);
    }
  });
});

describe("an Athro of old data", () => {
  test("keeps its own name, and a hue that is always the same", () => {
    expect(athroOf("athro-astronomy")).toMatchObject({
      id: "athro-astronomy",
      name: "astronomy",
      mark: "as",
    });
    expect(athroOf("athro-astronomy").hue).toBe(athroOf("athro-astronomy").hue);
    expect(athroOf("athro-astronomy").hue).not.toBe(athroOf("athro-botany").hue);
    expect(athroOf("athro-").name).toBe("athro-");
  });

  test("can have any id", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "-", "🙂", "ŵ", "\ud83d", " ") }),
        (id) => {
          fc.pre(!isKnownAthro(id));
          const athro = athroOf(id);
          expect(athro.id).toBe(id);
          expect(Number.isInteger(athro.hue) && athro.hue >= 0 && athro.hue < 360).toBe(true);
        },
      ),
    );
    expect(isKnownAthro("constructor")).toBe(false);
  });
});
