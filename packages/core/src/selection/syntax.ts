/** The attributes of an asset that a selection may ask for. */
export const SELECTION_ATTRIBUTES = ["key", "tag", "owner", "group", "kind", "code_location"] as const;
export type SelectionAttribute = (typeof SELECTION_ATTRIBUTES)[number];

export const SELECTION_FUNCTIONS = ["sinks", "roots"] as const;
export type SelectionFunction = (typeof SELECTION_FUNCTIONS)[number];

/** A parsed selection. Depths are levels; absent = unlimited. */
export type Selection =
  | { readonly type: "all" }
  | { readonly type: "not"; readonly of: Selection }
  /** Two operands or more. */
  | { readonly type: "and" | "or"; readonly of: readonly Selection[] }
  | { readonly type: "traversal"; readonly of: Selection; readonly up?: Reach; readonly down?: Reach }
  | { readonly type: SelectionFunction; readonly of: Selection }
  /** `value` without a `tagValue` is the tag with any value. In a `key`, `*` matches any run of characters. */
  | {
      readonly type: "attribute";
      readonly name: SelectionAttribute;
      readonly value: string;
      readonly tagValue?: string;
    };

export type Reach = { readonly depth?: number };
