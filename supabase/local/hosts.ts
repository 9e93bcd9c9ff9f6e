/**
 * The backend answers this machine's own browser alone. A page from elsewhere could reach 127.0.0.1 through a DNS name that it
 * controls (seen in Host) or by a cross-origin request (seen in Origin).
 */

/** @param host as in the header: a name or address, with a port or without. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

/** A missing Origin is no browser's cross-origin request. */
export function isLoopbackOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  const match = /^https?:\/\/(.+)$/i.exec(origin);
  return isLoopbackHost(match?.[1]);
}
