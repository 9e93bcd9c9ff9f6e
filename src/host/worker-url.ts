/** TypeScript's library knows no Trusted Types yet. What a policy makes is taken where it takes a string. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

const WORKERS = ["/sw.js", "/dev-sw.js?dev-sw"];

let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

/**
 * A worker's address as the Content-Security-Policy lets it be registered.
 * @throws TypeError for any but this app's own
 */
export const workerUrl = (url: string): string => {
  if (!WORKERS.includes(url)) throw new TypeError(`no worker of this app: ${url}`);
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy("athro-worker", { createScriptURL: (same) => same });
  return policy?.createScriptURL(url) ?? url;
};
