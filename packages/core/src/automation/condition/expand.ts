import type { Condition, ConditionSpec } from "./condition";

type Schedule = { readonly cron: string; readonly timeZone?: string | undefined };

const all = (label: string, ...of: Condition[]): Condition => ({ op: "and", of, label });
const any = (...of: Condition[]): Condition => ({ op: "or", of });
const not = (of: Condition): Condition => ({ op: "not", of });

const MISSING: Condition = { op: "missing" };
const WILL_BE_REQUESTED: Condition = { op: "willBeRequested" };
const IN_PROGRESS: Condition = { op: "inProgress" };
const IN_LATEST_TIME_WINDOW: Condition = { op: "inLatestTimeWindow" };

const NEWLY_MISSING: Condition = { op: "newlyTrue", of: MISSING, label: "newlyMissing" };

const HANDLED: Condition = {
  op: "or",
  of: [{ op: "newlyRequested" }, { op: "newlyUpdated" }, { op: "initialEvaluation" }],
  label: "handled",
};

const sinceLastHandled = (of: Condition): Condition => ({ op: "since", of, reset: HANDLED, label: "sinceLastHandled" });

const ANY_DEPS_UPDATED: Condition = {
  op: "anyDeps",
  of: any(
    {
      op: "and",
      of: [{ op: "newlyUpdated" }, not({ op: "executedWithRootTarget" })],
      label: "newlyUpdatedWithoutRoot",
    },
    WILL_BE_REQUESTED,
  ),
  label: "anyDepsUpdated",
};

const ANY_DEPS_MISSING: Condition = {
  op: "anyDeps",
  of: { op: "and", of: [MISSING, not(WILL_BE_REQUESTED)] },
  label: "anyDepsMissing",
};

const ANY_DEPS_IN_PROGRESS: Condition = { op: "anyDeps", of: IN_PROGRESS, label: "anyDepsInProgress" };

const ALL_DEPS_BLOCKING_CHECKS_PASSED: Condition = {
  op: "allDeps",
  of: {
    op: "allChecks",
    of: any({ op: "checkPassed" }, WILL_BE_REQUESTED),
    blockingOnly: true,
    label: "allBlockingChecksPassed",
  },
  label: "allDepsBlockingChecksPassed",
};

const allDepsUpdatedSinceCron = ({ cron, timeZone = "UTC" }: Schedule): Condition => ({
  op: "allDeps",
  of: any(
    { op: "since", of: { op: "newlyUpdated" }, reset: { op: "cronTickPassed", cron, timeZone } },
    WILL_BE_REQUESTED,
  ),
  label: "allDepsUpdatedSinceCron",
});

const EAGER = all(
  "eager",
  IN_LATEST_TIME_WINDOW,
  sinceLastHandled(any(NEWLY_MISSING, ANY_DEPS_UPDATED)),
  not(ANY_DEPS_MISSING),
  not(ANY_DEPS_IN_PROGRESS),
  not(IN_PROGRESS),
);

const onCron = ({ cron, timeZone = "UTC" }: Schedule): Condition =>
  all(
    "onCron",
    IN_LATEST_TIME_WINDOW,
    sinceLastHandled({ op: "cronTickPassed", cron, timeZone }),
    allDepsUpdatedSinceCron({ cron, timeZone }),
  );

const ON_MISSING = all(
  "onMissing",
  IN_LATEST_TIME_WINDOW,
  sinceLastHandled({ op: "newlyTrue", of: MISSING }),
  not(ANY_DEPS_MISSING),
);

/** Writes a condition out as operands and operators. Short names become labels. */
export function expandCondition(spec: ConditionSpec): Condition {
  const expanded = expandNode(spec);
  return spec.label === undefined ? expanded : { ...expanded, label: spec.label };
}

function expandNode(spec: ConditionSpec): Condition {
  switch (spec.op) {
    case "newlyMissing":
      return NEWLY_MISSING;
    case "anyDepsUpdated":
      return ANY_DEPS_UPDATED;
    case "anyDepsMissing":
      return ANY_DEPS_MISSING;
    case "anyDepsInProgress":
      return ANY_DEPS_IN_PROGRESS;
    case "allDepsBlockingChecksPassed":
      return ALL_DEPS_BLOCKING_CHECKS_PASSED;
    case "allDepsUpdatedSinceCron":
      return allDepsUpdatedSinceCron(spec);
    case "eager":
      return EAGER;
    case "onCron":
      return onCron(spec);
    case "onMissing":
      return ON_MISSING;
    case "sinceLastHandled":
      return sinceLastHandled(expandCondition(spec.of));
    case "and":
    case "or":
      return { ...spec, of: spec.of.map(expandCondition) };
    case "since":
      return { ...spec, of: expandCondition(spec.of), reset: expandCondition(spec.reset) };
    case "not":
    case "newlyTrue":
    case "anyDeps":
    case "allDeps":
    case "anyChecks":
    case "allChecks":
    case "assetMatches":
      return { ...spec, of: expandCondition(spec.of) };
    case "cronTickPassed":
      return { ...spec, timeZone: spec.timeZone ?? "UTC" };
    default:
      return spec;
  }
}
