/**
 * The headers that keep a page of Athro to itself. One source for the local server, for what the build writes for static hosts, and for
 * the tests, so that they can't drift apart.
 */
import { AHEAD_HASH } from "./next-scripts.ts";

/** The only makers of what the browser would run or parse as HTML: the worker's address, and the cleaner of Markdown. */
const TRUSTED_TYPES = ["athro-worker", "dompurify"];

const NO_FEATURES = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
];

/** @param connect origins that the page may talk to, beside its own: `https://ref.supabase.co`, `wss://ref.supabase.co` */
export const securityHeaders = (connect: readonly string[]): Readonly<Record<string, string>> => ({
  "Content-Security-Policy": [
    "default-src 'none'",
    `script-src 'self' ${AHEAD_HASH}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(" "),
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${TRUSTED_TYPES.join(" ")}`,
  ].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": NO_FEATURES.map((feature) => `${feature}=()`).join(", "),
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
});

/**
 * What a build's page talks to beside its own origin.
 * @param supabaseUrl `VITE_SUPABASE_URL`; empty for a build that talks to the origin that serves it
 * @throws TypeError if it is no address of the web
 */
export const backendOrigins = (supabaseUrl: string): readonly string[] => {
  if (supabaseUrl === "") return [];
  const { protocol, origin, host } = new URL(supabaseUrl);
  if (protocol !== "https:" && protocol !== "http:")
    throw new TypeError(`VITE_SUPABASE_URL is no address of the web: ${supabaseUrl}`);
  return [origin, `${protocol === "https:" ? "wss:" : "ws:"}//${host}`];
};
