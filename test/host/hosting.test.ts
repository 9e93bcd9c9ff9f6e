import { describe, expect, test } from "vitest";
import { hostFiles } from "../../hosting/host-files.ts";
import { backendOrigins, securityHeaders } from "../../hosting/security-headers.ts";

const CONNECT = backendOrigins("https://ref.supabase.co");
const wanted = Object.entries(securityHeaders(CONNECT));

test("a build for a Supabase project may talk to it, by https and wss, and to nothing else", () => {
  expect(securityHeaders(CONNECT)["Content-Security-Policy"]).toContain(
    "connect-src 'self' https://ref.supabase.co wss://ref.supabase.co;",
  );
  expect(backendOrigins("http://127.0.0.1:54321/")).toEqual([
    "http://127.0.0.1:54321",
    "ws://127.0.0.1:54321",
  ]);
  expect(backendOrigins("")).toEqual([]);
});

test.each(["ref.supabase.co", "javascript:alert(1)", "*"])("%j is no project's address", (url) => {
  expect(() => backendOrigins(url)).toThrow(TypeError);
});

test("nothing in the policy loosens it", () => {
  const policy = securityHeaders(CONNECT)["Content-Security-Policy"];
  expect(policy).not.toMatch(/unsafe|\*|'strict-dynamic'|data:(?!.*blob:)/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
});

describe("each kind of host is told the same", () => {
  const files = hostFiles(CONNECT);

  test("_headers", () => {
    const [everywhere = ""] = (files["_headers"] ?? "").split("\n/assets/*");
    for (const [name, value] of wanted) expect(everywhere).toContain(`\n  ${name}: ${value}\n`);
    expect(files["_headers"]).toContain("\n/sw.js\n  Cache-Control: no-cache\n");
  });

  test("vercel.json", () => {
    const { headers, rewrites } = JSON.parse(files["vercel.json"] ?? "");
    expect(headers[0].headers).toEqual(
      expect.arrayContaining(wanted.map(([key, value]) => ({ key, value }))),
    );
    const page = new RegExp(`^${rewrites[0].source}$`);
    expect("/calendar").toMatch(page);
    expect("/assets/gone-12345678.js").not.toMatch(page);
  });

  test("nginx.conf, in each of its blocks", () => {
    const blocks = (files["nginx.conf"] ?? "").split("location ").slice(1);
    expect(blocks).toHaveLength(2);
    for (const block of blocks)
      for (const [name, value] of wanted)
        expect(block).toContain(`  add_header ${name} "${value}" always;\n`);
  });
});
