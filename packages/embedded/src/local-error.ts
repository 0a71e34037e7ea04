/** A problem with this machine that its user can fix. Shown as one line, without a stack. */
export class LocalError extends Error {
  override readonly name = "LocalError";
}
