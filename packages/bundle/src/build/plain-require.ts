const CREATED = String.raw`(?:\w+\.)?createRequire\(\s*import\.meta\.url\s*\)`;
const DECLARED = new RegExp(String.raw`\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*${CREATED}(?!\s*[(.])\s*;?`, "g");
const CALLED = new RegExp(String.raw`${CREATED}(?=\s*\(\s*["'\x60])`, "g");

/**
 * Makes `createRequire(import.meta.url)` of an author's module the bundle's own `require`, whose literal calls are bundled
 * like imports: a sandbox contains no other packages. Lines stay where they are.
 */
export function withPlainRequire(code: string): string {
  const names = new Set<string>();
  const declared = code.replaceAll(DECLARED, (text, name: string) => {
    names.add(name);
    return text.replaceAll(/[^\n]/g, " ");
  });
  const called = declared.replaceAll(CALLED, (text) => `require${text.replaceAll(/[^\n]/g, "")}`);
  return [...names]
    .filter((name) => name !== "require")
    .reduce((text, name) => {
      const uses = new RegExp(String.raw`(?<![\w$.])${name.replaceAll("$", "\\$")}(?=\s*(?:\(|\.resolve\b))`, "g");
      return text.replaceAll(uses, "require");
    }, called);
}
