/**
 * Drawings made of signs: emoticons, curses, ratings in stars.
 *
 * @module
 */
import type { Rule } from "../tokens/scan.ts";
import { cardinal, phrase } from "../verbalize/numbers.ts";

/** "a 5* hotel". */
const STARRED_HOTEL: Rule = {
  pattern: /\*(?= (?:hotels?|resorts?|reviews?|ratings?|restaurants?|accommodation|service|luxury|stay)\b)/y,
  read: (_match, scan) => /(?:^|[^\d.])[1-7]$/.test(scan.before(2)) ? "star" : undefined,
};

/** "★★★☆☆": a rating. */
const STARS: Rule = {
  pattern: /([★☆⭐✭✩]{1,10})(½?)/uy,
  read([, stars = "", half], scan) {
    if (half === "½") return phrase(cardinal(String(stars.match(/[★⭐✭]/gu)?.length ?? 0)), "and a half stars");
    if ([...stars].length === 1) {
      if (!/\d ?$/.test(scan.before(2))) return undefined;
      return /(?:^|[^\d.])1 ?$/.test(scan.before(4)) ? "star" : "stars";
    }
    const full = stars.match(/[★⭐✭]/gu)?.length ?? 0;
    const all = [...stars].length;
    const words = `${cardinal(String(full))} ${full === 1 && all === full ? "star" : "stars"}`;
    return full === all ? words : `${cardinal(String(full))} out of ${cardinal(String(all))} stars`;
  },
};

/** Emoticons, which are not read. */
const EMOTICON: Rule = {
  pattern:
    /(?:(?:[=8]|>?[:;])[-o^']?[()[\]DPpOo/\\|3*]|[(][:;]|<\/?3|\\o\/|¯\\_\(ツ?\)_\/¯|\^[_.oO]?\^|B-\)|[-oO>T]_[-oO<T]|[xX]D|:(?=[a-z\d_+-]*[a-z+])[a-z\d_+-]{2,30}:)(?=$|[\s.,!?)])/y,
  read([face], scan) {
    // "x <3 and" compares, "I <3 you" does not.
    if (face === "<3" && scan.lastWord === "I" && /^<3 \p{L}/u.test(scan.after(scan.at))) return "love";
    if (face === "<3" && /(?:^|\s)(?!I\s)(?:\p{L}|\d+)\s$/u.test(scan.before(6))) return undefined;
    return /(?:^|[\s(])$/.test(scan.charBefore) || scan.charBefore === "" ? "" : undefined;
  },
};

/** "(╯°□°)╯︵ ┻━┻", "(◕‿◕)": a face between parentheses. */
const KAOMOJI: Rule = {
  pattern: /[ヽ╰┌]?\((?=[^()\p{L}\d]{0,10}[□◕◠‿ಠ╯°])[^()\p{L}\d\s$€£]{3,12}\)[╯ノ┘]?(?: ?︵ ?[┻━─]{1,6})?/uy,
  read: ([face]) => /[□◕◠‿╯]|°[^()]*°/.test(face) ? "" : undefined,
};

/** "@#$%!": a curse in signs. */
const GRAWLIX: Rule = {
  pattern: /[@#$%&*!]{4,12}(?![\p{L}\d])/yu,
  read: ([signs], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) || new Set(signs.replaceAll("!", "")).size < 3 ? undefined : "",
};

/** Rules for tokens that begin with a letter. */
export const FACE_RULES: readonly Rule[] = [EMOTICON];

/** Rules that take precedence over those for signs. */
export const DRAWING_RULES: readonly Rule[] = [EMOTICON, KAOMOJI, GRAWLIX];

/** Rules for stars. */
export const STAR_RULES: readonly Rule[] = [STARRED_HOTEL, STARS];
