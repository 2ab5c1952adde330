/**
 * The known abbreviations: their expansion, and whether their period can end a sentence. The front end expands
 * them and the segmenter splits sentences by them.
 *
 * @module
 */

/**
 * The context of an abbreviation.
 *
 * - `title`: a name follows; the period never ends a sentence (`Dr.`, `Sgt.`, `Mt.`).
 * - `joining`: something always follows (`vs.`, `approx.`).
 * - `number`: only an abbreviation before a number; its period never ends a sentence there (`No. 5`, `Fig. 3`).
 * - `month`, `day`: parts of dates.
 * - `closing`: it may end a sentence (`etc.`, `Inc.`, `Ave.`).
 */
export type AbbreviationKind = "title" | "joining" | "number" | "month" | "day" | "closing";

/** An abbreviation. */
export interface Abbreviation {
  readonly kind: AbbreviationKind;
  /** Its expansion; empty if it is read as written. */
  readonly words: string;
  /** Whether the period is optional. */
  readonly periodIsOptional: boolean;
  /** Whether it must be capitalized. */
  readonly needsCapital: boolean;
}

/** `words|words` in a kind: `short=long`; `*` after the short form: no period needed; `^`: only with a capital. */
const TITLES =
  "mr*=mister mrs*=missus ms*=miz mx*=mix dr*^=doctor prof*=professor st*^=saint mt*^=mount ft^=fort gen^=general " +
  "col^=colonel lt*^=lieutenant sgt*^=sergeant capt*^=captain cpt*^=captain cmdr*^=commander cdr*^=commander " +
  "adm^=admiral maj^=major cpl*^=corporal pvt^=private rev^=reverend hon^=honorable gov^=governor sen^=senator " +
  "rep^=representative pres^=president supt^=superintendent fr^=father msgr^=monsignor messrs=messieurs " +
  "mme*^=madame mlle*^=mademoiselle sra^=senora srta^=senorita atty^=attorney det^=detective insp^=inspector " +
  "hr= bros^=brothers ald^=alderman amb^=ambassador pfc^=private_first_class ens^=ensign";

const JOINING = "vs*=versus v= cf= viz=namely approx*=approximately ca=circa resp=respectively incl=including " +
  "excl=excluding bzw= ggf= evtl= asst=assistant esp=especially attn*=attention orig=originally lg=large sm=small";

const NUMBER =
  "no=number b=born c=circa d=died nos=numbers nr=number num=number fig*=figure figs*=figures eq=equation eqs=equations vol*=volume vols=volumes " +
  "ch=chapter chap=chapter chs=chapters sec=section sect=section p=page pp=pages pg=page pgs=pages art=article " +
  "par=paragraph para=paragraph ver=version ed=edition ref=reference pt=part bk=book ex=exercise op=opus " +
  "ext*=extension apt*=apartment ste^=suite rm^=room app^=appendix tab=table stat= cat=category lvl*=level lv=level ep=episode " +
  "hwy*^=highway rte^=route";

const MONTHS =
  "jan=january feb=february mar=march apr=april jun=june jul=july aug=august sep=september sept=september " +
  "oct=october nov=november dec=december";

const DAYS =
  "mon=monday tue=tuesday tues=tuesday wed=wednesday weds=wednesday thu=thursday thur=thursday thurs=thursday " +
  "fri=friday sat=saturday sun=sunday";

const CLOSING =
  "etc*=et_cetera jr*^=junior sr*^=senior inc*^=incorporated ltd*^=limited corp*^=corporation co^=company llc= " +
  "ave*^=avenue blvd*^=boulevard rd*^=road ln*^=lane pkwy*^=parkway sq^=square ct^=court pl^=place ter^=terrace " +
  "hwy*^=highway dept*=department univ^=university assn*=association govt*=government est=established " +
  "usw= misc=miscellaneous max=maximum avg=average temp=temperature tel=telephone admin= dist=district bldg*=building " +
  "intl*=international natl=national mfg=manufacturing mgmt=management mgr=manager msg=message acct=account " +
  "amt=amount addr=address appt=appointment qty=quantity hosp*^=hospital pkg=package doz=dozen ea=each calif*^=california conn^=connecticut fla^=florida ariz^=arizona colo^=colorado minn^=minnesota okla^=oklahoma tenn^=tennessee nev^=nevada neb^=nebraska wis^=wisconsin wyo^=wyoming sched=schedule wk=week yr=year yrs=years hr=hour hrs=hours fl=floor min=minimum al= anon=anonymous";

const LISTS: readonly (readonly [kind: AbbreviationKind, list: string])[] = [
  ["closing", CLOSING],
  ["day", DAYS],
  ["month", MONTHS],
  ["number", NUMBER],
  ["joining", JOINING],
  ["title", TITLES],
];

/** By the short form in lower case. Entries of later lists override earlier ones. */
const ABBREVIATIONS: ReadonlyMap<string, Abbreviation> = new Map(
  LISTS.flatMap(([kind, list]) =>
    list.split(" ").map((entry): [string, Abbreviation] => {
      const [short = "", words = ""] = entry.split("=");
      return [short.replace(/[*^]/g, ""), {
        kind,
        words: words.replaceAll("_", " "),
        periodIsOptional: short.includes("*"),
        needsCapital: short.includes("^") || kind === "month" || kind === "day",
      }];
    })
  ),
);

/** Abbreviations that are titles before a name and something else after one: `Elm St.`, `Oak Dr.`, `6 ft.`. */
export const BEHIND_NAME: Readonly<Record<string, string>> = { st: "street", dr: "drive", ft: "feet", fr: "friar" };

/** Abbreviations with periods inside, by their letters; others are spelled, as in "U.S.A.". */
export const DOTTED: Readonly<Record<string, string>> = {
  eg: "for example",
  ie: "that is",
  nb: "N B",
};

/** Abbreviations with inner periods that never end a sentence. */
const DOTTED_JOINING = new Set(["eg", "ie", "nb"]);

/** Full names of months. */
export const MONTH_NAMES = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

/**
 * Looks up an abbreviation.
 *
 * @param written The word before the period, as written.
 */
export function abbreviationOf(written: string): Abbreviation | undefined {
  const found = ABBREVIATIONS.get(written.toLowerCase());
  return found?.needsCapital === true && !/^\p{Lu}/u.test(written) ? undefined : found;
}

/**
 * Whether the period after a word belongs to it and cannot end a sentence.
 *
 * @param written The word before the period; periods inside it are part of it.
 * @param next What follows after the space, at least one character, or an empty string at the end of the text.
 */
export function periodBelongsTo(written: string, next: string): boolean {
  const letters = written.replaceAll(".", "").toLowerCase();
  if (written.includes(".")) return DOTTED_JOINING.has(letters) || /^\p{Ll}/u.test(next);
  const known = abbreviationOf(written);
  if (known === undefined) return false;
  if (known.kind === "title" || known.kind === "joining") return next !== "";
  if (known.kind === "number" || known.kind === "month") return /^[\p{N}#]/u.test(next);
  return false;
}

/** The month of a name or an abbreviation, 1 to 12. */
export function monthOf(written: string): number | undefined {
  const lower = written.toLowerCase();
  const name = MONTH_NAMES.findIndex((month) => month === lower);
  if (name >= 0) return name + 1;
  const known = ABBREVIATIONS.get(lower);
  return known?.kind === "month" ? MONTH_NAMES.findIndex((month) => month === known.words) + 1 : undefined;
}

/** The day of the week of a name or an abbreviation, as a word. */
export function dayOf(written: string): string | undefined {
  const known = ABBREVIATIONS.get(written.toLowerCase());
  if (known?.kind === "day") return known.words;
  return /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i.test(written) ? written.toLowerCase() : undefined;
}
