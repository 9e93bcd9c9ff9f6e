/**
 * How far the server's clock is ahead of the local one, in ms, after a call that was sent and answered at local times and during which
 * the server read `serverTime` ([W3]). The answer proves no more than that the server did so between the two; so what was known
 * `before` stands where it agrees with that, and else moves as little as it must. Without this, every slow call would move the clock by
 * which the student's work is dated.
 */
export const offsetAfter = (
  before: number | null,
  { sentAt, answeredAt }: { sentAt: number; answeredAt: number },
  serverTime: number,
): number =>
  before === null
    ? Math.round(serverTime - (sentAt + answeredAt) / 2)
    : Math.min(Math.max(before, serverTime - answeredAt), serverTime - sentAt);
