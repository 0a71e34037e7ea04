import { Card, StatusIcon } from "@millrace/ui";
import Link from "next/link";

/** A key number with its status icon, linked to what it counts. */
export function StatTile(props: { label: string; value: number; detail: string; status: string; href: string }) {
  return (
    <Card className="relative px-4 py-3 max-lg:last:odd:col-span-2 hover:border-border-strong">
      <dt className="flex items-center gap-1.5 text-muted text-xs">
        <StatusIcon className="size-3.5" decorative status={props.status} />
        <Link className="after:absolute after:inset-0" href={props.href}>
          {props.label}
        </Link>
      </dt>
      <dd className="mt-1">
        <span className="font-semibold text-2xl tabular tracking-[-0.02em]">{props.value.toLocaleString("en-US")}</span>
        <span className="block text-subtle text-xs">{props.detail}</span>
      </dd>
    </Card>
  );
}
