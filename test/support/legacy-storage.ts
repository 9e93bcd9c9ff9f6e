import type { LegacyStorage } from "../../src/store/import-legacy.ts";

/** The localStorage of one device, as far as the import needs it. */
export class FakeStorage implements LegacyStorage {
  readonly values: Map<string, string>;

  constructor(values: Readonly<Record<string, unknown>> = {}) {
    this.values = new Map(
      Object.entries(values).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
  }

  keys(): string[] {
    return [...this.values.keys()];
  }

  get(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  remove(key: string): void {
    this.values.delete(key);
  }

  /** As a tab of the old app would write. */
  set(key: string, value: unknown): void {
    this.values.set(key, typeof value === "string" ? value : JSON.stringify(value));
  }
}

export const said = (role: string, content: unknown) => ({ role, content });

/** 2024-04-05T19:34:38.901Z. */
export const APRIL_MS = 1_712_345_678_901;

/** A ChatSession of the old app. */
export const oldSession = (over: Readonly<Record<string, unknown>> = {}) => ({
  id: "s1",
  athroId: "athro-maths",
  messages: [said("user", "What is 2 + 2?"), said("assistant", "4")],
  createdAt: APRIL_MS,
  updatedAt: APRIL_MS + 60_000,
  isActive: true,
  ...over,
});

/** A CalendarEvent of the old app. */
export const oldEvent = (over: Readonly<Record<string, unknown>> = {}) => ({
  id: "1712345678901",
  title: "Algebra",
  start: "2024-07-01T15:00:00.000Z",
  end: "2024-07-01T16:00:00.000Z",
  athroId: "athro-maths",
  subject: "Maths",
  length: 60,
  athro: "AthroMaths",
  confidenceLevel: 7,
  isPriority: true,
  day: "Sunday",
  time: "03:00",
  weekType: "next",
  ...over,
});
