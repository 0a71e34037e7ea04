import { TextLink } from "./text-link";

type Source = { readonly file: string; readonly line?: number | undefined };

/** Rows for a definition list: a definition's code location and source. */
export const codeOrigin = (origin: { location: string; href: string; source: Source | undefined }) =>
  [
    [
      "Code location",
      <TextLink className="font-normal" href={origin.href} key="location">
        {origin.location}
      </TextLink>,
    ],
    ["Source", origin.source && <code className="font-mono text-xs">{sourceText(origin.source)}</code>],
  ] as const;

const sourceText = ({ file, line }: Source): string => (line === undefined ? file : `${file}:${line}`);
