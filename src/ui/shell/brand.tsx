import { words } from "../i18n/language.ts";
import "./brand.css";

/** The mark: a speech drop, daffodil yellow. */
const BrandMark = () => (
  <svg class="brand-mark" viewBox="0 0 26 26" aria-hidden="true" focusable="false">
    <path d="M13 0a13 13 0 0 1 0 26H3a3 3 0 0 1-3-3V13A13 13 0 0 1 13 0z" />
  </svg>
);

/** The mark and the name, which lead home. */
export const Brand = () => (
  <a class="brand" href="/">
    <BrandMark />
    <span>{words.value.shell.appName}</span>
  </a>
);
