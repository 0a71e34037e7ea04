import { LIMITS } from "@millrace/core";
import { mapItemKey, mapOf, type PlanStep, type RunPlan } from "@millrace/core/plan";
import { ChannelError } from "./channel-error";

export type KnownSteps = {
  /** Returns the planned step; for an item of a map, its map. Throws a {@link ChannelError} for any other key. */
  get(key: string, stepAttempt?: number): PlanStep;
  /** Adds the items of a map. Throws a {@link ChannelError} for keys that aren't `<map>[n]`, or too many. */
  add(map: string, keys: readonly string[]): void;
  /** Keys of the maps that have items. */
  readonly expanded: readonly string[];
};

/** The steps that a run's sandbox may talk about: those of the plan, and the items of its maps. */
export function knownSteps(plan: RunPlan): KnownSteps {
  const planned = new Map(plan.steps.map((step) => [step.key, step]));
  /** How many items each map has. */
  const maps = new Map<string, number>();

  const find = (key: string): PlanStep | undefined => {
    const step = planned.get(key);
    if (step !== undefined) return step;
    const map = planned.get(mapOf(key));
    if (map === undefined) return undefined;
    const index = Number(key.slice(map.key.length + 1, -1));
    const isItem = index < (maps.get(map.key) ?? 0) && key === mapItemKey(map.key, index);
    return isItem ? map : undefined;
  };

  return {
    get(key, stepAttempt = 1) {
      const step = find(key);
      if (step === undefined) throw new ChannelError(`The sandbox named a step that isn't in the run: ${shown(key)}.`);
      const attemptsMax = 1 + (step.retry?.max ?? 0);
      if (!(stepAttempt >= 1 && stepAttempt <= attemptsMax)) {
        throw new ChannelError(`The sandbox named attempt ${stepAttempt} of ${shown(key)}, which has ${attemptsMax}.`);
      }
      return step;
    },
    add(map, keys) {
      const count = (maps.get(map) ?? 0) + keys.length;
      if (planned.get(map)?.kind !== "map")
        throw new ChannelError(`The sandbox added items to ${shown(map)}, which isn't a map.`);
      if (count > LIMITS.mapItemsMax) {
        const message = `Map ${shown(map)} has ${count} items, over the limit of ${LIMITS.mapItemsMax} (mapItemsMax). Process the list in batches, or partition the asset.`;
        throw new ChannelError(message, "MAP_TOO_LARGE");
      }
      keys.forEach((key, at) => {
        const index = count - keys.length + at;
        if (key !== mapItemKey(map, index))
          throw new ChannelError(
            `The sandbox added ${shown(key)} where item ${index} of map ${shown(map)} was expected.`,
          );
      });
      maps.set(map, count);
    },
    get expanded() {
      return [...maps.keys()];
    },
  };
}

const SHOWN_CHARS_MAX = 100;

/** A name from the sandbox as a message can show it. */
const shown = (name: string): string =>
  JSON.stringify(name.length > SHOWN_CHARS_MAX ? `${name.slice(0, SHOWN_CHARS_MAX)}…` : name);
