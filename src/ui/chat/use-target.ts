import { useLocation } from "preact-iso/router";

/** The message that the address asks for, as a search has it: `?message=` and its id. Null without one. */
export const useTarget = (): string | null => useLocation().query["message"] || null;
