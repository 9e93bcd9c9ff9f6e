/** The browser reads a blob after the click has returned. */
const READ_TIME_MS = 60_000;

/** Gives the student a file. */
export const saveBlob = (name: string, blob: Blob): void => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_TIME_MS);
};
