import { expect, test } from "vitest";
import { configured } from "../../supabase/functions/remind/environment.ts";
import { isPushHost } from "../../supabase/functions/remind/send.ts";

const env = {
  SUPABASE_URL: "https://project.example.org",
  SUPABASE_ANON_KEY: "key",
  SUPABASE_SERVICE_ROLE_KEY: "service",
  REMIND_SECRET: "x".repeat(32),
  VAPID_PUBLIC_KEY: "public",
  VAPID_PRIVATE_KEY: "private",
  VAPID_SUBJECT: "mailto:school@example.org",
};
const known = configured(env)?.hosts ?? [];

test.each([
  "https://fcm.googleapis.com/fcm/send/abc",
  "https://updates.push.services.mozilla.com/wpush/v2/abc",
  "https://web.push.apple.com/abc",
  "https://wns2-par02p.notify.windows.com/w/?token=abc",
])("%s is a push service's", (endpoint) => {
  expect(isPushHost(endpoint, known)).toBe(true);
});

test.each([
  "http://fcm.googleapis.com/fcm/send/abc",
  "https://fcm.googleapis.com:8443/fcm/send/abc",
  "https://fcm.googleapis.com.example.org/abc",
  "https://fcm.googleapis.com@example.org/abc",
  "https://name:word@fcm.googleapis.com/abc",
  "https://push.apple.com.example.org/abc",
  "https://evilpush.apple.com/abc",
  "https://web.push.apple.com:22/abc",
  "https://localhost/abc",
  "https://127.0.0.1/abc",
  "http://127.0.0.1:4173/abc",
  "https://[::1]/abc",
  "https://169.254.169.254/latest/meta-data",
  "https://10.0.0.1/abc",
  "https://0x7f000001/abc",
  "file:///etc/passwd",
  "push",
  "",
])("%s is not", (endpoint) => {
  expect(isPushHost(endpoint, known)).toBe(false);
});

test("a project may name others in their place; this machine only by its port", () => {
  const hosts =
    configured({ ...env, PUSH_HOSTS: "push.example.org, *.push.example.net,127.0.0.1:9" })?.hosts ??
    [];
  const allowed = [
    "https://push.example.org/1",
    "https://a.push.example.net/1",
    "http://127.0.0.1:9/1",
  ];
  for (const endpoint of allowed) expect(isPushHost(endpoint, hosts)).toBe(true);
  const refused = [
    "https://fcm.googleapis.com/1",
    "http://push.example.org/1",
    "https://push.example.net/1",
    "http://127.0.0.1:10/1",
  ];
  for (const endpoint of refused) expect(isPushHost(endpoint, hosts)).toBe(false);
});

test.each(Object.keys(env).slice(2))("without %s nothing is configured", (name) => {
  expect(configured({ ...env, [name]: "" })).toBeNull();
});
