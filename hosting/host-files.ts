/** The same headers and caching, as each kind of static host wants to be told of them. */
import { securityHeaders } from "./security-headers.ts";

/** Only what carries a hash of its content in its name may be kept without asking. */
const HASHED = "/assets/";
const FOR_EVER = "public, max-age=31536000, immutable";
const ASK_FIRST = "no-cache";
const SECURE_TRANSPORT = "max-age=31536000";

const everywhere = (connect: readonly string[]): [string, string][] => [
  ...Object.entries(securityHeaders(connect)),
  ["Strict-Transport-Security", SECURE_TRANSPORT],
];

/** Netlify and Cloudflare Pages: `_headers`. Where two rules name a header, a host may send both: so each path has one for caching. */
const netlify = (connect: readonly string[], unhashed: readonly string[]): string =>
  [
    "/*",
    ...everywhere(connect).map(([name, value]) => `  ${name}: ${value}`),
    `${HASHED}*`,
    `  Cache-Control: ${FOR_EVER}`,
    ...unhashed.flatMap((path) => [path, `  Cache-Control: ${ASK_FIRST}`]),
    "",
  ].join("\n");

const rule = (source: string, headers: [string, string][]) => ({
  source,
  headers: headers.map(([key, value]) => ({ key, value })),
});

/** Vercel: `vercel.json` in the directory that is deployed. */
const vercel = (connect: readonly string[], unhashed: readonly string[]): string =>
  `${JSON.stringify(
    {
      rewrites: [{ source: `/((?!${HASHED.slice(1)}).*)`, destination: "/index.html" }],
      headers: [
        rule("/(.*)", everywhere(connect)),
        rule(`${HASHED}(.*)`, [["Cache-Control", FOR_EVER]]),
        ...unhashed.map((path) => rule(path, [["Cache-Control", ASK_FIRST]])),
      ],
    },
    null,
    2,
  )}\n`;

/** nginx: to be included in the `server` block. It inherits no header into a block that adds one, so each has them all. */
const nginx = (connect: readonly string[]): string => {
  const block = (location: string, caching: string, tail: readonly string[]) => [
    `location ${location} {`,
    ...[...everywhere(connect), ["Cache-Control", caching]].map(
      ([name, value]) => `  add_header ${name} "${value}" always;`,
    ),
    ...tail.map((line) => `  ${line}`),
    "}",
  ];
  return [
    ...block(HASHED, FOR_EVER, []),
    ...block("/", ASK_FIRST, ["try_files $uri /index.html;"]),
    "",
  ].join("\n");
};

const UNHASHED = ["/", "/index.html", "/sw.js", "/manifest.webmanifest"];

/** By file name. */
export const hostFiles = (connect: readonly string[]): Readonly<Record<string, string>> => ({
  _headers: netlify(connect, UNHASHED),
  "vercel.json": vercel(connect, UNHASHED),
  "nginx.conf": nginx(connect),
});
