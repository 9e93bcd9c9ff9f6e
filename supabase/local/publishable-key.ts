/**
 * The API key of the local backend, which names the project and proves nothing: whoever can reach the backend may know it.
 * This file imports nothing, so that vite.config.ts can read it.
 */
export const PUBLISHABLE_KEY = "sb_publishable_athro_local";
