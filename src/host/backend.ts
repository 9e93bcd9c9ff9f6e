import type { Backend } from "../transport/session.ts";

/** Set at build time (`vite.config.ts`); without a URL the backend is where the app came from, as with `npm start`. */
export const backend: Backend = {
  url: import.meta.env.VITE_SUPABASE_URL.replace(/\/+$/, "") || location.origin,
  key: import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY,
};
