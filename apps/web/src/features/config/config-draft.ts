"use client";
import { isRecord } from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";
import { ownValue } from "@millrace/core/own";
import { useState } from "react";
import { parseJson } from "../jobs/launch-values";
import { initialConfig, problemsOf } from "./config-text";

/** A part of a run's config: an asset's config or, without a key, a job's input. */
export type ConfigPart = { readonly key: string | null; readonly schema: JsonSchema };

export type ConfigDraft = {
  readonly parts: readonly ConfigPart[];
  textOf(part: ConfigPart): string;
  write(part: ConfigPart, text: string): void;
  /** Replaces the draft with a past run's config. */
  fill(config: unknown): void;
  readonly isWrong: boolean;
  /** The config to launch with; undefined if nothing accepts config. */
  readonly config: unknown;
};

/** The draft of a run's config. */
export function useConfigDraft(parts: readonly ConfigPart[]): ConfigDraft {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const textOf = ({ key, schema }: ConfigPart) => texts[key ?? ""] ?? initialConfig(schema);
  const parsedOf = (part: ConfigPart) => parseJson(textOf(part)).value;
  const [only] = parts;
  return {
    parts,
    textOf,
    write: ({ key }, text) => setTexts((current) => ({ ...current, [key ?? ""]: text })),
    fill: (config) => setTexts(textsOf(parts, config)),
    isWrong: parts.some((part) => problemsOf(part.schema, textOf(part)).length > 0),
    config: !only
      ? undefined
      : only.key === null
        ? parsedOf(only)
        : Object.fromEntries(parts.map((part) => [part.key, parsedOf(part)])),
  };
}

function textsOf(parts: readonly ConfigPart[], config: unknown): Record<string, string> {
  const given = parts.flatMap(({ key }): [string, unknown][] => {
    const own = key === null ? config : isRecord(config) ? ownValue(config, key) : undefined;
    return own === undefined || own === null ? [] : [[key ?? "", own]];
  });
  return Object.fromEntries(given.map(([key, own]) => [key, JSON.stringify(own, null, 2)]));
}
