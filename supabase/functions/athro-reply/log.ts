/** For whoever runs the server: what went wrong, and nothing that was said. */
export const log = (line: string): void => console.error(`athro-reply: ${line}`);
