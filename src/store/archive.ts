/** Zip files, packed and unpacked in the page a little at a time; a worker from a blob is not allowed by the content policy. */
import { Unzip, UnzipInflate, Zip, ZipDeflate } from "fflate";
import { createBreath } from "./breathe.ts";

/** Bytes handed on at a time. */
const CHUNK_BYTES = 65_536;
/** What a file may unpack to: far more than any student has, and less than would bring the page down. */
const UNPACKED_BYTES_MAX = 268_435_456;

/** A file in an archive, as pieces of text. */
export interface ArchiveFile {
  name: string;
  text: Iterable<string>;
}

/** Zip files know no time before 1980, and none after 2099. */
const zipTime = (ms: number): Date =>
  new Date(Math.min(Math.max(ms, Date.UTC(1980, 0, 2)), Date.UTC(2099, 11, 30)));

/** Packs files. `at`, ms since 1970, is their date. */
export const pack = async (
  files: readonly ArchiveFile[],
  at: number,
): Promise<Uint8Array<ArrayBuffer>[]> => {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, part) => {
    if (error) failure = error;
    else parts.push(new Uint8Array(part));
  });
  const breath = createBreath();
  const encoder = new TextEncoder();
  for (const { name, text } of files) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = zipTime(at);
    zip.add(file);
    let waiting = "";
    for (const piece of text) {
      waiting += piece;
      if (waiting.length < CHUNK_BYTES) continue;
      file.push(encoder.encode(waiting));
      waiting = "";
      await breath();
    }
    file.push(encoder.encode(waiting), true);
  }
  zip.end();
  if (failure) throw failure;
  return parts;
};

/** An archive that can't be read, or not to its end. */
export class DamagedArchive extends Error {
  override name = "DamagedArchive";
}

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/**
 * The bytes of one file of an archive; null if there is no such file in it. What is no archive is taken for the file itself: some
 * browsers unpack what they download.
 *
 * @throws DamagedArchive
 */
export const unpack = async (bytes: Uint8Array, name: string): Promise<Uint8Array | null> => {
  if (!isZip(bytes)) return bytes;
  if (!hasEnd(bytes)) throw new DamagedArchive("the archive is cut off");
  const parts: Uint8Array[] = [];
  let size = 0;
  let state: "absent" | "begun" | "whole" = "absent";
  const unzip = new Unzip((file) => {
    if (file.name !== name) return;
    state = "begun";
    file.ondata = (error, part, final) => {
      if (error) throw error;
      size += part.length;
      if (size > UNPACKED_BYTES_MAX) throw new DamagedArchive("more than any export holds");
      parts.push(part);
      if (final) state = "whole";
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const breath = createBreath();
  try {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      unzip.push(bytes.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES >= bytes.length);
      await breath();
    }
  } catch (error) {
    throw new DamagedArchive("the archive can't be read", { cause: error });
  }
  return found(state) ? joined(parts, size) : null;
};

/** @throws DamagedArchive for a file of which there is only a part. */
const found = (state: "absent" | "begun" | "whole"): boolean => {
  if (state === "begun") throw new DamagedArchive("the file in the archive is cut off");
  return state === "whole";
};

const joined = (parts: readonly Uint8Array[], size: number): Uint8Array => {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** The longest comment that may follow a zip's end record, and that record, in bytes. */
const TAIL_BYTES = 65_535 + 22;

/** Whether the record that ends a zip is there: what was cut off lacks it. */
const hasEnd = (bytes: Uint8Array): boolean => {
  const last = Math.max(0, bytes.length - TAIL_BYTES);
  for (let at = bytes.length - 22; at >= last; at--)
    if (
      bytes[at] === 0x50 &&
      bytes[at + 1] === 0x4b &&
      bytes[at + 2] === 0x05 &&
      bytes[at + 3] === 0x06
    )
      return true;
  return false;
};
