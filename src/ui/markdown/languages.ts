/** The names of languages, by what stands after the three backticks. They are names, the same in English and Welsh. */
const NAMES: Readonly<Record<string, string>> = {
  bash: "Bash",
  c: "C",
  cpp: "C++",
  "c++": "C++",
  cs: "C#",
  csharp: "C#",
  "c#": "C#",
  css: "CSS",
  go: "Go",
  haskell: "Haskell",
  hs: "Haskell",
  html: "HTML",
  java: "Java",
  javascript: "JavaScript",
  js: "JavaScript",
  json: "JSON",
  jsx: "JSX",
  latex: "LaTeX",
  markdown: "Markdown",
  md: "Markdown",
  php: "PHP",
  py: "Python",
  python: "Python",
  python3: "Python",
  ruby: "Ruby",
  rust: "Rust",
  sh: "Shell",
  shell: "Shell",
  sql: "SQL",
  svg: "SVG",
  tex: "LaTeX",
  ts: "TypeScript",
  tsx: "TSX",
  typescript: "TypeScript",
  vb: "Visual Basic",
  vbnet: "Visual Basic",
  xml: "XML",
};

/** What a language is called, or null where nothing is to be said. */
export const languageName = (named: string): string | null => {
  if (named === "" || /^(?:te?xt|plain(?:text)?|none)$/i.test(named)) return null;
  const known = Object.hasOwn(NAMES, named.toLowerCase()) ? NAMES[named.toLowerCase()] : undefined;
  return known ?? named.slice(0, 20);
};
