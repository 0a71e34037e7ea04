/** Something about this machine that its user can mend; shown as one line, without a stack. */
export class LocalError extends Error {
  override readonly name = "LocalError";
}
