"use client";
import { Section, StatusIcon, Time } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { TextLink } from "../../shared/text-link";
import type { Overview } from "./overview";

const SHOWN = 5;

/** Open incidents, newest first; renders nothing if there are none. */
export function OpenIncidents({ incidents }: Pick<Overview, "incidents">) {
  const { paths } = useScope();
  if (incidents.length === 0) return null;
  return (
    <Section flush title="Open incidents">
      <ul className="divide-y">
        {incidents.slice(0, SHOWN).map((incident) => (
          <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5" key={incident.id}>
            <StatusIcon status={incident.state} />
            <TextLink className="font-mono text-xs" href={paths.incident(incident.id)}>
              {incident.subject}
            </TextLink>
            <span className="min-w-0 flex-1 basis-40 truncate text-muted text-xs">{incident.lastError}</span>
            <span className="text-subtle text-xs">
              since <Time value={incident.openedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
