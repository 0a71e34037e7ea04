"use client";
import { Callout, Time } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { TextLink } from "../../../shared/text-link";
import type { AssetData } from "./asset-data";

/** Explains why an asset is stale; renders nothing if it isn't. */
export function StaleCallout({ reasons }: { reasons: AssetData["staleBecause"] }) {
  const { paths } = useScope();
  if (reasons.length === 0) return null;
  return (
    <Callout tone="warning">
      <p>Stale</p>
      <ul className="list-disc pl-5">
        {reasons.map((reason) =>
          reason.kind === "codeVersion" ? (
            <li key="codeVersion">
              Code version changed from {reason.was} to {reason.is} since the last materialization
            </li>
          ) : (
            <li key={reason.asset}>
              <TextLink className="font-mono text-xs" href={paths.asset(reason.asset)}>
                {reason.asset}
              </TextLink>{" "}
              was updated <Time value={reason.at} />
            </li>
          ),
        )}
      </ul>
    </Callout>
  );
}
