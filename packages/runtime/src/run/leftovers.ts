import { untilSettled } from "./until-settled";

/** Code whose signal was aborted has this long before its process counts as unusable for the step's next attempt. */
const GRACE_MS = 2_000;
/** The same where no other process can continue the run: the next attempt is given up. */
const LOCAL_GRACE_MS = 10_000;

/**
 * Attempts that are over for the run, but whose code still runs because it ignores its signal. At most one attempt
 * of a step runs at a time.
 */
export class Leftovers {
  #stuck = 0;

  /**
   * @param replacesProcess true if the run can continue in a fresh process
   * @param onChange called when the number of stuck steps changes
   */
  constructor(
    private readonly replacesProcess: boolean,
    private readonly onChange: () => void,
  ) {}

  /** Number of steps that can't continue in this process. */
  get stuck(): number {
    return this.#stuck;
  }

  /**
   * Waits until the code of an attempt has ended or the run is canceled. After a grace period its step is stuck, until
   * the run continues in a fresh process. Returns false if that can't happen.
   */
  async untilGone(body: Promise<unknown>, canceled: AbortSignal): Promise<boolean> {
    if (!this.replacesProcess) return untilSettled(body, canceled, LOCAL_GRACE_MS);
    if (await untilSettled(body, canceled, GRACE_MS)) return true;
    this.#stuck++;
    this.onChange();
    await untilSettled(body, canceled);
    this.#stuck--;
    this.onChange();
    return true;
  }
}
