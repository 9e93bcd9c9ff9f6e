/** A reason not to start that the person at the keyboard can act on. The message is shown alone, without a stack trace. */
export class StartupError extends Error {
  override name = "StartupError";
}
