/** The tutors. `hue` is the OKLCH hue that follows an Athro through chat, calendar and search. */
export interface Athro {
  id: string;
  name: string;
  /** Two letters for its mark: colour is never the only sign. */
  mark: string;
  hue: number;
  /** What its name is in; null for one that isn't known. */
  lang: "en" | "cy" | null;
}

const athro = (key: string, name: string, mark: string, hue: number): Athro => ({
  id: `athro-${key}`,
  name: `Athro${name}`,
  mark,
  hue,
  lang: key === "welsh" ? "cy" : "en",
});

export const ATHROS: readonly Athro[] = [
  athro("maths", "Maths", "Ma", 255),
  athro("english", "English", "En", 350),
  athro("welsh", "Cymraeg", "Cy", 25),
  athro("science", "Science", "Sc", 150),
  athro("history", "History", "Hi", 60),
  athro("geography", "Geography", "Ge", 190),
  athro("languages", "Languages", "La", 310),
  athro("rs", "RS", "RS", 285),
  athro("it", "IT", "IT", 235),
  athro("designtech", "DesignTech", "DT", 80),
  athro("art", "Art", "Ar", 5),
  athro("music", "Music", "Mu", 330),
  athro("drama", "Drama", "Dr", 15),
  athro("pe", "PE", "PE", 130),
  athro("business", "Business", "Bu", 210),
  athro("cookery", "Cookery", "Co", 45),
  athro("media", "Media", "Me", 270),
  athro("social", "Social", "So", 100),
  athro("nature", "Nature", "Na", 165),
];

const byId = new Map(ATHROS.map((one) => [one.id, one]));

/** An Athro by id. An id of old data that is not known keeps its own name and gets a hue from its letters. */
export const athroOf = (id: string): Athro => {
  const known = byId.get(id);
  if (known) return known;
  const name = id.replace(/^athro-/, "") || id;
  let hue = 0;
  for (const letter of name) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return { id, name, mark: name.slice(0, 2), hue, lang: null };
};

export const isKnownAthro = (id: string): boolean => byId.has(id);
