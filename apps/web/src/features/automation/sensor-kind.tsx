"use client";
import { Fragment } from "react";
import { useScope } from "@/lib/scope";
import type { Outputs } from "@/lib/trpc";
import { TextLink } from "../../shared/text-link";

type Sensor = Outputs["automation"]["list"]["sensors"][number];

/** A sensor's type, with the assets or runs it monitors. */
export function SensorKind({ sensor: { monitors, location } }: { sensor: Sensor }) {
  const { paths } = useScope();
  switch (monitors?.kind) {
    case undefined:
      return "Polling";
    case "asset":
      return (
        <>
          Asset: <Links names={[monitors.asset]} to={paths.asset} />
        </>
      );
    case "multiAsset":
      return (
        <>
          Assets: <Links names={monitors.assets} to={paths.asset} />
        </>
      );
    case "runStatus":
      return (
        <>
          Runs that reach {monitors.statuses.join(" or ")} in{" "}
          {monitors.jobs ? (
            <Links names={monitors.jobs} to={(job) => paths.job(location, job)} />
          ) : (
            `the ${monitors.scope}`
          )}
        </>
      );
  }
}

const Links = ({ names, to }: { names: readonly string[]; to: (name: string) => string }) =>
  names.map((name, index) => (
    <Fragment key={name}>
      {index > 0 && ", "}
      <TextLink className="font-mono text-xs" href={to(name)}>
        {name}
      </TextLink>
    </Fragment>
  ));
