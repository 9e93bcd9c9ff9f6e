import { type Endpoint, startTestBackend } from "../support/backend.ts";
import { freshDatabase } from "../support/database.ts";

export interface Target extends Endpoint {
  close(): Promise<void>;
}

/**
 * What the contract is held against: a real stack where SUPABASE_URL and SUPABASE_ANON_KEY name one (with this project's migrations
 * and functions, and without confirmation of emails), the local backend otherwise.
 */
export async function openTarget(): Promise<Target> {
  const { SUPABASE_URL, SUPABASE_ANON_KEY } = process.env;
  if (SUPABASE_URL !== undefined && SUPABASE_URL !== "") {
    if (!SUPABASE_ANON_KEY) throw new Error("SUPABASE_URL is set without SUPABASE_ANON_KEY");
    return { url: SUPABASE_URL, key: SUPABASE_ANON_KEY, close: async () => undefined };
  }
  const database = await freshDatabase();
  const backend = await startTestBackend({ databaseUrl: database.url });
  return {
    url: backend.url,
    key: backend.key,
    close: async () => {
      await backend.stop();
      await database.drop();
    },
  };
}
