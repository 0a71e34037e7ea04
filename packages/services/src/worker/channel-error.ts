/** The sandbox said something that it must not say. Ends that one run, load, or tick. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
  /** @param code what the failed run shows; `CHANNEL_BROKEN` unless a limit has a name of its own */
  constructor(
    message: string,
    readonly code = "CHANNEL_BROKEN",
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
