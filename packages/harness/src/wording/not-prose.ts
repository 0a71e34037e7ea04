const SQL =
  /^\s*(select\b.*\b(from|as|set_config|pg_\w+)\b|insert into|update\b.*\bset\b|delete from|with \w+ as|(create|alter|drop) (table|index|unique|role|user|database|policy|extension|publication|schema|function|trigger|or replace)|set (local|role|session|lock)|lock table|truncate|grant|revoke \w+ on|where|and|or|order by|limit|on conflict|returning)\b/is;

/** Source text in a template, such as that of a scaffold or of a completion script. */
const CODE =
  /^\s*((import|export|const|let|function) [\w{*]|#compdef|@media)|^<(svg|path)|^\([a-z-]+: |; charset=|^\d+px /;

/** Returns true if a string is a phrase of English, and not an identifier, a path, SQL, or class names. */
export function isProse(text: string): boolean {
  return /\p{L}{2}\S*\s+\S*\p{L}/u.test(text) && !CODE.test(text) && !isSql(text) && !isClassNames(text);
}

const isSql = (text: string): boolean => SQL.test(text) && !/^[A-Z][a-z]/.test(text.trim());

/** Class names of Tailwind: words in lower case, of which most have a hyphen, a colon, or a bracket. */
function isClassNames(text: string): boolean {
  const words = text.trim().split(/\s+/);
  if (!words.every((word) => /^[a-z0-9!:[\]()/.%#&>_=,*'"~+$…{}-]+$/.test(word))) return false;
  return words.filter((word) => /[a-z0-9\]][-:[][a-z0-9[]/.test(word)).length * 2 > words.length;
}
