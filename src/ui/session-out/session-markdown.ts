/** A session as a text in Markdown, and the name of the file that holds it. */

interface Said {
  /** Who, as shown. */
  by: string;
  /** When, as shown. */
  at: string;
  /** Markdown, as it was written. */
  content: string;
}

/** `about` is a line below the title: with whom, and when it began. */
export const sessionMarkdown = (title: string, about: string, said: readonly Said[]): string =>
  [
    `# ${oneLine(title)}`,
    about,
    ...said.map(({ by, at, content }) => `**${by}** · ${at}\n\n${closed(content).trim()}`),
  ].join("\n\n") + "\n";

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** A block of code that has no end would take what follows with it. */
const closed = (content: string): string => {
  let open: string | null = null;
  for (const [line, mark = ""] of content.matchAll(/^ {0,3}(`{3,}|~{3,}).*$/gm)) {
    if (open === null) open = mark;
    else if (mark.startsWith(open) && line.trim() === mark) open = null;
  }
  return open === null ? content : `${content}\n${open}`;
};

/** How many characters of a title stand in a file's name: all systems take it so. */
const NAME_LENGTH = 60;

/** What a system refuses in a file's name, or hides there: separators, marks, controls, and what turns the direction of writing. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

const safe = (text: string): string => oneLine(text.replace(UNSAFE, " "));

/** A name that every system takes: it begins with the Athro's, so that it is no reserved word and not hidden. */
export const fileName = (athroName: string, title: string, ending: string): string => {
  const short = [...safe(title)]
    .slice(0, NAME_LENGTH)
    .join("")
    .replace(/[. ]+$/, "");
  return `${safe(athroName)}${short === "" ? "" : ` - ${short}`}.${ending}`;
};
