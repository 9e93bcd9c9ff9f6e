/** Of the Temporal API, which not all browsers have. */
interface KnowingZone {
  Temporal?: { Now: { timeZoneId(): string } };
}

/**
 * The IANA zone of this device, or UTC where the browser doesn't know it.
 *
 * Temporal is asked first: a page's first `Intl.DateTimeFormat` reads all there is about dates, and holds a slow phone up for a tenth of a
 * second.
 */
export const deviceZone = (): string => {
  const zone =
    (globalThis as KnowingZone).Temporal?.Now.timeZoneId() ??
    new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone && zone !== "Etc/Unknown" ? zone : "UTC";
};
