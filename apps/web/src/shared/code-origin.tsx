import { TextLink } from "./text-link";

type Source = { readonly file: string; readonly line?: number | undefined };

/** Where a definition comes from, for a list of what the code says. */
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
