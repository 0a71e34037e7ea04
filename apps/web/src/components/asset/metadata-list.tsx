"use client";
import { DefinitionList, Table, TableHead, Td, Th, Time, Tr } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { Markdown } from "../shared/markdown";
import { TextLink } from "../shared/text-link";
import { type MetadataEntry, type MetadataTable, metadataEntries } from "./metadata";

/** What a materialization says about itself: short values first, then texts and tables at full width. */
export function MetadataList({ metadata }: { metadata: unknown }) {
  const entries = metadataEntries(metadata);
  if (entries.length === 0) return <p className="text-muted text-sm">No metadata.</p>;
  const isWide = (entry: MetadataEntry) => entry.kind === "markdown" || entry.table !== undefined;
  const short = entries.filter((entry) => !isWide(entry));
  return (
    <>
      {short.length > 0 && (
        <DefinitionList items={short.map((entry) => [entry.name, <ShortValue entry={entry} key={entry.name} />])} />
      )}
      {entries.filter(isWide).map((entry) => (
        <section className="min-w-0" key={entry.name}>
          <h3 className="pb-1.5 text-sm text-subtle">{entry.name}</h3>
          <div className="overflow-hidden rounded-md border">
            {entry.table ? (
              <Rows caption={entry.name} table={entry.table} />
            ) : (
              <Markdown className="p-4" text={entry.text} />
            )}
          </div>
        </section>
      ))}
    </>
  );
}

function ShortValue({ entry }: { entry: MetadataEntry }) {
  const { paths } = useScope();
  if (entry.kind === "asset") return <TextLink href={paths.asset(entry.text)}>{entry.text}</TextLink>;
  if (entry.kind === "run") return <TextLink href={paths.run(entry.text)}>{entry.text}</TextLink>;
  if (entry.kind === "timestamp") return <Time focusable value={entry.text} />;
  if (entry.href) {
    return (
      <a className="break-all text-accent-text underline" href={entry.href} rel="noreferrer" target="_blank">
        {entry.text}
      </a>
    );
  }
  if (entry.text.includes("\n")) {
    return (
      <pre className="max-h-48 overflow-auto rounded-md bg-sunken p-2 font-mono text-xs scroll-thin">{entry.text}</pre>
    );
  }
  return <span className="tabular">{entry.text}</span>;
}

const ROWS_MAX = 50;

function Rows({ caption, table }: { caption: string; table: MetadataTable }) {
  return (
    <>
      <Table caption={caption}>
        <TableHead>
          {table.columns.map((column) => (
            <Th key={column}>{column}</Th>
          ))}
        </TableHead>
        <tbody>
          {table.rows.slice(0, ROWS_MAX).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a stored table never move
            <Tr key={index}>
              {table.columns.map((column, cell) => (
                <Td className="tabular" key={column}>
                  {row[cell]}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      {table.rows.length > ROWS_MAX && (
        <p className="border-t px-4 py-2 text-subtle text-xs">
          The first {ROWS_MAX} of {table.rows.length} rows
        </p>
      )}
    </>
  );
}
