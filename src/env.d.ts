interface ImportMetaEnv {
  /** The Supabase project; empty: the origin that serves the app. */
  readonly VITE_SUPABASE_URL: string;
  /** The project's publishable key; not a secret. */
  readonly VITE_SUPABASE_PUBLISHABLE_KEY: string;
}
