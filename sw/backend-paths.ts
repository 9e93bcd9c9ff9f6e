/** Paths of the backend, whatever its origin. */
export const BACKEND_PATHS = ["rest", "auth", "realtime", "functions", "storage"] as const;
