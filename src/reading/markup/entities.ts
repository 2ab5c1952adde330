/**
 * Character references of HTML.
 *
 * @module
 */

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  shy: "",
  zwnj: "",
  zwj: "",
  ndash: "–",
  mdash: "—",
  minus: "−",
  hellip: "…",
  lsquo: "'",
  rsquo: "'",
  sbquo: ",",
  ldquo: "“",
  rdquo: "”",
  bdquo: "“",
  laquo: "“",
  raquo: "”",
  prime: "′",
  Prime: "″",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  plusmn: "±",
  times: "×",
  divide: "÷",
  frac12: "½",
  frac14: "¼",
  frac34: "¾",
  sup1: "¹",
  sup2: "²",
  sup3: "³",
  euro: "€",
  pound: "£",
  yen: "¥",
  cent: "¢",
  sect: "§",
  para: "¶",
  middot: "·",
  bull: "•",
  micro: "μ",
  permil: "‰",
  infin: "∞",
  ne: "≠",
  le: "≤",
  ge: "≥",
  asymp: "≈",
  sum: "∑",
  radic: "√",
  isin: "∈",
  notin: "∉",
  forall: "∀",
  exist: "∃",
  empty: "∅",
  sub: "⊂",
  sube: "⊆",
  cap: "∩",
  cup: "∪",
  and: "∧",
  or: "∨",
  int: "∫",
  prop: "∝",
  equiv: "≡",
  ang: "∠",
  there4: "∴",
  rArr: "⇒",
  hArr: "⇔",
  rarr: "→",
  larr: "←",
  harr: "↔",
  szlig: "ss",
  aelig: "æ",
  AElig: "Æ",
  oelig: "œ",
  oslash: "ø",
  Oslash: "Ø",
  eth: "ð",
  thorn: "þ",
  iexcl: "¡",
  iquest: "¿",
  num: "#",
  percnt: "%",
  dollar: "$",
  lowbar: "_",
  lpar: "(",
  rpar: ")",
  lsqb: "[",
  rsqb: "]",
  comma: ",",
  period: ".",
  colon: ":",
  semi: ";",
  excl: "!",
  quest: "?",
  equals: "=",
  plus: "+",
  sol: "/",
  NewLine: " ",
  Tab: " ",
};

/** Accents in names such as `eacute`, as combining marks. */
const ACCENTS: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  circ: "\u0302",
  tilde: "\u0303",
  uml: "\u0308",
  ring: "\u030a",
  caron: "\u030c",
  cedil: "\u0327",
};

const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau " +
  "upsilon phi chi psi omega";

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,9}));/iy;

/**
 * Reads the character reference at a place.
 *
 * @param text The source.
 * @param at Index of an ampersand.
 * @returns What it stands for and where it ends; `undefined` when there is none that HTML knows.
 */
export function entityAt(text: string, at: number): { readonly char: string; readonly end: number } | undefined {
  ENTITY.lastIndex = at;
  const match = ENTITY.exec(text);
  if (match === null) return undefined;
  const [whole, decimal, hex, name] = match;
  const char = name === undefined
    ? numbered(decimal === undefined ? parseInt(hex ?? "", 16) : Number(decimal))
    : named(name);
  return char === undefined ? undefined : { char, end: at + whole.length };
}

/** The character with a number; Windows' curly quotes and dashes in 128 to 159 are what HTML takes them for. */
function numbered(code: number): string | undefined {
  const windows: Readonly<Record<number, string>> = {
    133: "…",
    145: "'",
    146: "'",
    147: "“",
    148: "”",
    150: "–",
    151: "—",
  };
  if (windows[code] !== undefined) return windows[code];
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}

function named(name: string): string | undefined {
  if (Object.hasOwn(NAMED, name)) return NAMED[name];
  const greek = GREEK.split(" ").indexOf(name.toLowerCase());
  if (greek >= 0) return String.fromCodePoint((/^[A-Z]/.test(name) ? 0x391 : 0x3b1) + greek);
  const [, letter = "", accent = ""] = /^([A-Za-z])([a-z]+)$/.exec(name) ?? [];
  const mark = Object.hasOwn(ACCENTS, accent) ? ACCENTS[accent] : undefined;
  return mark === undefined ? undefined : (letter + mark).normalize("NFC");
}
