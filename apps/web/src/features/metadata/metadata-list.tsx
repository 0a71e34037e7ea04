"use client";
import { DefinitionList } from "@millrace/ui";
import { Markdown } from "../../shared/markdown";
import { ColumnTable } from "./column-table";
import { assetColumns, type MetadataEntry, metadataEntries } from "./metadata-entry";
import { MetadataRows } from "./metadata-rows";
import { MetadataText } from "./metadata-text";

/** Metadata of a materialization or check: short values first, then text and tables at full width. */
export function MetadataList({ metadata, location }: { metadata: unknown; location: string }) {
  const entries = metadataEntries(metadata);
  if (entries.length === 0) return <p className="text-muted text-sm">No metadata.</p>;
  const columns = assetColumns(entries);
  const short = entries.filter((entry) => !isWide(entry));
  return (
    <>
      {short.length > 0 && (
        <DefinitionList
          items={short.map((entry) => [
            entry.name,
            <MetadataText entry={entry} key={entry.name} location={location} />,
          ])}
        />
      )}
      {columns.length > 0 && (
        <Wide name="Columns">
          <ColumnTable columns={columns} />
        </Wide>
      )}
      {entries.map(({ name, text, view }) =>
        view.kind === "table" ? (
          <Wide key={name} name={name}>
            <MetadataRows name={name} table={view.table} />
          </Wide>
        ) : view.kind === "markdown" ? (
          <Wide key={name} name={name}>
            <Markdown className="p-4" text={text} />
          </Wide>
        ) : null,
      )}
    </>
  );
}

const isWide = ({ view }: MetadataEntry): boolean => ["markdown", "table", "columns"].includes(view.kind);

function Wide({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="pb-1.5 text-sm text-subtle">{name}</h3>
      <div className="overflow-hidden rounded-md border">{children}</div>
    </section>
  );
}
