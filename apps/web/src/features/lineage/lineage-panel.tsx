"use client";
import { Badge, Button, DefinitionList, IconButton, StatusBadge } from "@millrace/ui";
import type { LineageState } from "@millrace/ui/lineage";
import { X } from "lucide-react";
import Link from "next/link";
import { useScope } from "@/lib/scope";
import { TextLink } from "../../shared/text-link";
import type { GraphAsset } from "../assets/use-assets";

/** Details of the assets selected in the graph. */
export function LineagePanel(props: {
  assets: readonly GraphAsset[];
  selected: ReadonlySet<string>;
  states: ReadonlyMap<string, LineageState>;
  onClose: () => void;
}) {
  const { paths } = useScope();
  const chosen = props.assets.filter((asset) => props.selected.has(asset.key));
  const [only] = chosen;
  return (
    <aside aria-label="Selected assets" className="w-80 shrink-0 overflow-y-auto border-l bg-surface scroll-thin">
      <header className="flex items-start gap-2 border-b p-4">
        <h2 className="min-w-0 flex-1 break-words font-medium font-mono text-sm">
          {chosen.length === 1 && only ? only.key : `${chosen.length} assets`}
        </h2>
        <IconButton label="Clear selection" onClick={props.onClose} size="sm">
          <X aria-hidden />
        </IconButton>
      </header>
      {chosen.length === 1 && only ? (
        <div className="flex flex-col gap-4 p-4">
          <StatusBadge className="self-start" status={props.states.get(only.key)?.status ?? "UNKNOWN"} />
          {only.description && <p className="text-muted">{only.description}</p>}
          <DefinitionList
            items={[
              ["Group", only.group],
              [
                "Code location",
                only.codeLocation && (
                  <TextLink className="font-normal" href={paths.location(only.codeLocation)}>
                    {only.codeLocation}
                  </TextLink>
                ),
              ],
              ["Owners", only.owners.join(", ")],
              [
                "Kinds",
                only.kinds.length > 0 && (
                  <span className="flex flex-wrap gap-1">
                    {only.kinds.map((kind) => (
                      <Badge key={kind}>{kind}</Badge>
                    ))}
                  </span>
                ),
              ],
            ]}
          />
          <KeyList empty="No upstream assets." keys={only.deps} title="Upstream" />
          <KeyList
            empty="No downstream assets."
            keys={props.assets.filter((asset) => asset.deps.includes(only.key)).map((asset) => asset.key)}
            title="Downstream"
          />
          <Button render={<Link href={paths.asset(only.key)} />}>Open asset</Button>
        </div>
      ) : (
        <div className="p-4">
          <KeyList empty="" keys={chosen.map((asset) => asset.key)} title="Selected" />
        </div>
      )}
    </aside>
  );
}

function KeyList({ title, keys, empty }: { title: string; keys: readonly string[]; empty: string }) {
  const { paths } = useScope();
  return (
    <section>
      <h3 className="pb-1 text-subtle text-xs">{title}</h3>
      {keys.length === 0 ? (
        <p className="text-muted">{empty}</p>
      ) : (
        <ul className="space-y-1">
          {keys.map((key) => (
            <li className="truncate" key={key}>
              <TextLink className="font-mono font-normal text-xs" href={paths.asset(key)}>
                {key}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
