export { type CatchUp, type DueTicks, dueTicks, ON_TIME_MS, type TickProgress, type TickRules } from "./due-ticks";
