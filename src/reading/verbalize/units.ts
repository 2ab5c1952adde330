/**
 * Units of measure.
 *
 * @module
 */
import { phrase } from "./numbers.ts";

/** Singular and plural of a unit. */
type Unit = readonly [singular: string, plural: string];

const regular = (singular: string): Unit => [singular, `${singular}s`];
const same = (name: string): Unit => [name, name];

/** Case-sensitive units: `m` is a meter, `M` is not. */
const UNITS: Readonly<Record<string, Unit>> = {
  // Length
  nm: regular("nanometer"),
  μm: regular("micrometer"),
  mm: regular("millimeter"),
  cm: regular("centimeter"),
  dm: regular("decimeter"),
  m: regular("meter"),
  km: regular("kilometer"),
  in: ["inch", "inches"],
  ft: ["foot", "feet"],
  yd: regular("yard"),
  yds: regular("yard"),
  mi: regular("mile"),
  nmi: regular("nautical mile"),
  ly: regular("light year"),
  // Area and volume
  ha: regular("hectare"),
  ac: regular("acre"),
  ga: same("gauge"),
  sqm: regular("square meter"),
  sqft: ["square foot", "square feet"],
  "sq ft": ["square foot", "square feet"],
  "sq. ft.": ["square foot", "square feet"],
  "sq m": regular("square meter"),
  "sq mi": regular("square mile"),
  "sq. mi.": regular("square mile"),
  "sq. km": regular("square kilometer"),
  "sq. m": regular("square meter"),
  "sq. in.": ["square inch", "square inches"],
  "cu. ft.": ["cubic foot", "cubic feet"],
  "sq km": regular("square kilometer"),
  "cu ft": ["cubic foot", "cubic feet"],
  cc: ["cubic centimeter", "cubic centimeters"],
  ml: regular("milliliter"),
  mL: regular("milliliter"),
  cl: regular("centiliter"),
  cL: regular("centiliter"),
  dl: regular("deciliter"),
  dL: regular("deciliter"),
  l: regular("liter"),
  L: regular("liter"),
  μl: regular("microliter"),
  μL: regular("microliter"),
  hl: regular("hectoliter"),
  tsp: regular("teaspoon"),
  tbsp: regular("tablespoon"),
  Tbsp: regular("tablespoon"),
  tbs: regular("tablespoon"),
  "fl oz": regular("fluid ounce"),
  "fl. oz.": regular("fluid ounce"),
  gal: regular("gallon"),
  bbl: regular("barrel"),
  qt: regular("quart"),
  pt: regular("pint"),
  "pt.": regular("pint"),
  "c.": regular("cup"),
  pkg: regular("package"),
  // Mass
  ng: regular("nanogram"),
  μg: regular("microgram"),
  mcg: regular("microgram"),
  mg: regular("milligram"),
  g: regular("gram"),
  dag: regular("decagram"),
  kg: regular("kilogram"),
  kgs: regular("kilogram"),
  oz: regular("ounce"),
  lb: regular("pound"),
  lbs: regular("pound"),
  // Time
  ns: regular("nanosecond"),
  μs: regular("microsecond"),
  ms: regular("millisecond"),
  msec: regular("millisecond"),
  s: regular("second"),
  sec: regular("second"),
  secs: regular("second"),
  pc: regular("piece"),
  pcs: regular("piece"),
  pts: regular("point"),
  min: regular("minute"),
  mins: regular("minute"),
  h: regular("hour"),
  hr: regular("hour"),
  hrs: regular("hour"),
  d: regular("day"),
  day: regular("day"),
  wk: regular("week"),
  wks: regular("week"),
  mo: regular("month"),
  "mo.": regular("month"),
  mos: regular("month"),
  yr: regular("year"),
  yrs: regular("year"),
  // Speed
  mph: ["mile per hour", "miles per hour"],
  kmh: ["kilometer per hour", "kilometers per hour"],
  kph: ["kilometer per hour", "kilometers per hour"],
  kn: regular("knot"),
  kt: regular("knot"),
  kts: regular("knot"),
  fps: ["frame per second", "frames per second"],
  rpm: ["revolution per minute", "revolutions per minute"],
  RPM: ["revolution per minute", "revolutions per minute"],
  bpm: ["beat per minute", "beats per minute"],
  BPM: ["beat per minute", "beats per minute"],
  mpg: ["mile per gallon", "miles per gallon"],
  // Temperature and angle
  "°C": ["degree celsius", "degrees celsius"],
  "°F": ["degree fahrenheit", "degrees fahrenheit"],
  "° C": ["degree celsius", "degrees celsius"],
  "° F": ["degree fahrenheit", "degrees fahrenheit"],
  "deg. C": ["degree celsius", "degrees celsius"],
  "deg C": ["degree celsius", "degrees celsius"],
  "deg. F": ["degree fahrenheit", "degrees fahrenheit"],
  "deg F": ["degree fahrenheit", "degrees fahrenheit"],
  "deg.": regular("degree"),
  deg: regular("degree"),
  "°K": ["kelvin", "kelvin"],
  "°": regular("degree"),
  "º": regular("degree"),
  rad: regular("radian"),
  // Frequency, data
  Hz: same("hertz"),
  kHz: same("kilohertz"),
  MHz: same("megahertz"),
  GHz: same("gigahertz"),
  THz: same("terahertz"),
  kB: regular("kilobyte"),
  KB: regular("kilobyte"),
  kb: regular("kilobyte"),
  MB: regular("megabyte"),
  mb: regular("megabyte"),
  GB: regular("gigabyte"),
  gb: regular("gigabyte"),
  TB: regular("terabyte"),
  tb: regular("terabyte"),
  PB: regular("petabyte"),
  EB: regular("exabyte"),
  KiB: regular("kibibyte"),
  MiB: regular("mebibyte"),
  GiB: regular("gibibyte"),
  TiB: regular("tebibyte"),
  bp: regular("basis point"),
  pp: regular("percentage point"),
  bps: ["bit per second", "bits per second"],
  kbps: ["kilobit per second", "kilobits per second"],
  Kbps: ["kilobit per second", "kilobits per second"],
  Mbps: ["megabit per second", "megabits per second"],
  mbps: ["megabit per second", "megabits per second"],
  Gbps: ["gigabit per second", "gigabits per second"],
  kbit: regular("kilobit"),
  Mbit: regular("megabit"),
  Gbit: regular("gigabit"),
  Tbit: regular("terabit"),
  Mb: regular("megabit"),
  Gb: regular("gigabit"),
  GFLOPS: same("gigaflops"),
  TFLOPS: same("teraflops"),
  MP: regular("megapixel"),
  px: regular("pixel"),
  dpi: ["dot per inch", "dots per inch"],
  ppm: ["part per million", "parts per million"],
  ppb: ["part per billion", "parts per billion"],
  // Force, pressure, energy, electricity
  N: regular("newton"),
  kN: regular("kilonewton"),
  Nm: regular("newton meter"),
  "N·m": regular("newton meter"),
  "N⋅m": regular("newton meter"),
  Pa: regular("pascal"),
  hPa: regular("hectopascal"),
  kPa: regular("kilopascal"),
  MPa: regular("megapascal"),
  psi: same("P S I"),
  "lb-ft": ["pound foot", "pound feet"],
  "ft-lb": regular("foot pound"),
  "ft-lbs": regular("foot pound"),
  "lb·ft": ["pound foot", "pound feet"],
  "sh.": regular("share"),
  c: regular("cup"),
  T: regular("tablespoon"),
  t: regular("teaspoon"),
  atm: regular("atmosphere"),
  mbar: regular("millibar"),
  inHg: ["inch of mercury", "inches of mercury"],
  mmHg: ["millimeter of mercury", "millimeters of mercury"],
  J: regular("joule"),
  kJ: regular("kilojoule"),
  MJ: regular("megajoule"),
  cal: regular("calorie"),
  kcal: regular("kilocalorie"),
  Cal: regular("calorie"),
  BTU: same("B T U"),
  eV: regular("electron volt"),
  keV: regular("kiloelectron volt"),
  MeV: regular("megaelectron volt"),
  W: regular("watt"),
  mW: regular("milliwatt"),
  kW: regular("kilowatt"),
  MW: regular("megawatt"),
  GW: regular("gigawatt"),
  Wh: regular("watt hour"),
  kWh: regular("kilowatt hour"),
  MWh: regular("megawatt hour"),
  hp: same("horsepower"),
  V: regular("volt"),
  VDC: ["volt D C", "volts D C"],
  VAC: ["volt A C", "volts A C"],
  mV: regular("millivolt"),
  kV: regular("kilovolt"),
  mA: regular("milliamp"),
  mAh: regular("milliamp hour"),
  Ah: regular("amp hour"),
  Ω: regular("ohm"),
  ω: regular("ohm"),
  kΩ: regular("kilohm"),
  MΩ: regular("megohm"),
  μF: regular("microfarad"),
  nF: regular("nanofarad"),
  pF: regular("picofarad"),
  dB: regular("decibel"),
  dBA: regular("decibel"),
  lm: regular("lumen"),
  lx: same("lux"),
  cd: regular("candela"),
  Sv: regular("sievert"),
  mSv: regular("millisievert"),
  Bq: regular("becquerel"),
  // Chemistry and medicine
  mol: regular("mole"),
  mmol: regular("millimole"),
  mM: ["millimolar", "millimolar"],
  IU: ["I U", "I U"],
  U: regular("unit"),
  mEq: regular("milliequivalent"),
  Å: regular("angstrom"),
  "%": same("percent"),
  "‰": same("per mille"),
  pct: same("percent"),
};

/** Units that are also English words or letters, so that a space before them must not make them units. */
const ONLY_ATTACHED = new Set(["N", "J", "mo", "pt", "MP", "kt", "ly"]);

const UNIT_NAMES: string = Object.keys(UNITS).sort((a, b) => b.length - a.length)
  .map((unit) => unit.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
const POWER = String.raw`[²³]?(?:\^?[23](?!\d))?`;

/** Alternatives of a regular expression for plain units, the longest first. */
export const UNIT_PATTERN: string = UNIT_NAMES;

/** The source of a regular expression for a unit with powers and denominators: `m/s²`, `mg/dL`, `km²`. No group. */
export const FULL_UNIT: string = String
  .raw`(?:${UNIT_NAMES})${POWER}(?: ?\/ ?(?:${UNIT_NAMES})${POWER})*(?![\p{L}\d°])`;

/** Whether a unit may stand after a number and a space. */
export function mayStandApart(unit: string): boolean {
  return !ONLY_ATTACHED.has(unit);
}

/** Units that are no words, so that they are units without a number too: "in kg", "per kWh". */
const ALONE =
  /^(?:kg|km|cm|mm|mg|ml|mL|dL|kWh|MWh|kW|MW|GW|GHz|MHz|kHz|Hz|lbs|oz|tbsp|Tbsp|tsp|hrs|mins|secs|yrs|kcal|kJ|mAh|km²|m²|m³|cm²|cm³|mcg|mmHg|psi|rpm|fps|ppm|ppb)$/;

/** Whether a unit is one without a number too. */
export function mayStandAlone(unit: string): boolean {
  return ALONE.test(unit);
}

/** Whether a text is a unit. */
export function isUnit(text: string): boolean {
  return Object.hasOwn(UNITS, text);
}

/**
 * Reads a unit after an amount.
 *
 * @param unit As it is written: `km`, `m/s²`, `mg/dL`, `km^2`.
 * @param isOne Whether the amount is exactly one.
 * @returns Words; `undefined` if a part of it is not a unit.
 */
export function unitWords(unit: string, isOne: boolean): string | undefined {
  const [first = "", ...others] = unit.split(/\s?\/\s?/);
  const main = powered(first, isOne);
  const rest = others.map((part) => powered(part, true));
  if (main === undefined || rest.includes(undefined)) return undefined;
  return phrase(main, ...rest.map((part) => `per ${part}`));
}

/** A unit with its power: "square meters", "meters per second squared". */
function powered(unit: string, isOne: boolean): string | undefined {
  const [, name = "", power = ""] = /^(.*?)\^?([²³23]?)$/u.exec(unit) ?? [];
  const names = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
  if (names === undefined) return undefined;
  const words = isOne ? names[0] : names[1];
  if (power === "") return words;
  const isLength = /meters?$|inch(?:es)?$|foot$|feet$|yards?$|miles?$/.test(words);
  const isSquare = power === "²" || power === "2";
  if (isLength) return phrase(isSquare ? "square" : "cubic", words);
  return phrase(words, isSquare ? "squared" : "cubed");
}
