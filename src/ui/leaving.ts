/** What has to be stored before the page is loaded again on the student's word. */

/** What is being stored is waited for so long at most, ms; each has a way of its own for a page that goes sooner. */
const PATIENCE_MS = 2_000;

const tasks = new Set<() => Promise<unknown>>();

/** Has `store` run before the page is loaded again. Returns a function that ends it. */
export const beforeReload = (store: () => Promise<unknown>): (() => void) => {
  tasks.add(store);
  return () => tasks.delete(store);
};

/** Loads the page again once what was typed is stored. */
export const reloadPage = async (): Promise<void> => {
  await Promise.race([
    Promise.allSettled([...tasks].map((store) => store())),
    new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
  ]);
  location.reload();
};
