/**
 * Tells whether a value is still the one that was seen: its length and 53 bits of a hash of it (cyrb53's mixing). Cheap enough for megabytes
 * at every start; no protection against someone who wants two values to look alike.
 */
export const fingerprintOf = (text: string): string => {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return `${text.length}:${((b & 0x1f_ffff) >>> 0).toString(16)}:${(a >>> 0).toString(16)}`;
};
