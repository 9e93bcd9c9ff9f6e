import { describe, expect, test } from "vitest";
import { athroIdOf } from "../../../src/model/legacy/athro-id.ts";
import { parseLegacyKey } from "../../../src/model/legacy/keys.ts";

const UID = "1a111111-1111-4111-8111-11111111111f";

describe("[I2] a key of the old app says whose it is and what it holds", () => {
  const session = { kind: "session", athroId: "athro-maths", sessionId: null, archived: false };
  const archived = { ...session, sessionId: "s_1", archived: true };
  test.each([
    [`athro_chat_session_${UID}_athro-maths`, UID, session],
    [`athro_chat_session_${UID.toUpperCase()}_athro-maths`, UID, session],
    ["athro_chat_session_anonymous_athro-maths", null, session],
    ["athro_chat_session_athro-maths", null, session],
    [`athro_chat_session_${UID}_athro-maths_archived_s_1`, UID, archived],
    ["athro_chat_session_anonymous_athro-maths_archived_s_1", null, archived],
    [`calendar_events_${UID}`, UID, { kind: "calendar", backup: false }],
    [`calendar_events_backup_${UID}`, UID, { kind: "calendar", backup: true }],
    ["athro_dashboard_calendar_events", null, { kind: "calendar", backup: false }],
    ["athroCalendarEvents", null, { kind: "calendar", backup: false }],
    ["athro_dashboard_athro_confidence", null, { kind: "confidence" }],
    ["athro_workspace_confidence_levels", null, { kind: "confidence" }],
    ["ATHRO_WORKSPACE_CONFIDENCE_LEVELS", null, { kind: "confidence" }],
    ["athro_dashboard_theme", null, { kind: "preference", name: "theme" }],
  ])("%s", (key, owner, form) => {
    expect(parseLegacyKey(key)).toEqual({ key, owner, form });
  });

  test.each([
    "athro-language",
    "athro-theme",
    "athro-last-moment",
    "calendar",
    "sb-auth-token",
    "",
  ])("and this app's and others' keys are none: %j", (key) => {
    expect(parseLegacyKey(key)).toBeNull();
  });
});

describe("an Athro of old data", () => {
  test.each([
    ["athro-maths", "athro-maths"],
    ["Athro-Maths", "athro-maths"],
    ["mathematics", "athro-maths"],
    ["athro-dt", "athro-designtech"],
    ["ICT", "athro-it"],
    ["AthroCymraeg", "athro-welsh"],
    ["AthroRS", "athro-rs"],
    [" athro-art\n", "athro-art"],
    ["athro-latin", "athro-latin"],
    ["Latin", "Latin"],
    ["constructor", "constructor"],
    ["", ""],
  ])("%j is %j", (written, id) => {
    expect(athroIdOf(written)).toBe(id);
  });
});
