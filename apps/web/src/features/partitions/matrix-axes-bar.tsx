"use client";
import { ownValue } from "@millrace/core/own";
import type { Dimension } from "@millrace/core/partitions";
import { Button, Field, IconButton, Input, Select } from "@millrace/ui";
import { ArrowLeftRight } from "lucide-react";
import { useState } from "react";
import type { useMatrixAxes } from "./matrix-axes";

/** Maximum number of keys offered as a list. */
const LISTED_MAX = 100;

/** Selects the two dimensions of a matrix and one key of every other dimension. */
export function MatrixAxesBar({ axes }: { axes: ReturnType<typeof useMatrixAxes> }) {
  const { rows, columns, others, fixed, setAxes } = axes;
  if (!rows || !columns) return null;
  const names = [rows, columns, ...others].map(({ name }) => ({ value: name, label: name }));
  const choose = (axis: "rows" | "columns", name: string) => {
    const other = axis === "rows" ? "columns" : "rows";
    const swapped = axes[other]?.name === name ? { [other]: axes[axis]?.name } : { [other]: axes[other]?.name };
    setAxes({ ...swapped, [axis]: name });
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      {others.length > 0 && (
        <>
          <Select label="Rows" onValueChange={(name) => choose("rows", name)} options={names} value={rows.name} />
          <Select
            label="Columns"
            onValueChange={(name) => choose("columns", name)}
            options={names}
            value={columns.name}
          />
        </>
      )}
      <IconButton
        label="Swap rows and columns"
        onClick={() => setAxes({ rows: columns.name, columns: rows.name })}
        size="sm"
      >
        <ArrowLeftRight aria-hidden />
      </IconButton>
      {others.map((dimension) => (
        <FixedKey
          dimension={dimension}
          key={`${dimension.name}=${ownValue(fixed, dimension.name)}`}
          onChange={(key) => setAxes({ fixed: { ...fixed, [dimension.name]: key } })}
          value={ownValue(fixed, dimension.name) ?? ""}
        />
      ))}
    </div>
  );
}

type FixedProps = { dimension: Dimension; value: string; onChange: (key: string) => void };

/** The key of a dimension that isn't an axis of the matrix. */
function FixedKey({ dimension: { name, set }, value, onChange }: FixedProps) {
  const [text, setText] = useState(value);
  if (set.size <= LISTED_MAX) {
    const options = Array.from({ length: set.size }, (_, index) => {
      return { value: set.keyAt(index), label: set.keyAt(index) };
    });
    return <Select label={`Matrix ${name}`} onValueChange={onChange} options={options} value={value} />;
  }
  const isKnown = set.indexOf(text.trim()) >= 0;
  return (
    <form
      className="flex items-end gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (isKnown) onChange(text.trim());
      }}
    >
      <Field error={isKnown ? undefined : `No matching ${name}`} label={name}>
        <Input className="w-40 font-mono text-xs" onChange={(event) => setText(event.target.value)} value={text} />
      </Field>
      <Button disabled={!isKnown || text.trim() === value} size="sm" type="submit">
        Show
      </Button>
    </form>
  );
}
