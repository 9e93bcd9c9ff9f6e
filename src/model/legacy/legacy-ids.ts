import { v5 } from "uuid";

/** Every id of imported data derives from these; they never change, since rows on servers have such ids. */
const SESSIONS = "a3d8f2b4-5c16-5e07-9b3a-6d1e0c9f4a71";
const EVENTS = "d94b7e60-18f3-5a2c-8e5d-2f7a61b0c8e3";

/** `legacyId` is the session's id in the old app. */
export const legacySessionId = (athroId: string, legacyId: string): string =>
  v5(`${athroId}\n${legacyId}`, SESSIONS);

/** `before` counts the equal messages (role and content) that come before this one in its session. */
export const legacyMessageId = (
  sessionId: string,
  role: string,
  before: number,
  content: string,
): string => v5(`${role}\n${before}\n${content}`, sessionId);

/** The pieces of a message that is too long for one: the first has the message's own id. */
export const legacyPieceId = (messageId: string, index: number): string =>
  index === 0 ? messageId : v5(String(index), messageId);

/** Times in ms. All that tells one event from another takes part: in the old app an id could come twice. */
export const legacyEventId = (
  legacyId: string,
  athroId: string | null,
  startMs: number,
  endMs: number,
  title: string,
): string => v5(`${legacyId}\n${athroId ?? ""}\n${startMs}\n${endMs}\n${title}`, EVENTS);
