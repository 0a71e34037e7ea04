"use client";
import { Badge, CodeBlock, DefinitionList, formatDuration, Section } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { codeOrigin } from "../../../shared/code-origin";
import type { AssetData } from "./asset-data";

/** An asset's definition. */
export function AssetDefinition({ data }: { data: AssetData }) {
  const { paths } = useScope();
  const { definition } = data;
  const tags = Object.entries(definition.tags);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Section title="Definition">
        <DefinitionList
          items={[
            ...codeOrigin({ location: data.location, href: paths.location(data.location), source: definition.source }),
            ["Group", definition.group],
            ["Owners", definition.owners.join(", ")],
            [
              "Kinds",
              definition.kinds.length > 0 && (
                <span className="flex flex-wrap gap-1">
                  {definition.kinds.map((kind) => (
                    <Badge key={kind}>{kind}</Badge>
                  ))}
                </span>
              ),
            ],
            [
              "Tags",
              tags.length > 0 && (
                <span className="flex flex-wrap gap-1">
                  {tags.map(([key, value]) => (
                    <Badge key={key} tone="outline">
                      {value ? `${key}=${value}` : key}
                    </Badge>
                  ))}
                </span>
              ),
            ],
            ["IO manager", definition.io ?? "JSON"],
            ["Code version", definition.codeVersion],
            ["Pool", definition.pool],
            ["Timeout", definition.timeoutMs && formatDuration(definition.timeoutMs)],
            [
              "Retries",
              definition.retry &&
                `${definition.retry.max}${definition.retry.delayMs ? `, after ${formatDuration(definition.retry.delayMs)}` : ""}`,
            ],
            ["Resources", definition.resources.join(", ")],
          ]}
        />
      </Section>
      <div className="flex flex-col gap-5">
        {definition.partitions && (
          <Section title="Partitions">
            <CodeBlock code={JSON.stringify(definition.partitions, null, 2)} />
          </Section>
        )}
        {definition.config && (
          <Section description="JSON Schema for this asset's config." title="Config schema">
            <CodeBlock code={JSON.stringify(definition.config, null, 2)} />
          </Section>
        )}
      </div>
    </div>
  );
}
