/** What the function is told by the host it runs on. Secrets among these stay on the server. */
export interface ReplyEnv {
  /** Base of the project's API; PostgREST is at `/rest/v1` below it. */
  SUPABASE_URL: string;
  /** The project's public key, for requests that bring none of their own. */
  SUPABASE_ANON_KEY: string;
  /** Base of an OpenAI-compatible API, such as `http://127.0.0.1:11434/v1`. Without it the practice coach replies. */
  TUTOR_API_URL?: string;
  /** Sent to the tutor's server as a bearer token. A secret. */
  TUTOR_API_KEY?: string;
  /** Model named in requests to the tutor's server; `default` without it, which servers of a single model accept. */
  TUTOR_MODEL?: string;
}

/** Gathers the environment from a host's variables. Blank counts as not set. */
export const readEnv = (variable: (name: keyof ReplyEnv) => string | undefined): ReplyEnv => {
  const set = (name: keyof ReplyEnv) => {
    const value = variable(name)?.trim();
    return value === undefined || value === "" ? {} : { [name]: value };
  };
  return {
    SUPABASE_URL: "",
    SUPABASE_ANON_KEY: "",
    ...set("SUPABASE_URL"),
    ...set("SUPABASE_ANON_KEY"),
    ...set("TUTOR_API_URL"),
    ...set("TUTOR_API_KEY"),
    ...set("TUTOR_MODEL"),
  };
};
