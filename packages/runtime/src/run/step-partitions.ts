import { LIMITS } from "@millrace/core";
import { checkPartitionKey } from "@millrace/core/partitions";
import type { PartitionSetChanges } from "@millrace/protocol";
import type { DynamicPartitions, PartitionSets } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import type { PartitionPort } from "./ports";

type Change = "add" | "delete";

/** Changes of one attempt to partition sets. Committed with the step's success, or not at all. */
export class StepPartitions {
  readonly #sets = new Map<string, Map<string, Change>>();

  constructor(
    private readonly port: PartitionPort,
    private readonly subject: string,
  ) {}

  /** Returns the object that the author's function uses. */
  view(): PartitionSets {
    return {
      add: (set, keys) => {
        for (const key of keys) checkPartitionKey(key);
        this.#note(set, keys, "add");
      },
      delete: (set, keys) => this.#note(set, keys, "delete"),
      list: (set) => this.#list(nameOf(set)),
    };
  }

  /** Returns the changes to commit. Throws if a set would exceed the limit of keys. */
  async take(): Promise<PartitionSetChanges | undefined> {
    if (this.#sets.size === 0) return undefined;
    for (const set of this.#sets.keys()) {
      const { length } = await this.#list(set);
      if (length > LIMITS.dynamicPartitionsMax)
        throw this.#error(
          "DYNAMIC_PARTITIONS_MAX",
          `the set "${set}" would have ${length} keys, over the limit of ${LIMITS.dynamicPartitionsMax} (dynamicPartitionsMax). Delete some keys or split the set.`,
        );
    }
    const of = (changes: ReadonlyMap<string, Change>, what: Change): string[] =>
      [...changes].flatMap(([key, change]) => (change === what ? [key] : []));
    return Object.fromEntries(
      [...this.#sets].map(([set, changes]) => [set, { add: of(changes, "add"), delete: of(changes, "delete") }]),
    );
  }

  #note(set: DynamicPartitions, keys: readonly string[], change: Change): void {
    const name = nameOf(set);
    const changes = this.#sets.get(name) ?? new Map<string, Change>();
    // The last change of a key wins, and determines its order.
    for (const key of keys) {
      changes.delete(key);
      changes.set(key, change);
    }
    this.#sets.set(name, changes);
    const count = [...this.#sets.values()].reduce((sum, one) => sum + one.size, 0);
    if (count <= LIMITS.dynamicPartitionChangesMax) return;
    throw this.#error(
      "DYNAMIC_PARTITION_CHANGES_MAX",
      `changed ${count} keys of dynamic partitions; ${LIMITS.dynamicPartitionChangesMax} are allowed in a step (dynamicPartitionChangesMax): add them in several steps, or with \`millrace partitions add --stdin\``,
    );
  }

  /** Returns the current keys, with the changes of this attempt. */
  async #list(set: string): Promise<readonly string[]> {
    const keys = await this.port.list(set);
    const changes = this.#sets.get(set);
    if (!changes) return keys;
    const known = new Set(keys);
    const added = [...changes].flatMap(([key, change]) => (change === "add" && !known.has(key) ? [key] : []));
    return [...keys.filter((key) => changes.get(key) !== "delete"), ...added];
  }

  #error(code: string, message: string): StepError {
    return new StepError(code, `${this.subject}: ${message}`, { retry: false });
  }
}

function nameOf({ spec }: DynamicPartitions): string {
  if (spec?.kind === "dynamic") return spec.name;
  throw new TypeError("ctx.partitions requires the object returned by dynamicPartitions(name)");
}
