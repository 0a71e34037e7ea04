"use client";
import { Button, type ButtonProps, Checkbox, Input, Popover } from "@millrace/ui";
import { Plus, X } from "lucide-react";
import { type ReactNode, useState } from "react";

function FilterTrigger({
  label,
  value,
  ...props
}: Omit<ButtonProps, "value"> & { label: string; value: string | undefined }) {
  return (
    <Button {...props} className="h-7 rounded-full px-2.5" size="sm" variant={value ? "secondary" : "ghost"}>
      {!value && <Plus aria-hidden className="size-3.5" />}
      {label}
      {value && <span className="max-w-40 truncate font-normal text-accent-text">{value}</span>}
    </Button>
  );
}

/** A filter with a few values, of which several can be selected. */
export function ChoiceFilter(props: {
  label: string;
  options: readonly { value: string; label: ReactNode; text: string }[];
  values: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const chosen = props.options.filter((option) => props.values.includes(option.value)).map((option) => option.text);
  return (
    <Popover
      className="w-56"
      title={props.label}
      trigger={<FilterTrigger label={props.label} value={chosen.join(", ") || undefined} />}
    >
      <ul className="max-h-72 overflow-y-auto">
        {props.options.map((option) => (
          <li key={option.value}>
            <Checkbox
              checked={props.values.includes(option.value)}
              className="w-full py-1"
              label={option.label}
              onCheckedChange={(on) =>
                props.onChange(
                  on ? [...props.values, option.value] : props.values.filter((value) => value !== option.value),
                )
              }
            />
          </li>
        ))}
      </ul>
      {props.values.length > 0 && (
        <Button className="mt-2 w-full" onClick={() => props.onChange([])} size="sm" variant="ghost">
          <X aria-hidden /> Clear
        </Button>
      )}
    </Popover>
  );
}

/** A text filter, applied on Enter. */
export function TextFilter(props: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState(props.value);
  return (
    <Popover
      onOpenChange={(next) => {
        setText(props.value);
        setOpen(next);
      }}
      open={open}
      title={props.label}
      trigger={<FilterTrigger label={props.label} value={props.value || undefined} />}
    >
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          props.onChange(text.trim());
          setOpen(false);
        }}
      >
        <Input
          aria-label={props.label}
          autoFocus
          onChange={(event) => setText(event.target.value)}
          placeholder={props.placeholder}
          value={text}
        />
        <Button type="submit" variant="primary">
          Apply
        </Button>
      </form>
    </Popover>
  );
}
