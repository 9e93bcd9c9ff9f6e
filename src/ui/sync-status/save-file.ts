/** The browser reads a blob after the click has returned. */
const READ_TIME_MS = 60_000;

/** Gives the student a value as a JSON file. */
export const saveFile = (name: string, value: unknown): void => {
  const blob = new Blob([JSON.stringify(value, null, 2)], { type: "application/json" });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_TIME_MS);
};
