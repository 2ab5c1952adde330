/**
 * Places in short: states, provinces, and the points of the compass in addresses.
 *
 * @module
 */
import type { Rule, Scan } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";
import { letterNames } from "../../verbalize/letters.ts";

/** Countries and states of which a direction in short is part. */
const PARTED =
  /^ (?:Korea|Africa|Carolina|Dakota|America|Sudan|Virginia|Yorkshire|Macedonia|Vietnam|Jerusalem|Timor|Bank|Asia|Europe|Germany)\b/;

/** "S. Korea", "350 N. Main St.": a direction in short. */
const SHORT_DIRECTION: Rule = {
  pattern: /([NSEW])\./y,
  read([, letter = ""], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const after = scan.after(scan.at + 2);
    if (letter === "N" && /^ Ireland\b/.test(after)) return "northern";
    const isStreet =
      (/\d $/.test(scan.before(2)) || scan.isSentenceStart || /^(?:on|at|near|and|of)$/.test(scan.lastWord)) &&
      /^ (?:\d{1,3}(?:st|nd|rd|th)|\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?) (?:St|Ave|Rd|Blvd|Dr|Ln|Ct|Pl|Way|Street|Avenue|Road|Drive)\b/u
        .test(after);
    const isEnd = /(?:^|\s)\d{1,5} $/.test(scan.before(7)) && /^ \p{Lu}\p{Ll}{2,}(?:,|\s*$)/u.test(after);
    return PARTED.test(after) || isStreet || isEnd ? DIRECTIONS[letter] : undefined;
  },
};

const DIRECTIONS: Readonly<Record<string, string>> = {
  N: "north",
  S: "south",
  E: "east",
  W: "west",
  NE: "northeast",
  NW: "northwest",
  SE: "southeast",
  SW: "southwest",
};

/** Directions after a street and after degrees: "Pennsylvania Ave. NW", "12°N". */
const DIRECTION: Rule = {
  pattern: /(?:[NS][EW]?|[EW])(?![\p{L}\d])/yu,
  read([whole], scan) {
    const street = /^(?:avenue|street|boulevard|road|drive|lane|place|highway|court)$/;
    const isRoad = /\b(?:I|US|SR|CR|Rt|Rte|Hwy|Route|Highway)\.?[- ]\d{1,4} $/.test(scan.before(16));
    const isAway = /(?:miles?|kilometers?|blocks|feet|meters)$/.test(scan.lastWord) &&
      /^ of\b/.test(scan.after(scan.at + whole.length, 4));
    const isCorner = whole.length === 2 &&
      /^ (?:corner|quadrant|side|wing|tower|entrance|Portland|\d{1,3}(?:st|nd|rd|th)\b)/.test(
        scan.after(scan.at + whole.length, 14),
      );
    return isRoad || isAway || isCorner || /°\s?$/.test(scan.before(2)) || street.test(scan.lastWord.toLowerCase())
      ? DIRECTIONS[whole]
      : undefined;
  },
};

/** "Portland, OR 97201", "Boston, MA": state codes after a town. */
const STATE: Rule = {
  pattern: /[A-Z]{2}(?![\p{L}\d'’])(?=\.? \d{5}|[,.;)"”]| ?[—–]|\s*$| and\b| is\b| to\b| on\b)/yum,
  read([code]: RegExpExecArray, scan) {
    if (/\([DRI]-$/.test(scan.before(3))) return letterNames(code);
    const [, town] = /(?:^|[^\p{L}])(\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)?), ?$/u.exec(scan.before(30)) ?? [];
    if (town === undefined || NO_TOWN.test(town) || code === "MD" && isPhysician(scan, town)) return undefined;
    return Object.hasOwn(STATES, code) ? STATES[code] : undefined;
  },
};

/** First words of a sentence that a list of short forms follows: "Well, CT, PET and EKG". */
const NO_TOWN =
  /^(?:Well|So|Yes|No|Oh|Also|First|Then|Now|Hi|Hello|Sorry|Sure|Thanks|Right|And|But|However|Finally|Today|Note|See|Next)$/;

/** Whether a name before "MD" is a person's, who has the degree: two names, of which the second is no common part of a town's. */
function isPhysician(scan: Scan, name: string): boolean {
  const isTown =
    /(?:^\S+| (?:Spring|Park|City|Beach|Hill|Mills|Creek|Falls|Air|Burnie|Chase|Village|Heights|Marlboro|Mountain))$/;
  return scan.wordsBefore().some((word) => word === "doctor") || !isTown.test(name);
}

/** Short forms of states and provinces as newspapers write them. */
const NEWSPAPER_STATES: Readonly<Record<string, string>> = Object.fromEntries(
  ("ala=alabama ariz=arizona ark=arkansas calif=california colo=colorado conn=connecticut del=delaware fla=florida ga=georgia " +
    "ill=illinois ind=indiana kan=kansas ky=kentucky la=louisiana md=maryland mass=massachusetts mich=michigan minn=minnesota " +
    "miss=mississippi mo=missouri mont=montana neb=nebraska nev=nevada okla=oklahoma ore=oregon pa=pennsylvania penn=pennsylvania " +
    "tenn=tennessee tex=texas vt=vermont va=virginia wash=washington wis=wisconsin wyo=wyoming wva=west_virginia " +
    "nh=new_hampshire nj=new_jersey nm=new_mexico nmex=new_mexico ny=new_york nc=north_carolina nd=north_dakota ndak=north_dakota " +
    "sdak=south_dakota sc=south_carolina sd=south_dakota ri=rhode_island ont=ontario que=quebec alta=alberta sask=saskatchewan man=manitoba")
    .split(" ").map((entry) => {
      const [short = "", name = ""] = entry.split("=");
      return [short, name.replaceAll("_", " ")];
    }),
);

/** "Huntington, W. Va.", "(R-Ala.)", "Gary, Ind.": after a town or a party. */
const NEWSPAPER_STATE: Rule = {
  pattern: /(?:([NSRW])\. ?)?(\p{Lu}\p{Ll}{0,4})\.(?![\p{L}\d.])/yu,
  read([whole, direction = "", name = ""], scan) {
    const short = `${direction}${name}`.toLowerCase();
    if (!Object.hasOwn(NEWSPAPER_STATES, short)) return undefined;
    const end = scan.at + whole.length;
    const isPlace = /\p{L}, ?$/u.test(scan.before(3)) || /[(, ][DRI]-$/.test(scan.before(3)) || short === "wva" ||
      OF_STATE.test(scan.after(end, 14)) || isListed(scan, end);
    if (!isPlace) return undefined;
    const endsSentence = /^["”')]?(?:\s*$|\s+(?!Gov|Sen|Rep|Rev)\p{Lu})/u.test(scan.after(end, 12));
    return [said(NEWSPAPER_STATES[short] ?? "", scan.at, endsSentence ? end - 1 : end, whole)];
  },
};

/** What follows a state in short: "Wash. state", "Ga. voters". */
const OF_STATE =
  /^ (?:state|voters|governor|lawmakers|legislature|senator|senate|resident|residents|police|court|law|native|man|woman|teen|officials)\b/;
/** A state in short among others: "Ore., Wash. and Ky." */
const NEXT_STATE = /^(?:,|,? (?:and|or|&)) (\p{Lu}\p{Ll}{1,4})\./u;
const LAST_STATE = /(\p{Lu}\p{Ll}{1,4})\.(?:,|,? (?:and|or|&)) $/u;

function isListed(scan: Scan, end: number): boolean {
  const [, next = ""] = NEXT_STATE.exec(scan.after(end, 12)) ?? [];
  const [, last = ""] = LAST_STATE.exec(scan.before(14)) ?? [];
  return [next, last].some((short) => Object.hasOwn(NEWSPAPER_STATES, short.toLowerCase()));
}

const STATES: Readonly<Record<string, string>> = Object.fromEntries(
  ("AL alabama,AK alaska,AZ arizona,AR arkansas,CA california,CO colorado,CT connecticut,DE delaware,FL florida,GA georgia," +
    "HI hawaii,ID idaho,IL illinois,IN indiana,IA iowa,KS kansas,KY kentucky,LA louisiana,ME maine,MD maryland," +
    "MA massachusetts,MI michigan,MN minnesota,MS mississippi,MO missouri,MT montana,NE nebraska,NV nevada," +
    "NH new hampshire,NJ new jersey,NM new mexico,NY new york,NC north carolina,ND north dakota,OH ohio,OK oklahoma," +
    "OR oregon,PA pennsylvania,RI rhode island,SC south carolina,SD south dakota,TN tennessee,TX texas,UT utah," +
    "VT vermont,VA virginia,WA washington,WV west virginia,WI wisconsin,WY wyoming").split(",")
    .map((entry) => [entry.slice(0, 2), entry.slice(3)]),
);

/** Rules for tokens that begin with a letter, in order. */
export const PLACE_RULES: readonly Rule[] = [STATE, NEWSPAPER_STATE, SHORT_DIRECTION, DIRECTION];
