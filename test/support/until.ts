import { vi } from "vitest";

/** A busy machine takes its time; only what fails waits so long. ms. */
const PATIENCE_MS = 30_000;

/** Waits until what is checked does not throw; rejects with what it threw last. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, PATIENCE_MS);
