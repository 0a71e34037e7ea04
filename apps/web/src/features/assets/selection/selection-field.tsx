"use client";
import { parseSelection, type SelectableAsset, unknownValues, vocabularyOf } from "@millrace/core/selection";
import { cn, Input } from "@millrace/ui";
import { Filter } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { CompletionList, optionId } from "./completion-list";
import { SelectionHighlight } from "./selection-highlight";
import { UnknownNames } from "./unknown-names";
import { useCompletion } from "./use-completion";

/** The selection field: completes asset names and shows the position of errors. */
export function SelectionField(props: {
  value: string;
  onChange: (value: string) => void;
  assets: readonly SelectableAsset[];
  className?: string;
}) {
  const { value, onChange, assets } = props;
  const id = useId();
  const listId = `${id}-list`;
  const input = useRef<HTMLInputElement>(null);
  const [scrollLeft, setScrollLeft] = useState(0);
  const vocabulary = useMemo(() => vocabularyOf(assets), [assets]);
  const completion = useCompletion({ value, onChange, input, vocabulary });
  const problem = problemOf(value);
  const unknown = useMemo(
    () => (problem || value.trim() === "" ? [] : unknownValues(value, vocabulary)),
    [problem, value, vocabulary],
  );

  return (
    <div className={cn("relative", props.className)}>
      <div className="relative">
        <Filter aria-hidden className="absolute top-2 left-2.5 size-4 text-subtle" />
        <Input
          aria-activedescendant={completion.active >= 0 ? optionId(listId, completion.active) : undefined}
          aria-autocomplete="list"
          aria-controls={listId}
          aria-describedby={problem ? `${id}-problem` : unknown.length > 0 ? `${id}-unknown` : undefined}
          aria-expanded={completion.isOpen && completion.options.length > 0}
          aria-invalid={problem ? true : undefined}
          aria-label="Select assets"
          autoComplete="off"
          className="pl-8 font-mono text-transparent text-xs caret-fg pointer-coarse:text-xs"
          onBlur={completion.close}
          onChange={({ target }) => completion.type(target.value, target.selectionStart ?? target.value.length)}
          onClick={({ currentTarget }) => completion.moveTo(currentTarget.selectionStart ?? 0)}
          onKeyDown={completion.onKeyDown}
          onScroll={(event) => setScrollLeft(event.currentTarget.scrollLeft)}
          placeholder='group:gold or +key:"orders"'
          ref={input}
          role="combobox"
          spellCheck={false}
          value={value}
        />
        <SelectionHighlight scrollLeft={scrollLeft} text={value} unknown={unknown} />
      </div>
      <CompletionList completion={completion} id={listId} />
      {problem && (
        <p
          className={cn("mt-1 text-danger-text text-xs", completion.isOpen && "sr-only")}
          id={`${id}-problem`}
          role="status"
        >
          {problem}
        </p>
      )}
      <UnknownNames
        hidden={completion.isOpen}
        id={`${id}-unknown`}
        onChange={onChange}
        text={value}
        unknown={unknown}
      />
    </div>
  );
}

/** The selection's error with its position; undefined if it is valid or empty. */
function problemOf(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  try {
    parseSelection(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
