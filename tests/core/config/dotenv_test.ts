import assert from "node:assert/strict";
import { parseDotEnv } from "../../../src/core/config/dotenv.ts";

Deno.test("parseDotEnv() reads names, comments, quotes and escapes", () => {
  const text = [
    "# a comment",
    "PLAIN=some text # and why",
    "EMPTY=",
    "  export SPACED = 1 ",
    'DOUBLE="a # b\\n\\"c\\""',
    "SINGLE='a # \\n'",
    'LINES="one',
    'two"',
    "URL=http://127.0.0.1:8080/v1?a=b",
    "not a variable",
    "#OFF=1",
    "TWICE=1\r",
    "TWICE=2",
  ].join("\n");
  assert.deepEqual(parseDotEnv(text), {
    PLAIN: "some text",
    EMPTY: "",
    SPACED: "1",
    DOUBLE: 'a # b\n"c"',
    SINGLE: "a # \\n",
    LINES: "one\ntwo",
    URL: "http://127.0.0.1:8080/v1?a=b",
    TWICE: "2",
  });
});

Deno.test("parseDotEnv() finds nothing in nothing", () => {
  assert.deepEqual(parseDotEnv(""), {});
  assert.deepEqual(parseDotEnv("\n# only\n=words\n"), {});
});
