import assert from "node:assert/strict";
import { cardinal, decimal, ordinal, spelled, year } from "../../../../../src/adapters/tts/flite/text/numbers.ts";

Deno.test("cardinal() reads whole numbers", () => {
  const readings: Record<string, string> = {
    "0": "zero",
    "7": "seven",
    "13": "thirteen",
    "20": "twenty",
    "42": "forty two",
    "100": "one hundred",
    "305": "three hundred five",
    "1234": "one thousand two hundred thirty four",
    "1000000": "one million",
    "20000000003": "twenty billion three",
    "999999999999999": "nine hundred ninety nine trillion nine hundred ninety nine billion nine hundred ninety nine " +
      "million nine hundred ninety nine thousand nine hundred ninety nine",
  };
  for (const [digits, words] of Object.entries(readings)) assert.equal(cardinal(digits), words);
});

Deno.test("cardinal() reads numbers with a leading zero, and endless ones, digit by digit", () => {
  assert.equal(cardinal("007"), "zero zero seven");
  assert.equal(cardinal("1234567890123456"), spelled("1234567890123456"));
});

Deno.test("ordinal() makes the last word an ordinal", () => {
  const readings: Record<string, string> = {
    "1": "first",
    "2": "second",
    "3": "third",
    "5": "fifth",
    "12": "twelfth",
    "20": "twentieth",
    "21": "twenty first",
    "100": "one hundredth",
  };
  for (const [digits, words] of Object.entries(readings)) assert.equal(ordinal(digits), words);
});

Deno.test("year() reads years as people say them", () => {
  const readings: Record<string, string> = {
    "1984": "nineteen eighty four",
    "1906": "nineteen oh six",
    "1900": "nineteen hundred",
    "2000": "two thousand",
    "2005": "two thousand five",
    "2024": "twenty twenty four",
    "1066": "ten sixty six",
  };
  for (const [digits, words] of Object.entries(readings)) assert.equal(year(digits), words);
});

Deno.test("decimal() reads the fraction digit by digit", () => {
  assert.equal(decimal("3", "14"), "three point one four");
  assert.equal(decimal("", "5"), "zero point five");
});
