/**
 * Short forms of the books of the Bible.
 *
 * @module
 */

/** The books by their short form in small letters. */
export const BOOKS_IN_SHORT: Readonly<Record<string, string>> = Object.fromEntries(
  ("gen=genesis ex=exodus exod=exodus lev=leviticus num=numbers deut=deuteronomy josh=joshua judg=judges sam=samuel " +
    "kgs=kings chr=chronicles chron=chronicles neh=nehemiah esth=esther ps=psalm pss=psalms prov=proverbs " +
    "eccl=ecclesiastes eccles=ecclesiastes isa=isaiah jer=jeremiah lam=lamentations ezek=ezekiel dan=daniel hos=hosea " +
    "obad=obadiah jon=jonah mic=micah nah=nahum hab=habakkuk zeph=zephaniah hag=haggai zech=zechariah mal=malachi " +
    "matt=matthew mt=matthew mk=mark lk=luke jn=john rom=romans cor=corinthians gal=galatians eph=ephesians " +
    "phil=philippians col=colossians thess=thessalonians tim=timothy tit=titus philem=philemon heb=hebrews jas=james " +
    "pet=peter rev=revelation").split(" ").map((entry) => {
      const [short = "", long = ""] = entry.split("=");
      return [short, long];
    }),
);
