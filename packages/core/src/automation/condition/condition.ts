import { z } from "zod";

/** A condition can have a name in words, by which it is shown and can be replaced. */
interface Labeled {
  readonly label?: string | undefined;
}

interface Cron {
  readonly cron: string;
  /** Defaults to UTC. */
  readonly timeZone?: string | undefined;
}

/** Operands without settings. A pulse is true in one evaluation only. */
interface PlainOperand extends Labeled {
  readonly op:
    | "missing"
    /** Pulse: materialized since the last evaluation. */
    | "newlyUpdated"
    /** Pulse: requested in the last evaluation. */
    | "newlyRequested"
    /** Pulse: requested in this evaluation, and able to be in one run with the asset that has the condition. */
    | "willBeRequested"
    /** In a run or a backfill that hasn't materialized it yet. */
    | "inProgress"
    | "executionFailed"
    /** Pulse: the condition around it is evaluated for the first time. */
    | "initialEvaluation"
    /** Pulse. */
    | "codeVersionChanged"
    /** Pulse. */
    | "dataVersionChanged"
    /** Within `anyChecks` and `allChecks`. */
    | "checkPassed"
    | "checkFailed"
    /** The latest run that updated it also targeted the asset that has the condition. */
    | "executedWithRootTarget";
}

/** Pulse: a cron tick passed since the last evaluation. */
interface CronTickPassed extends Labeled, Cron {
  readonly op: "cronTickPassed";
}

/** In the latest time window, or in those that start up to `lookbackSeconds` before its end. */
interface InLatestTimeWindow extends Labeled {
  readonly op: "inLatestTimeWindow";
  readonly lookbackSeconds?: number | undefined;
}

interface FreshnessIs extends Labeled {
  readonly op: "freshness";
  readonly state: "pass" | "warn" | "fail";
}

/** The latest run that updated it had all of these tags. An empty value matches any. */
interface ExecutedWithTags extends Labeled {
  readonly op: "executedWithTags";
  readonly tags: Readonly<Record<string, string>>;
}

/** True for a partition by what is known of it. */
export type Operand = PlainOperand | CronTickPassed | InLatestTimeWindow | FreshnessIs | ExecutedWithTags;

/** The condition of any asset downstream is true of this one. */
interface AnyDownstreamConditions extends Labeled {
  readonly op: "anyDownstreamConditions";
}

interface AllOrAny<C> extends Labeled {
  readonly op: "and" | "or";
  readonly of: readonly C[];
}

interface Unary<C, O extends string> extends Labeled {
  readonly op: O;
  readonly of: C;
}

/** True from when `of` is true until `reset` is. */
interface Since<C> extends Labeled {
  readonly op: "since";
  readonly of: C;
  readonly reset: C;
}

/** True if the part is of any, or of all, upstream assets. */
interface OverDeps<C> extends Labeled {
  readonly op: "anyDeps" | "allDeps";
  readonly of: C;
  /** Selection of the only dependencies that count. */
  readonly allow?: string | undefined;
  /** Selection of dependencies that don't count. */
  readonly ignore?: string | undefined;
}

interface OverChecks<C> extends Labeled {
  readonly op: "anyChecks" | "allChecks";
  readonly of: C;
  readonly blockingOnly?: boolean | undefined;
}

interface AssetMatches<C> extends Labeled {
  readonly op: "assetMatches";
  readonly asset: string;
  readonly of: C;
}

/** When an asset is requested, as a tree of operands and operators. */
export type Condition =
  | Operand
  | AllOrAny<Condition>
  | Unary<Condition, "not">
  | Unary<Condition, "newlyTrue">
  | Since<Condition>
  | OverDeps<Condition>
  | OverChecks<Condition>
  | AssetMatches<Condition>
  | AnyDownstreamConditions;

interface Named extends Labeled {
  readonly op:
    | "newlyMissing"
    | "eager"
    | "onMissing"
    | "anyDepsUpdated"
    | "anyDepsMissing"
    | "anyDepsInProgress"
    | "allDepsBlockingChecksPassed";
}

interface NamedByCron extends Labeled, Cron {
  readonly op: "allDepsUpdatedSinceCron" | "onCron";
}

/** A {@link Condition} as authors and manifests write it: `expandCondition` writes out its short names. */
export type ConditionSpec =
  | Operand
  | Named
  | NamedByCron
  | AllOrAny<ConditionSpec>
  | Unary<ConditionSpec, "not">
  | Unary<ConditionSpec, "newlyTrue">
  | Unary<ConditionSpec, "sinceLastHandled">
  | Since<ConditionSpec>
  | OverDeps<ConditionSpec>
  | OverChecks<ConditionSpec>
  | AssetMatches<ConditionSpec>
  | AnyDownstreamConditions;

export type DepsCondition = Extract<Condition, { op: "anyDeps" | "allDeps" }>;
export type ChecksCondition = Extract<Condition, { op: "anyChecks" | "allChecks" }>;

const label = z.string().max(200).optional();
const cron = { cron: z.string(), timeZone: z.string().optional() };
const allowIgnore = { allow: z.string().optional(), ignore: z.string().optional() };
const of = z.lazy((): z.ZodType<ConditionSpec> => ConditionSpec);

/** The wire form. Its depth and size are checked by `checkCondition`. */
export const ConditionSpec: z.ZodType<ConditionSpec> = z.discriminatedUnion("op", [
  z.object({
    op: z.enum([
      "missing",
      "newlyUpdated",
      "newlyRequested",
      "willBeRequested",
      "inProgress",
      "executionFailed",
      "initialEvaluation",
      "codeVersionChanged",
      "dataVersionChanged",
      "checkPassed",
      "checkFailed",
      "executedWithRootTarget",
      "anyDownstreamConditions",
      "newlyMissing",
      "eager",
      "onMissing",
      "anyDepsUpdated",
      "anyDepsMissing",
      "anyDepsInProgress",
      "allDepsBlockingChecksPassed",
    ]),
    label,
  }),
  z.object({ op: z.enum(["cronTickPassed", "allDepsUpdatedSinceCron", "onCron"]), ...cron, label }),
  z.object({ op: z.literal("inLatestTimeWindow"), lookbackSeconds: z.number().min(0).optional(), label }),
  z.object({ op: z.literal("freshness"), state: z.enum(["pass", "warn", "fail"]), label }),
  z.object({ op: z.literal("executedWithTags"), tags: z.record(z.string(), z.string()), label }),
  z.object({ op: z.enum(["and", "or"]), of: z.array(of).min(1), label }),
  z.object({ op: z.enum(["not", "newlyTrue", "sinceLastHandled"]), of, label }),
  z.object({ op: z.literal("since"), of, reset: of, label }),
  z.object({ op: z.enum(["anyDeps", "allDeps"]), of, ...allowIgnore, label }),
  z.object({ op: z.enum(["anyChecks", "allChecks"]), of, blockingOnly: z.boolean().optional(), label }),
  z.object({ op: z.literal("assetMatches"), asset: z.string(), of, label }),
]);
