/** Calendar files that the system opens with Athro: the student is asked about each on the calendar's screen, to which the launch leads. */
import { openCalendarFile, pendingFile } from "./ui/calendar/pending-file.ts";

/** Chromium's alone so far, and not in TypeScript's library. It keeps launches until there is someone to take them. */
interface LaunchQueue {
  setConsumer(take: (launch: { files?: readonly LaunchedFile[] }) => void): void;
}
type LaunchedFile = Pick<FileSystemFileHandle, "name" | "getFile">;

/** One that is gone by now is asked about as an empty one, of which the dialog says that there is no calendar in it. */
const read = async (launched: LaunchedFile): Promise<File> => {
  try {
    return await launched.getFile();
  } catch (error) {
    console.warn("calendar: a file could not be opened", error);
    return new File([], launched.name);
  }
};

export const takeLaunchedFiles = (): void => {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  const waiting: File[] = [];
  const next = (): void => {
    const file = pendingFile.peek() === null ? waiting.shift() : undefined;
    if (file) openCalendarFile(file);
  };
  const take = async (files: readonly LaunchedFile[]): Promise<void> => {
    waiting.push(...(await Promise.all(files.map(read))));
    next();
  };
  launchQueue?.setConsumer(({ files = [] }) => void take(files));
  // When one has been decided on, and not while that is being told.
  if (launchQueue) pendingFile.subscribe(() => queueMicrotask(next));
};
