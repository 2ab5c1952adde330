/**
 * The spoken names of signs, including those left out on purpose. Signs whose reading depends on context (`-`, `/`,
 * `*`, `:`, `<`, `|`) are handled by rules before this table.
 *
 * @module
 */

/** A silent sign. */
const SILENT = "";

/** Names of signs. */
const NAMED: Readonly<Record<string, string>> = {
  // Words and commerce
  "&": "and",
  "@": "at",
  "#": "number",
  "№": "number",
  "§": "section",
  "¶": "paragraph",
  "%": "percent",
  "‰": "per mille",
  "‱": "per ten thousand",
  "©": "copyright",
  "℅": "care of",
  "°": "degrees",
  "$": "dollars",
  "€": "euros",
  "£": "pounds",
  "¥": "yen",
  "₹": "rupees",
  "¢": "cents",
  "₩": "won",
  "₽": "rubles",
  "₿": "bitcoin",
  "₺": "lira",
  "₴": "hryvnia",
  "₫": "dong",
  "₪": "shekels",
  "₱": "pesos",
  "₦": "naira",
  "฿": "baht",
  "¤": "currency",
  // Arithmetic
  "+": "plus",
  "−": "minus",
  "±": "plus or minus",
  "∓": "minus or plus",
  "×": "times",
  "÷": "divided by",
  "=": "equals",
  "≠": "is not equal to",
  "≈": "is approximately",
  "≅": "is congruent to",
  "≃": "is approximately",
  "≡": "is equivalent to",
  "∼": "is similar to",
  "<": "less than",
  ">": "greater than",
  "≤": "at most",
  "≥": "at least",
  "⩽": "at most",
  "⩾": "at least",
  "≪": "much less than",
  "≫": "much greater than",
  "∝": "is proportional to",
  "√": "the square root of",
  "∛": "the cube root of",
  "∜": "the fourth root of",
  "∞": "infinity",
  "∑": "sum",
  "△": "triangle",
  "∏": "product",
  "∫": "the integral of",
  "∬": "the double integral of",
  "∮": "the contour integral of",
  "∂": "partial",
  "∇": "del",
  "∆": "delta",
  "′": "prime",
  "″": "double prime",
  "∠": "angle",
  "⊥": "is perpendicular to",
  "∥": "is parallel to",
  // Sets and logic
  "∈": "is in",
  "∉": "is not in",
  "∋": "contains",
  "⊂": "is a subset of",
  "⊆": "is a subset of",
  "⊃": "is a superset of",
  "⊇": "is a superset of",
  "∪": "union",
  "∩": "intersection",
  "∖": "minus",
  "∅": "the empty set",
  "ℕ": "the natural numbers",
  "ℤ": "the integers",
  "ℚ": "the rational numbers",
  "ℝ": "the real numbers",
  "ℂ": "the complex numbers",
  "∀": "for all",
  "∃": "there exists",
  "∄": "there does not exist",
  "¬": "not",
  "∧": "and",
  "∨": "or",
  "⊕": "ex or",
  "∴": "therefore",
  "∵": "because",
  "⇒": "implies",
  "⟹": "implies",
  "⇔": "if and only if",
  "⟺": "if and only if",
  "→": "to",
  "⟶": "to",
  "➜": "to",
  "➔": "to",
  "➝": "to",
  "➞": "to",
  "←": "from",
  "⟵": "from",
  "↔": "and",
  "↦": "maps to",
  "⇌": "is in equilibrium with",
  "⇄": "is in equilibrium with",
  "∘": "composed with",
  "↑": "up",
  "↓": "down",
  // Others
  "♯": "sharp",
  "♭": "flat",
  "℞": "prescription",
  "ℓ": "liters",
  "Å": "angstroms",
  "⌘": "command",
  "⌥": "option",
  "⇧": "shift",
  "⌃": "control",
  "⏎": "enter",
  "␣": "space",
};

/**
 * Signs left out on purpose: they are heard as a pause, or are purely visual. Footnote marks, trade marks
 * after a name, bullets, quotes, rules, boxes, bars, arrowheads, card suits, notes, ticks.
 */
const LEFT_OUT =
  /[\\^_`|~¦´¨¯¸·†‡•‣‥⁂※‽¡¿®™℠℗ªº‹›〈〉《》【】〔〕〖〗⟨⟩⌈⌉⌊⌋⁅⁆⟦⟧{}[\]"“”'‚‛‖‗⁓〜～〰・]|[\u2190-\u21ff\u2300-\u23ff\u2400-\u243f\u2500-\u259f\u25a0-\u25ff\u2600-\u27bf\u27f0-\u27ff\u2800-\u28ff\u2900-\u2bff]/;

/**
 * Returns the spoken name of a sign.
 *
 * @param sign One character.
 * @returns Words; {@linkcode SILENT} for a sign that is left out on purpose, or that has no English name.
 */
export function symbolName(sign: string): string {
  return Object.hasOwn(NAMED, sign) ? NAMED[sign] ?? SILENT : SILENT;
}

/** Whether a sign draws rather than punctuates: it is left out as decoration. */
export function isDecoration(sign: string): boolean {
  return !Object.hasOwn(NAMED, sign) && (/\p{S}/u.test(sign) || LEFT_OUT.test(sign));
}
