/** Up to how many characters a session is shared as a text, which every app takes; a longer one goes as a file. */
const TEXT_LENGTH_MAX = 8_000;

export const canShare = (): boolean => "share" in navigator;

/** Through the system's share sheet. False if it can't be; a student who changes their mind has had what they wanted. */
export const shareText = async (title: string, text: string, file: string): Promise<boolean> => {
  if (!canShare()) return false;
  // Browsers share no .md.
  const files = [new File([text], file, { type: "text/plain" })];
  const long = text.length > TEXT_LENGTH_MAX && navigator.canShare?.({ files });
  try {
    await navigator.share(long ? { title, files } : { title, text });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError";
  }
};
