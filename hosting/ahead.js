// What a start can begin ahead of the app's own script, which is long. Nothing waits for it.

// Opening the storage of an origin takes longer than all that is read from it at a start, and happens when it is first asked about. Asked
// here, it is open by the time the app's script has come. This makes nothing.
globalThis.indexedDB?.databases?.().catch(() => {});

// On a device that Athro has been on before, the scripts that come next are most likely needed. The build names them. The manifest is not: the
// browser would read it while the page begins, which takes the page's thread as long as two scripts. The app brings it back (`device-care`).
try {
  const { begun, chat } = document.currentScript.dataset;
  const names = location.pathname.startsWith("/athro") ? `${begun} ${chat}` : begun;
  if (begun && localStorage.getItem("athro:visits") !== null) {
    for (const href of names.split(" "))
      document.head.append(
        Object.assign(document.createElement("link"), { rel: "modulepreload", href }),
      );
    document.querySelector('link[rel="manifest"]').rel = "later-manifest";
  }
} catch {
  // A browser that keeps nothing for this site.
}
