import { LIMITS } from "@millrace/core";
import { type StateValues, stateBytes, WIRE_LIMITS } from "@millrace/protocol";
import type { State } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { wireJson } from "../values/wire-json";

const { nameCharsMax } = WIRE_LIMITS;

/** The state of one asset, or of one of its partitions, in one attempt: what was committed under what was set. */
export class StateStore implements State {
  #changes: StateValues = {};

  /**
   * @param subject names it in errors: `asset "orders"`
   * @param onSet called at each `set`, with the value among the changes; throws to refuse it
   */
  constructor(
    private readonly subject: string,
    private readonly committed: StateValues,
    private readonly onSet: () => void,
  ) {}

  /** What was set in this attempt. */
  get changes(): StateValues {
    return this.#changes;
  }

  get<T>(name: string): T | undefined {
    const from = Object.hasOwn(this.#changes, name) ? this.#changes : this.committed;
    return Object.hasOwn(from, name) ? structuredClone(from[name] as T) : undefined;
  }

  set(name: string, value: unknown): void {
    if (typeof name !== "string" || name === "") throw this.#refusal("keys must be non-empty strings");
    if (name.length > nameCharsMax)
      throw this.#refusal(`keys can have up to ${nameCharsMax} characters (nameCharsMax), not ${name.length}`);
    if (value === undefined) throw this.#refusal(`${name}: undefined isn't valid JSON. Use null.`);
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
    throw this.#refusal(
      `with ${name} state would be ${bytes} bytes of JSON, over the limit of ${LIMITS.stateBytesMax} (stateBytesMax). Store a position such as the last ID or timestamp, and return data as the asset's value.`,
    );
  }

  #refusal(sentence: string): StepError {
    return new StepError("STATE_REFUSED", `${this.subject}: state: ${sentence}`, { retry: false });
  }
}
