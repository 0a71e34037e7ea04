import { assetJob, schedule } from "@millrace/sdk";

export const flightsJob = assetJob("flights_job", {
  select: "*",
  description: "Runs the whole pipeline, from the published file to the report.",
  owners: ["team:analytics"],
});

export const everyMorning = schedule("flights_every_morning", {
  cron: "0 6 * * *",
  timeZone: "America/New_York",
  target: flightsJob,
});
