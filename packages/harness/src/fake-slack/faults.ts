/** A deliberate failure of the fake Slack. Omit `times` to repeat it until it is cleared. */
export type Fault = {
  readonly method: string;
  /** Only for this channel, by name or id. */
  readonly channel?: string;
  readonly times?: number;
} & (
  | { readonly kind: "error"; readonly error: string }
  | { readonly kind: "rateLimited"; readonly retryAfterSeconds: number }
  | { readonly kind: "status"; readonly status: number }
  /** Status 200 with a gateway's HTML page instead of Slack's JSON. */
  | { readonly kind: "html" }
  /** Status 200 with JSON that has no `ok`. */
  | { readonly kind: "withoutOk" }
  /** The message is accepted, and the connection breaks before the response. */
  | { readonly kind: "lostAnswer" }
);

/** Faults in the order in which they were scripted. */
export class Faults {
  #faults: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  take(method: string, channels: readonly string[]): Fault | undefined {
    const next = this.#faults.find(
      ({ fault, left }) =>
        left > 0 && fault.method === method && (fault.channel === undefined || channels.includes(fault.channel)),
    );
    if (!next) return undefined;
    next.left--;
    return next.fault;
  }
}
