// biome-ignore-all lint/a11y: the combobox pattern keeps the focus in its input (aria-activedescendant)
"use client";
import {
  completeSelection,
  parseSelection,
  printValue,
  type SelectableAsset,
  type UnknownValue,
  unknownValues,
  unknownValueText,
  vocabularyOf,
} from "@millrace/core";
import { cn, Input } from "@millrace/ui";
import { Filter } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { SelectionHighlight } from "./selection-highlight";

/** Where a selection is written: completes names of these assets and says at which character something is wrong. */
export function SelectionField(props: {
  value: string;
  onChange: (value: string) => void;
  assets: readonly SelectableAsset[];
  className?: string;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [scrollLeft, setScrollLeft] = useState(0);
  const [caret, setCaret] = useState(props.value.length);
  const vocabulary = useMemo(() => vocabularyOf(props.assets), [props.assets]);
  const completion = useMemo(
    () => (open ? completionAt(props.value, Math.min(caret, props.value.length), vocabulary) : undefined),
    [open, props.value, caret, vocabulary],
  );
  const options = completion?.options.slice(0, 12) ?? [];
  const problem = props.value.trim() ? problemOf(props.value) : undefined;
  const unknown = useMemo(
    () => (problem || props.value.trim() === "" ? [] : unknownValues(props.value, vocabulary)),
    [problem, props.value, vocabulary],
  );

  const take = (index: number) => {
    const option = options[index];
    if (!completion || !option) return;
    const next = props.value.slice(0, completion.from) + option.text + props.value.slice(completion.to);
    const position = completion.from + option.text.length;
    props.onChange(next);
    setCaret(position);
    setActive(-1);
    requestAnimationFrame(() => input.current?.setSelectionRange(position, position));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open) {
      event.preventDefault();
      setOpen(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (options.length > 0)
        setActive((active + (event.key === "ArrowDown" ? 1 : options.length - (active < 0 ? 0 : 1))) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && open && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Enter") {
      setOpen(false);
    }
  };

  return (
    <div className={cn("relative", props.className)}>
      <div className="relative">
        <Filter aria-hidden className="absolute top-2 left-2.5 size-4 text-subtle" />
        <Input
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-describedby={problem ? `${id}-problem` : unknown.length > 0 ? `${id}-unknown` : undefined}
          aria-expanded={open && options.length > 0}
          aria-invalid={problem ? true : undefined}
          aria-label="Select assets"
          autoComplete="off"
          className="pl-8 font-mono text-transparent text-xs caret-fg pointer-coarse:text-xs"
          onBlur={() => setOpen(false)}
          onChange={(event) => {
            props.onChange(event.target.value);
            setCaret(event.target.selectionStart ?? event.target.value.length);
            setActive(-1);
            setOpen(true);
          }}
          onClick={(event) => {
            setCaret(event.currentTarget.selectionStart ?? 0);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onScroll={(event) => setScrollLeft(event.currentTarget.scrollLeft)}
          placeholder='group:gold or +key:"orders"'
          ref={input}
          role="combobox"
          spellCheck={false}
          value={props.value}
        />
        <SelectionHighlight scrollLeft={scrollLeft} text={props.value} unknown={unknown} />
      </div>
      {open && options.length > 0 && (
        <ul
          aria-label="Completions"
          className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-md border bg-raised p-1 shadow-popup scroll-thin"
          id={`${id}-list`}
          role="listbox"
        >
          {options.map((option, index) => (
            <li
              aria-selected={index === active}
              className={cn(
                "flex h-7 cursor-default items-center gap-2 rounded-sm px-2 text-xs hover:bg-hover",
                index === active && "bg-hover",
              )}
              id={`${id}-${index}`}
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
      )}
      {problem && (
        <p className={cn("mt-1 text-danger-text text-xs", open && "sr-only")} id={`${id}-problem`} role="status">
          {problem}
        </p>
      )}
      {unknown.length > 0 && (
        <ul className={cn("mt-1 text-warning-text text-xs", open && "sr-only")} id={`${id}-unknown`} role="status">
          {unknown.map((each) => (
            <li key={each.start}>
              {sentence(unknownValueText(each))}{" "}
              {each.suggestion !== undefined && (
                <button
                  className="underline"
                  onClick={() => props.onChange(corrected(props.value, each))}
                  type="button"
                >
                  Use it
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const corrected = (text: string, { start, end, attribute, suggestion = "" }: UnknownValue): string =>
  text.slice(0, start) + printValue(suggestion, attribute === "key") + text.slice(end);

/** What is wrong with a selection's text, with the position; undefined when it can be read. */
export function problemOf(text: string): string | undefined {
  try {
    parseSelection(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Completions, or none where the text before the cursor cannot be read at all. */
function completionAt(text: string, position: number, vocabulary: Parameters<typeof completeSelection>[2]) {
  try {
    return completeSelection(text, position, vocabulary);
  } catch {
    return undefined;
  }
}
