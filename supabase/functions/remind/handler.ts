/**
 * Sends the reminders that are due to the devices on which their students asked for them. It is to be called every minute, by whoever knows
 * the project's secret; a call that comes twice or late does no harm.
 */
import { claimPushes, finishPushes, type Push, type StudentWork, takeWork } from "./calls.ts";
import { type Configured, configured, type RemindEnv } from "./environment.ts";
import { planOf, type Sending } from "./plan.ts";
import { canSign, send, type Sent } from "./send.ts";

/** What is not looked at by then is left to the next run, ms. */
const RUN_MS = 40_000;
const STUDENTS_AT_ONCE = 20;

interface Counts extends Record<Sent, number> {
  students: number;
}

export const handleRemind = async (request: Request, env: RemindEnv): Promise<Response> => {
  if (request.method !== "POST")
    return answer(405, { error: "method_not_allowed" }, { Allow: "POST" });
  const config = configured(env);
  if (!config) return answer(503, { error: "not_configured" });
  if (!(await isSecret(request.headers.get("authorization"), config.secret)))
    return answer(401, { error: "unauthorized" });
  if (!(await canSign(config))) {
    log("the VAPID keys or their subject are not what RFC 8292 asks for");
    return answer(503, { error: "not_configured" });
  }
  const counts: Counts = { students: 0, sent: 0, gone: 0, failed: 0, refused: 0 };
  const started = Date.now();
  try {
    for (let more = true; more && Date.now() - started < RUN_MS;) {
      const { now, students } = await takeWork(config, STUDENTS_AT_ONCE);
      await Promise.all(students.map((student) => remind(config, student, now, counts)));
      more = students.length === STUDENTS_AT_ONCE;
    }
  } catch (error) {
    log(error);
    return answer(502, { error: "unavailable", ...counts });
  }
  return answer(200, { ...counts });
};

/** One student's trouble is no one else's: their lease runs out, and a later run takes it up. */
const remind = async (
  config: Configured,
  student: StudentWork,
  now: number,
  counts: Counts,
): Promise<void> => {
  try {
    const { sendings, next } = planOf(student, now);
    const results = await sendAll(config, student.user, sendings, now);
    const of = (...kinds: Sent[]): Push[] =>
      results.flatMap(({ push, sent }) => (kinds.includes(sent) ? [push] : []));
    const failed = of("failed");
    await finishPushes(config, student.user, {
      seq: student.seq,
      // What failed is tried again by the next run.
      next_at: failed.length > 0 ? now : next,
      sent: of("sent", "refused"),
      failed,
      gone: of("gone").map(({ subscription }) => subscription),
    });
    counts.students++;
    for (const { sent } of results) counts[sent]++;
  } catch (error) {
    log(error);
  }
};

const sendAll = async (
  config: Configured,
  user: string,
  sendings: readonly Sending[],
  now: number,
): Promise<{ push: Push; sent: Sent }[]> => {
  if (sendings.length === 0) return [];
  const claimed = new Set(
    (
      await claimPushes(
        config,
        user,
        sendings.map(({ push }) => push),
      )
    ).map(nameOf),
  );
  const mine = sendings.filter(({ push }) => claimed.has(nameOf(push)));
  // All at once: one that hangs holds back none of the others.
  return Promise.all(
    mine.map(async (sending) => ({ push: sending.push, sent: await send(sending, config, now) })),
  );
};

const nameOf = ({ subscription, key, at }: Push): string => `${subscription} ${key} ${at}`;

/** In a time that does not tell how much of it is right: hashes are compared, all of them. */
const isSecret = async (header: string | null, secret: string): Promise<boolean> => {
  const given = /^Bearer\s+(\S+)\s*$/i.exec(header ?? "")?.[1] ?? "";
  const [a, b] = await Promise.all([hashOf(given), hashOf(secret)]);
  let difference = 0;
  for (let i = 0; i < b.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
};

const hashOf = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

const answer = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });

/** For whoever runs the server: what went wrong, and nothing of anyone's calendar. */
const log = (error: unknown): void =>
  console.error(`remind: ${error instanceof Error ? error.message : String(error)}`);
