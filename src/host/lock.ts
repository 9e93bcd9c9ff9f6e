/** Web Locks as the rest needs them. A browser without them goes on without: the store's own check keeps it right ([S5]). */

/** Runs `body` alone if the lock can be had within `patienceMs`, and without it otherwise: a frozen tab may be holding it. */
export const preferablyAlone = async <T>(
  name: string,
  patienceMs: number,
  body: () => Promise<T>,
): Promise<T> => {
  if (!navigator.locks) return body();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  let began = false;
  try {
    return await navigator.locks.request(name, { signal: patience.signal }, () => {
      began = true;
      clearTimeout(timer);
      return body();
    });
  } catch (error) {
    if (began || !patience.signal.aborted) throw error;
    return body();
  } finally {
    clearTimeout(timer);
  }
};
