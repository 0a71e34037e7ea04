// biome-ignore-all lint/a11y: the combobox pattern keeps the focus in its input (aria-activedescendant)
"use client";
import { cn } from "@millrace/ui";
import type { SelectionCompletion } from "./use-completion";

/** The DOM ID of a list option, for `aria-activedescendant`. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

/** The list of completions below the selection field. */
export function CompletionList({ id, completion }: { id: string; completion: SelectionCompletion }) {
  const { isOpen, options, active, take } = completion;
  if (!isOpen || options.length === 0) return null;
  return (
    <ul
      aria-label="Completions"
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-md border bg-raised p-1 shadow-popup scroll-thin"
      id={id}
      role="listbox"
    >
      {options.map((option, index) => (
        <li
          aria-selected={index === active}
          className={cn(
            "flex h-7 cursor-default items-center gap-2 rounded-sm px-2 text-xs hover:bg-hover",
            index === active && "bg-hover",
          )}
          id={optionId(id, index)}
          key={`${option.kind} ${option.text}`}
          onMouseDown={(event) => {
            event.preventDefault();
            take(index);
          }}
          role="option"
        >
          <span className="min-w-0 flex-1 truncate font-mono">{option.text}</span>
          <span className="text-2xs text-subtle">{option.kind}</span>
        </li>
      ))}
    </ul>
  );
}
