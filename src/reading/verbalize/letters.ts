/**
 * Letters that are said by name. In spoken words, a single capital stands for the name of the letter.
 *
 * @module
 */

/** Greek letters by name. */
export const GREEK: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  ο: "omicron",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  ς: "sigma",
  τ: "tau",
  υ: "upsilon",
  φ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
  ϕ: "phi",
  ϵ: "epsilon",
  ϑ: "theta",
};

/** The name of a Greek letter, small or capital. */
export function greekName(letter: string): string | undefined {
  const small = letter.toLowerCase();
  return Object.hasOwn(GREEK, small) ? GREEK[small] : undefined;
}

/** Letters one by one, as names: `fbi` is "F B I". Digits among them are read as digits. */
export function letterNames(text: string): string {
  return [...text.toUpperCase()].filter((char) => /[A-Z]/.test(char)).join(" ");
}
