import { expect, test } from "vitest";
import { ATHROS } from "../../src/model/athros.ts";
import { personaOf, systemPrompt } from "../../supabase/functions/athro-reply/personas.ts";

const ATHRO_IDS = ATHROS.map(({ id }) => id);

test("every Athro has a persona of its own, and its prompt has its name, subject and focus", () => {
  const personas = ATHRO_IDS.map(personaOf);
  for (const field of ["name", "subject", "focus"] as const) {
    expect(new Set(personas.map((persona) => persona[field])).size).toBe(ATHRO_IDS.length);
  }
  for (const persona of personas) {
    const prompt = systemPrompt(persona);
    for (const part of [persona.name, persona.subject, persona.focus])
      expect(prompt).toContain(part);
  }
});

test("an Athro's name is the one that the app shows", () => {
  for (const { id, name } of ATHROS) expect(personaOf(id).name).toBe(name);
});

test("every prompt holds the rules of teaching and of care", () => {
  for (const id of [...ATHRO_IDS, "athro-unheard-of"]) {
    const prompt = systemPrompt(personaOf(id));
    expect(prompt).toContain("Key Stage 3 and GCSE");
    expect(prompt).toContain("exactly one question back");
    expect(prompt).toContain("Never do homework");
    expect(prompt).toContain("unsure");
    expect(prompt).toContain("English or Welsh (Cymraeg)");
    expect(prompt).toContain("Childline on 0800 1111");
  }
});

test.each(["athro-unheard-of", "", "toString", "__proto__", "athro-maths "])(
  "an unknown id (%j) gets the general tutor",
  (id) => {
    const persona = personaOf(id);
    expect(persona.name).toBe("Athro");
    expect(systemPrompt(persona)).toContain("You are Athro, a tutor");
  },
);
