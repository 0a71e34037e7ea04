import { LIMITS } from "@millrace/core";
import { ownValue } from "@millrace/core/own";
import { type StateValues, stateBytes, WIRE_LIMITS } from "@millrace/protocol";
import type { State } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { wireJson } from "../values/wire-json";

const { nameCharsMax } = WIRE_LIMITS;

/** State of one asset or partition in one attempt: committed values, overlaid with changes. */
export class StateStore implements State {
  #changes: StateValues = {};

  /**
   * @param subject names the asset in errors: `asset "orders"`
   * @param onSet called after each `set`; rejects the change by throwing
   */
  constructor(
    private readonly subject: string,
    private readonly committed: StateValues,
    private readonly onSet: () => void,
  ) {}

  /** Values set in this attempt. */
  get changes(): StateValues {
    return this.#changes;
  }

  get<T>(name: string): T | undefined {
    const from = Object.hasOwn(this.#changes, name) ? this.#changes : this.committed;
    return structuredClone(ownValue(from, name) as T | undefined);
  }

  set(name: string, value: unknown): void {
    if (typeof name !== "string" || name === "") throw this.#invalid("state.set: keys must be non-empty strings.");
    if (name.length > nameCharsMax)
      throw this.#invalid(
        `state.set: keys can have up to ${nameCharsMax} characters (nameCharsMax), but this one has ${name.length}.`,
      );
    if (value === undefined)
      throw this.#invalid(`state.set(${JSON.stringify(name)}): undefined isn't valid JSON. Use null.`);
    const before = this.#changes;
    this.#changes = { ...before, [name]: wireJson(value, this.subject, `state.${name}`) };
    try {
      this.#checkBytes(name);
      this.onSet();
    } catch (error) {
      this.#changes = before;
      throw error;
    }
  }

  #checkBytes(name: string): void {
    const bytes = stateBytes({ ...this.committed, ...this.#changes });
    if (bytes <= LIMITS.stateBytesMax) return;
    throw this.#invalid(
      `state.set(${JSON.stringify(name)}): the state would be ${bytes} bytes of JSON, over the limit of ${LIMITS.stateBytesMax} (stateBytesMax). Store a position such as the last ID or timestamp, and return data as the asset's value.`,
    );
  }

  #invalid(problem: string): StepError {
    return new StepError("STATE_INVALID", `${this.subject}: ${problem}`, { retry: false });
  }
}
