"use client";
import { Badge, cn, Table, TableHead, Td, Th } from "@millrace/ui";
import { useEffect, useRef, useState } from "react";
import { useScope } from "@/lib/scope";
import { TextLink } from "../../shared/text-link";
import type { AssetColumn } from "./metadata-entry";

/** The URL fragment of a column on its asset's page. */
export const columnHash = (column: string): string => `#column=${encodeURIComponent(column)}`;

/** An asset's columns, each linked to the upstream columns it is derived from. */
export function ColumnTable({ columns }: { columns: readonly AssetColumn[] }) {
  const isTyped = columns.some((column) => column.type !== undefined);
  const isDescribed = columns.some((column) => column.description !== undefined);
  const hasSources = columns.some((column) => column.sources.length > 0);
  return (
    <Table caption="Asset columns">
      <TableHead>
        <Th>Column</Th>
        {isTyped && <Th>Type</Th>}
        {isDescribed && <Th>Description</Th>}
        {hasSources && <Th>Source columns</Th>}
      </TableHead>
      <tbody>
        {columns.map((column) => (
          <ColumnRow key={column.name} name={column.name}>
            {isTyped && <Td>{column.type && <Badge>{column.type}</Badge>}</Td>}
            {isDescribed && <Td className="text-muted">{column.description}</Td>}
            {hasSources && (
              <Td>
                <Sources sources={column.sources} />
              </Td>
            )}
          </ColumnRow>
        ))}
      </tbody>
    </Table>
  );
}

/** A row that the URL fragment can name: it is scrolled into view and highlighted. */
function ColumnRow({ name, children }: { name: string; children: React.ReactNode }) {
  const row = useRef<HTMLTableRowElement>(null);
  const [isNamed, setIsNamed] = useState(false);
  useEffect(() => {
    const read = () => {
      const named = window.location.hash === columnHash(name);
      setIsNamed(named);
      if (named) row.current?.scrollIntoView({ block: "center" });
    };
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [name]);
  return (
    <tr
      aria-current={isNamed || undefined}
      className={cn("border-b last:border-b-0", isNamed ? "bg-selected" : "hover:bg-hover")}
      ref={row}
    >
      <Td className="font-mono text-xs">{name}</Td>
      {children}
    </tr>
  );
}

function Sources({ sources }: { sources: AssetColumn["sources"] }) {
  const { paths } = useScope();
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
      {sources.map(({ asset, column }) => (
        <li key={`${asset} ${column}`}>
          <TextLink className="font-mono font-normal text-xs" href={`${paths.asset(asset)}${columnHash(column)}`}>
            {asset}.{column}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}
