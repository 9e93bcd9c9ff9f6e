export interface DeviceWords {
  update: {
    ready: string;
    readyRequired: string;
    required: string;
    elsewhere: string;
    gone: string;
    none: string;
    action: string;
    updating: string;
    look: string;
    looking: string;
    again: string;
  };
  install: {
    heading: string;
    text: string;
    action: string;
    later: string;
    /** How it is done in Safari on iOS. */
    byHand: string;
    gotIt: string;
    row: string;
    done: string;
  };
  slowStart: { heading: string; text: string };
}

export const device: DeviceWords = {
  update: {
    ready: "New version ready.",
    readyRequired:
      "New version ready. The server needs it: update to go on syncing. What you write is kept on this device.",
    required: "The server needs a newer Athro. What you write is kept on this device until then.",
    elsewhere:
      "Athro was updated in another tab. Load this one again to use the new version; what you typed is kept.",
    gone: "Athro was updated, and a part of this older version is gone. Load it again to go on; what you typed is kept.",
    none: "No newer version is there yet. Athro goes on looking; what you write is kept on this device.",
    action: "Update",
    updating: "Updating…",
    look: "Look for an update",
    looking: "Looking…",
    again: "Load again",
  },
  install: {
    heading: "Keep Athro at hand",
    text: "Installed, Athro opens from your home screen or desktop, without a network too, and the browser is less likely to clear your work.",
    action: "Install",
    later: "Not now",
    byHand:
      "Tap Share, then Add to Home Screen. Athro then opens like an app, and iOS keeps your work.",
    gotIt: "Got it",
    row: "Athro as an app, with its own icon and window.",
    done: "Athro is installed on this device.",
  },
  slowStart: {
    heading: "Athro is slow to open",
    text: "Your work is on this device, but can't be reached yet. If Athro is open in another tab, close it there: this page then goes on by itself.",
  },
};
