/** What the scenarios ask of a browser, so that one list runs in every engine. An adapter for each protocol stands beside. */

/** One device: a browser with a profile of its own. */
export interface Browser {
  newTab(): Promise<Tab>;
  /** Ends the browser, as a student closes it; what it keeps on the disk stays. */
  close(): Promise<void>;
}

export interface Tab {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a function in the page, which may use its argument alone; argument and result are plain data. */
  evaluate<A, R>(body: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** Runs a script in the page. */
  run(script: string): Promise<void>;
  /** A real click, px from the view's top left corner. */
  clickAt(x: number, y: number): Promise<void>;
  /** Real keys, to whatever has the focus; "\n" is Enter. */
  type(text: string): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  name: string;
  /** Starts a browser on the profile that is kept in `dir`, an empty directory at first. */
  open(dir: string): Promise<Browser>;
}

/** Where `watchProblems` keeps what it saw, for as long as the tab lives. */
export const PROBLEMS_KEY = "test:problems";

/** Runs in every page before its first script: notes what a student with the console open would see in red. */
const watchProblems = (key: string): void => {
  const note = (problem: string): void => {
    try {
      const noted = JSON.parse(sessionStorage.getItem(key) ?? "[]");
      sessionStorage.setItem(key, JSON.stringify([...noted, `${location.pathname}: ${problem}`]));
    } catch {
      // A blank page has no storage, and none of the app's scripts.
    }
  };
  const said = console.error;
  console.error = (...parts: unknown[]) => {
    note(parts.map((part) => (part instanceof Error ? part.stack : String(part))).join(" "));
    said(...parts);
  };
  addEventListener("error", (event) => {
    // One without a message is of an element, such as a picture that can't be had offline.
    if (event instanceof ErrorEvent) note(`error: ${event.message}`);
  });
  addEventListener("unhandledrejection", ({ reason }) => note(`unhandled: ${String(reason)}`));
  document.addEventListener("securitypolicyviolation", (event) =>
    note(`policy: ${event.violatedDirective} ${event.blockedURI}`),
  );
};

export const WATCH_SCRIPT = `(${watchProblems.toString()})(${JSON.stringify(PROBLEMS_KEY)})`;

export const VIEW = { width: 1280, height: 800 };
