"use client";
import { type CompletionOption, completeSelection, type SelectionVocabulary } from "@millrace/core/selection";
import { type KeyboardEvent, type RefObject, useMemo, useState } from "react";

const OPTIONS_MAX = 12;

type Written = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly vocabulary: SelectionVocabulary;
};

export type SelectionCompletion = {
  readonly isOpen: boolean;
  readonly options: readonly CompletionOption[];
  /** Index of the option that Enter accepts; -1 for none. */
  readonly active: number;
  take(index: number): void;
  close(): void;
  /** Called with the caret's new position. */
  moveTo(caret: number): void;
  /** Called with the new text and the caret's position. */
  type(value: string, caret: number): void;
  onKeyDown(event: KeyboardEvent): void;
};

/** Completes a selection as you type, by pointer and combobox keys. */
export function useCompletion({ value, onChange, input, vocabulary }: Written): SelectionCompletion {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [caret, setCaret] = useState(value.length);
  const completion = useMemo(
    () => (isOpen ? completionAt(value, Math.min(caret, value.length), vocabulary) : undefined),
    [isOpen, value, caret, vocabulary],
  );
  const options = completion?.options.slice(0, OPTIONS_MAX) ?? [];

  const take = (index: number) => {
    const option = options[index];
    if (!completion || !option) return;
    const position = completion.from + option.text.length;
    onChange(value.slice(0, completion.from) + option.text + value.slice(completion.to));
    setCaret(position);
    setActive(-1);
    requestAnimationFrame(() => input.current?.setSelectionRange(position, position));
  };
  /** Moves one option down or up, wrapping around. */
  const step = (isDown: boolean) => {
    setOpen(true);
    if (options.length === 0) return;
    const back = options.length - (active < 0 ? 0 : 1);
    setActive((active + (isDown ? 1 : back)) % options.length);
  };

  return {
    isOpen,
    options,
    active,
    take,
    close: () => setOpen(false),
    moveTo(at) {
      setCaret(at);
      setOpen(true);
    },
    type(text, at) {
      onChange(text);
      setCaret(at);
      setActive(-1);
      setOpen(true);
    },
    onKeyDown(event) {
      const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
      const takes = (event.key === "Enter" || event.key === "Tab") && isOpen && active >= 0;
      if (isArrow || takes || (event.key === "Escape" && isOpen)) event.preventDefault();
      if (isArrow) step(event.key === "ArrowDown");
      else if (takes) take(active);
      else if (event.key === "Escape" || event.key === "Enter") setOpen(false);
    },
  };
}

/** Completions; none if the text before the caret can't be tokenized. */
function completionAt(text: string, position: number, vocabulary: SelectionVocabulary) {
  try {
    return completeSelection(text, position, vocabulary);
  } catch {
    return undefined;
  }
}
