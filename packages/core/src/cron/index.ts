export { describeClockChange } from "./describe-clock-change";
export { describeCron } from "./describe-cron";
export { formatLocal, formatOffset, parseLocal } from "./local-text";
export { type CronPattern, expandCron, parseCron } from "./parse-cron";
export { type CronSchedule, cronTicks, nextTicks, parseCrons } from "./ticks";
export { timeZone } from "./zone";
