"use client";
import { CodeBlock, DefinitionList, formatDuration, Section } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { codeOrigin } from "../../shared/code-origin";
import { TextLink } from "../../shared/text-link";
import type { JobData } from "./job-data";

/** A job's definition. */
export function JobDefinition({ data }: { data: JobData }) {
  const { paths } = useScope();
  const { definition } = data;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Section title="Definition">
        <DefinitionList
          items={[
            ...codeOrigin({ location: data.location, href: paths.location(data.location), source: definition.source }),
            [
              "Selects",
              definition.select && (
                <TextLink
                  className="font-mono font-normal text-xs"
                  href={`${paths.lineage}?q=${encodeURIComponent(definition.select)}`}
                >
                  {definition.select}
                </TextLink>
              ),
            ],
            ["Owners", definition.owners.join(", ")],
            [
              "Concurrent runs",
              definition.concurrency &&
                `${definition.concurrency.limit}${definition.concurrency.key ? ` per ${definition.concurrency.key}` : ""}`,
            ],
            ["Timeout", definition.timeoutMs && formatDuration(definition.timeoutMs)],
            [
              "Alerts",
              definition.alerts?.disabled
                ? "off"
                : definition.alerts?.after && `After ${definition.alerts.after} consecutive failures`,
            ],
          ]}
        />
      </Section>
      {definition.nodes && definition.nodes.length > 0 && (
        <Section flush title="Steps">
          <ol className="divide-y">
            {definition.nodes.map((node) => (
              <li className="flex items-center gap-3 px-4 py-2" key={node.node}>
                <span className="font-mono text-xs">{node.node}</span>
                <span className="text-subtle text-xs">{node.kind === "map" ? `Map over ${node.op}` : node.op}</span>
                {node.after.length > 0 && (
                  <span className="ml-auto text-subtle text-xs">After {node.after.join(", ")}</span>
                )}
              </li>
            ))}
          </ol>
        </Section>
      )}
      {definition.input && (
        <Section title="Input schema">
          <CodeBlock code={JSON.stringify(definition.input, null, 2)} />
        </Section>
      )}
    </div>
  );
}
