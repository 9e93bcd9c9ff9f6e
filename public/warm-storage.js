// Opening the storage of an origin takes longer than all that is read from it at a start, and happens when it is first asked about. Asked
// here, ahead of the app's own script, it is open by the time that script has come. This makes nothing, and nothing waits for it.
globalThis.indexedDB?.databases?.().catch(() => {});
