"use client";
import { printValue, type UnknownValue, unknownValueText } from "@millrace/core/selection";
import { cn } from "@millrace/ui";

/** Unknown names in a selection, each with a suggestion. */
export function UnknownNames(props: {
  id: string;
  text: string;
  unknown: readonly UnknownValue[];
  onChange: (text: string) => void;
  /** For screen readers only, while something else is shown in its place. */
  hidden: boolean;
}) {
  if (props.unknown.length === 0) return null;
  return (
    <ul className={cn("mt-1 text-warning-text text-xs", props.hidden && "sr-only")} id={props.id} role="status">
      {props.unknown.map((each) => (
        <li key={each.start}>
          {unknownValueText(each)}{" "}
          {each.suggestion !== undefined && (
            <button className="underline" onClick={() => props.onChange(corrected(props.text, each))} type="button">
              Replace
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const corrected = (text: string, { start, end, attribute, suggestion = "" }: UnknownValue): string =>
  text.slice(0, start) + printValue(suggestion, attribute === "key") + text.slice(end);
