/** Colours for code; loaded when there is some to show. */
import hljs from "@highlightjs/cdn-assets/es/core.js";
import bash from "@highlightjs/cdn-assets/es/languages/bash.min.js";
import c from "@highlightjs/cdn-assets/es/languages/c.min.js";
import cpp from "@highlightjs/cdn-assets/es/languages/cpp.min.js";
import csharp from "@highlightjs/cdn-assets/es/languages/csharp.min.js";
import css from "@highlightjs/cdn-assets/es/languages/css.min.js";
import haskell from "@highlightjs/cdn-assets/es/languages/haskell.min.js";
import java from "@highlightjs/cdn-assets/es/languages/java.min.js";
import javascript from "@highlightjs/cdn-assets/es/languages/javascript.min.js";
import json from "@highlightjs/cdn-assets/es/languages/json.min.js";
import python from "@highlightjs/cdn-assets/es/languages/python.min.js";
import sql from "@highlightjs/cdn-assets/es/languages/sql.min.js";
import typescript from "@highlightjs/cdn-assets/es/languages/typescript.min.js";
import vbnet from "@highlightjs/cdn-assets/es/languages/vbnet.min.js";
import xml from "@highlightjs/cdn-assets/es/languages/xml.min.js";

/** What is taught at school, and what pages and data are written in. */
const LANGUAGES = {
  bash,
  c,
  cpp,
  csharp,
  css,
  haskell,
  java,
  javascript,
  json,
  python,
  sql,
  typescript,
  vbnet,
  xml,
};

for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** HTML of code with a span around each part that has a colour, or null for a language that it doesn't know. It still has to be cleaned. */
export const toColours = (code: string, language: string): string | null =>
  hljs.getLanguage(language)
    ? hljs.highlight(code, { language, ignoreIllegals: true }).value
    : null;
