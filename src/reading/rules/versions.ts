/**
 * Versions of programs, lineages of viruses, standards: numbers with periods that are no decimals.
 *
 * @module
 */
import type { Rule } from "../tokens/scan.ts";
import { letterNames } from "../verbalize/letters.ts";
import { cardinal, inPairs, phrase, spelled } from "../verbalize/numbers.ts";

/** "v2.0.1-beta", "Python 3.12.1", "1.2.3": not a date, not an address. */
const VERSION: Rule = {
  pattern:
    /([vV](?:er\.? ?)?)?(\d{1,4}(?:\.\d{1,4}){1,4})(?:-?(alpha|beta|rc|pre|dev|snapshot|canary|lts)[.-]?(\d{1,3})?)?(?:\+(\p{L}{2,12})\.?(\d{1,6}))?(?![\p{L}\d]|[.,]\d|%)/yu,
  read([whole, prefix, numbers = "", stage, stageNumber, build, buildNumber], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const dots = numbers.split(".").length - 1;
    // "Version 2.10" follows "2.9".
    const isTold = /^(?:version|release|python|node|deno|ruby|php|perl|kotlin|kernel|firmware)$/i.test(scan.lastWord) &&
      /^\d{1,2}\.[1-9]\d$/.test(numbers);
    if (prefix === undefined && stage === undefined && dots < 2 && !isTold) return undefined;
    if (/^\d{3}\.\d{3}\.\d{4}$/.test(whole)) return undefined;
    // Thousands with European separators are a quantity.
    if (prefix === undefined && /^\d{1,3}(?:\.\d{3})+$/.test(whole)) return undefined;
    return phrase(
      prefix === undefined || /^version$/i.test(scan.lastWord) ? undefined : "version",
      numbers.split(".").map((part) => cardinal(part)).join(" point "),
      stage === "rc" ? "R C" : stage === "lts" ? "L T S" : stage,
      stageNumber === undefined ? undefined : cardinal(stageNumber),
      build === undefined ? undefined : phrase("plus", build.toLowerCase(), cardinal(buildNumber ?? "")),
    );
  },
};

/** "BA.5", "XBB.1.5", "B.1.1.7", "E11.9": lineages, codes of diagnoses. */
const LINEAGE: Rule = {
  pattern: /(\p{Lu}{1,3})(\d{0,3})((?:\.\d{1,3}){1,4})(?![\p{L}\d]|\.\d)/yu,
  read([, letters = "", first = "", numbers = ""], scan) {
    if (/[\p{L}\d.]/u.test(scan.charBefore) || /^(?:NO|VOL|FIG|CH|PP?|SEC|ART)$/.test(letters)) return undefined;
    return phrase(
      letterNames(letters),
      first === "" ? undefined : cardinal(first),
      ...numbers.slice(1).split(".").map((part) =>
        `point ${part.length > 2 || part.startsWith("0") || first === "0" ? spelled(part) : cardinal(part)}`
      ),
    );
  },
};

/** "H.264", "802.11ac": standards of video and radio. */
const STANDARD: Rule = {
  pattern: /(\p{Lu})\.(\d{3})(?![\d.]|\p{L})|802\.(\d{1,2})([a-z]{0,2})(?![\p{L}\d])/uy,
  read([, letter, digits = "", part = "", suffix = ""], scan) {
    if (/[\p{L}\d.]/u.test(scan.charBefore)) return undefined;
    if (letter !== undefined) return phrase(letterNames(letter), inPairs(digits));
    return phrase("eight oh two", "dot", cardinal(part), letterNames(suffix));
  },
};

/** Rules for numbers with periods, after dates and addresses. */
export const VERSION_RULES: readonly Rule[] = [VERSION];

/** Rules for names of standards and lineages, before numbers with units. */
export const NAMED_STANDARD_RULES: readonly Rule[] = [STANDARD, LINEAGE];
