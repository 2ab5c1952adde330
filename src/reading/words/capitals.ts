/**
 * Words in capitals: spelled, read as a word, or an ordinary word that is shouted.
 *
 * @module
 */

/** The context of a word in capitals. */
export interface CapitalsContext {
  /** Whether the sentence is written in capitals throughout. */
  readonly isShouted: boolean;
  /** Whether it is part of a name of letters and digits, or of an identifier. */
  readonly isPart: boolean;
  /** The word before in small letters; empty at the start of the sentence. */
  readonly before: string;
  /** The word after in small letters; empty at the end. */
  readonly after: string;
  /** Whether the sentence ends with a question mark. */
  readonly isQuestion: boolean;
}

/** What the dictionary says about a word in capitals. */
export interface CapitalsLexicon {
  /** Whether the word in capitals has an entry that is read as a word. */
  readonly isAcronym: boolean;
  /** Whether the first list has it as an English word in small letters. */
  readonly isWord: boolean;
  /** Whether any list has it. */
  readonly isKnown: boolean;
}

/** Words that are spelled although they could be read, or are words in small letters. */
const SPELLED = new Set(
  ("AA AI AP DOE DOT HVAC API AJ ATM BA CO COO CT DJ DOD EJ ER EMS EP EST ETA ETH EU FAQ ID IM IO IP IPO IQ ISO JD KO LA LAX LED LI MI " +
    "NJ OD OJ OS OU PA PI PM PO POW PSI QA RPM SAP SEC SI SOB TA UAE UI UN USA UV VIP TJ MJ CJ BJ RJ PJ VJ JJ KJ LJ HJ FJ GJ SJ " +
    "IRA RE MOT DA BO MOD MOR DIN EMI GI GUI TBA ROI MIA KIA DOA DOB NBA URL URI SUV EV EVs OEM ACL ARIA AMA ASL AKA RIP SOS " +
    "ICU IRS IMO IMHO AOL EOD EOF IDE IOU OAP OCR PTA UFO UPS USB USP TSA VOC ELO HIV MIT MOU POV MVP GOP AARP UUID GUID COOH USCIS USMCA NYSE MAOI IST COB BYOB BUN")
    .split(
      " ",
    ),
);

/** Words that are read although no dictionary has them. */
const READ = new Set(
  ("ZIP SWAT AWOL SCUBA LASER RADAR SONAR TASER ASCII VAT SIM PIN RAM ROM LAN WAN GIF NATO YAML CRUD TOML OGG REST SOAP COP CAT PAC " +
    "AIDS SARS MERS COVID NASA NAFTA FEMA OSHA HIPAA OPEC ASEAN UNICEF UNESCO INTERPOL EUROPOL FIFA UEFA NASCAR NASDAQ " +
    "STEM STEAM DARE FOMO YOLO GOAT MEME CAPTCHA WASM DOOM BERT LAMP MEAN MERN CORS TED TEDx BAFTA GRAMMY TONY EGOT " +
    "CERN DARPA NORAD SETI FERPA PETA COBRA FICA ERISA NIMBY DINK TOEFL DALL LEGO IKEA HULU VISA ASUS ACER SONY CANON " +
    "NIKON INTEL CISCO ORACLE TESLA TOYOTA HONDA VOLVO SAAB IMAX DOLBY LINUX UNIX JAVA BASIC COBOL PERL LISP RUST CUDA " +
    "MIMO REIT FICO ROCK NINTENDO SEGA ATARI GAP INT CHAR VARCHAR BOOL ENUM ROFL ROTC SALT START SNAP SIDS FAFSA")
    .split(
      " ",
    ),
);

/** Words in capitals that are names in some places and plain words in others. */
const NOUNS_OF_IT =
  /^(?:department|dept|team|support|staff|manager|guy|guys|person|specialist|professional|professionals|infrastructure|industry|job|jobs|budget|consultant|services|security|admin|company|skills|help|helpdesk|director|systems?|policy|world|sector)$/;
const SAYS =
  /^(?:says|said|has|have|had|warns|warned|announced|declared|guidelines?|data|director|recommends|recommended|report|reports|reported|met|officials?|chief|estimates|is|was|will|experts?|study|advises)$/;

/** Words after which an "it" in capitals is the pronoun, said with emphasis. */
const EMPHATIC =
  /^(?:do|did|does|is|was|that's|this|got|get|made|make|saw|love|loved|loves|want|need|believe|take|took|like|liked|hate|give|gave|about)$/;

/** Words of two letters that are read as words in capitals too. */
const TWO_LETTERS = new Set(
  "AH AM AN AS AT AW AX BE BY DO EH EW GO HA HE HI HO IF IN IS IT LO MA ME MY NO OF OH ON OR OW OX PA SO TO UH UM UP US WE YA YE YO"
    .split(" "),
);

/** Names of two letters, which are read as words where all is in capitals. */
const SHORT_NAMES = new Set(["AL", "BO", "CY", "ED", "JO", "TY"]);

/** Whether a word that is also a pronoun or a verb is a name here. */
const AMBIGUOUS: Readonly<Record<string, (at: CapitalsContext) => boolean>> = {
  US: ({ isShouted, before }) =>
    !isShouted && !/^(?:tell|give|help|let|join|contact|show|call|ask|trust|follow|like)$/.test(before),
  WHO: ({ before, after, isQuestion, isShouted }) =>
    !isShouted && !isQuestion &&
    (before === "" && after === "" || /^(?:the|by|from|to|with|a|an|and|of)$/.test(before) || SAYS.test(after)),
  IT: ({ isShouted, before, after }) =>
    NOUNS_OF_IT.test(after) || /^(?:our|your|their|an|the)$/.test(before) ||
    (isShouted ? /^(?:in|of)$/.test(before) && after === "" : !EMPHATIC.test(before) && !/^(?:is|was)$/.test(after)),
  AM: ({ before, after }) =>
    after === "fm" || before === "fm" ||
    /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen|forty five)$/.test(before),
  AD: ({ before, after }) =>
    /^(?:hundred|thousand|[a-z]+teen|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten)$/.test(before) ||
    /^[a-z]+teen|^[a-z]+ty|hundred|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/.test(after),
  AH: ({ before }) =>
    /^(?:hundred|thousand|[a-z]+teen|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten)$/.test(before),
  ERA: ({ isShouted, before }) =>
    !isShouted &&
    /^(?:an|his|her|team|point|career|[a-z]+ty|[a-z]+teen|one|two|three|four|five|six|seven|eight|nine|zero)$/.test(
      before,
    ),
  SAT: ({ before, after }) => /^(?:the|an|my|your|on)$/.test(before) || /^(?:score|scores|exam|test|prep)$/.test(after),
  ACT: ({ before, after }) => /^(?:the|an|my|your)$/.test(before) || /^(?:score|scores|exam|test|prep)$/.test(after),
  ADD: ({ before, after }) => /^(?:have|has|with|had|and|of)$/.test(before) && after !== "it",
  OR: ({ before, after }) => before === "the" && /^(?:|nurse|staff|team|room|is|was|table)$/.test(after),
  MA: ({ before }) => /^(?:an|the|and|her|his|my|tv)$/.test(before),
  MO: ({ before }) => /^(?:an|their|his|the)$/.test(before),
  MS: ({ isShouted }) => !isShouted,
  DO: ({ before }) => /^(?:a|my|the)$/.test(before),
  AHA: ({ before }) => before === "the",
  BID: ({ before }) =>
    /^(?:po|tabs?|tablets?|milligrams?|mg|caps?|capsules?|doses?|drops?|puffs?|units?)$/.test(before),
  SO: () => false,
  NO: () => false,
  ME: () => false,
  HE: () => false,
  OK: () => false,
};

/**
 * Decides how a word in capitals is read.
 *
 * @param word Capitals only, at least two.
 * @param lexicon What the dictionary says about it.
 * @param at Its context.
 * @returns Whether it is spelled.
 */
export function isSpelled(word: string, lexicon: CapitalsLexicon, at: CapitalsContext): boolean {
  const ambiguous = Object.hasOwn(AMBIGUOUS, word) ? AMBIGUOUS[word] : undefined;
  if (ambiguous !== undefined) return ambiguous(at);
  if (SPELLED.has(word)) return !(at.isShouted && lexicon.isWord && /^(?:CO|LA|RE|LED|SAP|ER)$/.test(word));
  if (READ.has(word) || lexicon.isAcronym) return false;
  if (word.length === 2) return !(TWO_LETTERS.has(word) || at.isShouted && SHORT_NAMES.has(word)) || at.isPart;
  if (lexicon.isWord || (lexicon.isKnown && word.length > 3 && isPronounceable(word))) {
    return at.isPart && word.length < 3;
  }
  if (at.isPart && word.length === 4 && /^[^AEIOU]/.test(word) && isPronounceable(word)) return false;
  if (word.length <= 4) return !(at.isShouted && word.length === 4 && isPronounceable(word));
  // "MCDONALD" is a name.
  return !isPronounceable(word.replace(/^MC(?=[A-Z]{3})/, ""));
}

/** Whether letters are pronounceable: vowels and consonants alternate in clusters that occur in English. */
export function isPronounceable(word: string): boolean {
  const small = word.toLowerCase();
  if (!/[aeiouy]/.test(small) || /[bcdfghjklmnpqrstvwxz]{4}|[aeiou]{4}|q(?!u)/.test(small)) return false;
  const start = /^[^aeiouy]*/.exec(small)?.[0] ?? "";
  const end = /[^aeiouy]*$/.exec(small)?.[0] ?? "";
  const starts =
    /^(?:|[bcdfghjklmnpqrstvwxyz]|[bcdfgkpst][lr]|s[cklmnpqtw]|s[cpt][lr]|ch|sh|th|wh|ph|kn|wr|qu|tw|dw|gw|thr|shr|sch|scr|str)$/;
  const ends =
    /^(?:|[bcdfghklmnprstvwxz]|[lnr][bcdfgkmnpstvxz]|[fpckstx][st]|ss|ll|ff|zz|ck|ch|sh|th|ng|nk|mp|mb|nch|rch|lth|nth|ngs|cks|nds|rds|sts|cts|sks|lms|rms)$/;
  return starts.test(start) && ends.test(end);
}
