"use client";
import { Badge, CodeBlock, CopyableId, DefinitionList, Time } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { TextLink } from "../../../shared/text-link";
import type { RunData } from "./run-data";

export function RunConfig({ data }: { data: RunData }) {
  const config = data.run.config;
  const isEmpty = config == null || (typeof config === "object" && Object.keys(config).length === 0);
  return (
    <div className="p-4">
      {isEmpty ? (
        <p className="text-muted text-sm">Launched without config. All defaults apply.</p>
      ) : (
        <CodeBlock code={JSON.stringify(config, null, 2)} title="Config" />
      )}
    </div>
  );
}

/** A run's remaining details. */
export function RunDetails({ data }: { data: RunData }) {
  const { paths } = useScope();
  const { run } = data;
  const tags = Object.entries(run.tags as Record<string, string>);
  return (
    <div className="grid gap-6 p-4 lg:grid-cols-2">
      <DefinitionList
        items={[
          ["Run", <CopyableId id={run.id} key="id" />],
          ["Job", run.job],
          ["Selection", run.selection && <code className="font-mono text-xs">{run.selection}</code>],
          [
            "Assets",
            run.assetKeys.length > 0 && (
              <span className="flex flex-wrap gap-x-3 gap-y-1">
                {run.assetKeys.slice(0, 30).map((key) => (
                  <TextLink className="font-mono text-xs" href={paths.asset(key)} key={key}>
                    {key}
                  </TextLink>
                ))}
                {run.assetKeys.length > 30 && <span className="text-subtle">and {run.assetKeys.length - 30} more</span>}
              </span>
            ),
          ],
          ["Partitions", run.partitionKeys.length > 0 && run.partitionKeys.slice(0, 20).join(", ")],
          ["Priority", String(run.priority)],
          ["Sandbox", run.launcher === "process" ? "process (not isolated)" : run.launcher],
        ]}
      />
      <DefinitionList
        items={[
          ["Created", <Time key="c" mode="absolute" seconds value={run.createdAt} />],
          ["Admitted", run.admittedAt && <Time key="a" mode="absolute" seconds value={run.admittedAt} />],
          ["Started", run.startedAt && <Time key="s" mode="absolute" seconds value={run.startedAt} />],
          ["Ended", run.endedAt && <Time key="e" mode="absolute" seconds value={run.endedAt} />],
          [
            "Tags",
            tags.length > 0 && (
              <span className="flex flex-wrap gap-1">
                {tags.map(([key, value]) => (
                  <Badge className="max-w-full truncate" key={key} tone="outline">
                    {key}={value}
                  </Badge>
                ))}
              </span>
            ),
          ],
        ]}
      />
    </div>
  );
}
