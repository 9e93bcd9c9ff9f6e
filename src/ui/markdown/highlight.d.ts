/** The little that is used here of highlight.js in its build of ES modules, which has no types. */

declare module "@highlightjs/cdn-assets/es/core.js" {
  interface Highlighter {
    registerLanguage(name: string, language: object): void;
    getLanguage(name: string): object | undefined;
    highlight(
      code: string,
      options: { language: string; ignoreIllegals: boolean },
    ): { value: string };
  }
  const hljs: Highlighter;
  export default hljs;
}

declare module "@highlightjs/cdn-assets/es/languages/*" {
  const language: object;
  export default language;
}
