/** About getting in by other ways than a password, and out for good. */
export interface AccessWords {
  forgot: string;
  reset: {
    title: string;
    text: string;
    send: string;
    sending: string;
    sentTitle: string;
    sent: (email: string) => string;
    again: string;
    sentAgain: string;
    back: string;
  };
  unconfirmed: (email: string) => string;
  newPassword: {
    title: string;
    text: string;
    label: string;
    save: string;
    saving: string;
    saved: string;
    savedElsewhere: (email: string) => string;
  };
  confirm: {
    title: string;
    text: string;
    button: string;
    confirming: string;
    done: string;
    doneElsewhere: (email: string) => string;
  };
  badLink: { title: string; text: string; again: string };
  change: {
    text: string;
    button: string;
    current: string;
    save: string;
    done: string;
  };
  everywhere: { text: string; button: string; done: string };
  remove: {
    text: string;
    button: string;
    title: string;
    explain: string;
    copy: string;
    confirm: string;
    deleting: string;
    done: string;
  };
  gone: { title: string; text: string; understood: string };
}

export const access: AccessWords = {
  forgot: "Forgotten your password?",
  reset: {
    title: "Forgotten your password?",
    text: "Type the email of your account. You'll get a link that lets you choose a new password. The work on this device stays as it is.",
    send: "Send the link",
    sending: "Sending…",
    sentTitle: "Check your email",
    sent: (email) =>
      `If ${email} has an account, a link is on its way there. It works once, for an hour, and on any device.`,
    again: "Send it again",
    sentAgain: "It was sent again.",
    back: "Back to sign in",
  },
  unconfirmed: (email) =>
    `A link is on its way to ${email}. Open it to confirm that the address is yours; then you're signed in. Nothing you've done here is lost meanwhile.`,
  newPassword: {
    title: "Choose a new password",
    text: "It holds on all your devices: each of them asks for it.",
    label: "New password",
    save: "Save password",
    saving: "Saving…",
    saved: "Your new password is saved. Your other devices will ask for it.",
    savedElsewhere: (email) =>
      `The new password of ${email} is saved. Someone else is signed in on this device, so nothing has changed here.`,
  },
  confirm: {
    title: "Confirm your email",
    text: "Confirm that this address is yours, and you're signed in here.",
    button: "Confirm my email",
    confirming: "Confirming…",
    done: "Your email is confirmed, and you're signed in.",
    doneElsewhere: (email) =>
      `${email} is confirmed. Someone else is signed in on this device, so nothing has changed here.`,
  },
  badLink: {
    title: "This link doesn't work any more",
    text: "A link works once, for an hour, and a newer one takes its place. Nothing is lost: ask for a new one.",
    again: "Ask for a new link",
  },
  change: {
    text: "Choose another password. Your other devices will ask for it.",
    button: "Change password",
    current: "Present password",
    save: "Change password",
    done: "Your password is changed. Your other devices will ask for it.",
  },
  everywhere: {
    text: "Ends your sessions on all devices. The others ask you to sign in again within an hour; what hasn't synced there stays there until you do.",
    button: "Sign out everywhere",
    done: "Signed out everywhere. Your other devices will ask you to sign in again.",
  },
  remove: {
    text: "Deletes your account with all its chats, events and settings, on all your devices.",
    button: "Delete my account",
    title: "Delete your account and all that's in it?",
    explain:
      "Everything goes: from the server and this device now, and from your other devices when they next reach the server, together with what hasn't synced there. This can't be undone.",
    copy: "If you may want any of it later, download a copy first.",
    confirm: "Delete everything",
    deleting: "Deleting…",
    done: "Your account and all that was in it are deleted.",
  },
  gone: {
    title: "Your account was deleted",
    text: "It was deleted on another of your devices, so what was in it was removed from this device too. If that wasn't you, speak to whoever runs Athro for you.",
    understood: "OK",
  },
};
