/**
 * Attacks with connections and slow or endless requests.
 *
 * @module
 */
import { type Attack, crowd, pour } from "./attack.ts";
import { Attacker, authorizationLine, frame, handshake } from "./attacker.ts";

const HEAD = "HTTP/1.1\r\nHost: 127.0.0.1\r\n";

/** See the module. */
export const CONNECTION_ATTACKS: readonly Attack[] = [
  { name: "500 connections that say nothing", run: (target, ms) => crowd(target, { count: 500 }, ms) },
  {
    name: "100 heads that never end",
    run: (target, ms) => crowd(target, { count: 100, start: `GET / ${HEAD}X-Slow: ` }, ms),
  },
  {
    name: "100 heads that drip",
    run: (target, ms) => crowd(target, { count: 100, start: `GET / ${HEAD}`, drip: "X-Slow: 1\r\n" }, ms),
  },
  {
    name: "100 bodies that never come, no key",
    run: (target, ms) =>
      crowd(target, { count: 100, start: `POST /v1/sessions ${HEAD}Content-Length: 100\r\n\r\n` }, ms),
  },
  {
    name: "100 bodies that drip",
    run: (target, ms) => {
      const start = `POST /v1/sessions ${HEAD}${authorizationLine(target)}Content-Length: 100\r\n\r\n`;
      return crowd(target, { count: 100, start, drip: " " }, ms);
    },
  },
  {
    name: "100 connections that are kept after an answer",
    run: (target, ms) => crowd(target, { count: 100, start: `GET /v1/ready ${HEAD}\r\n` }, ms),
  },
  {
    name: "100 refused handshakes that stay",
    run: (target, ms) => crowd(target, { count: 100, start: handshake("/v1/sessions/x/stream"), drip: "\r\n" }, ms),
  },
  {
    name: "a body without end",
    async run(target, ms) {
      using attacker = await Attacker.connect(target);
      if (attacker === undefined) return "no connection";
      await attacker.send(`POST /v1/sessions ${HEAD}${authorizationLine(target)}Content-Length: 9000000000\r\n\r\n`);
      return await pour(attacker, new Uint8Array(1_000_000), ms, target.maxBytes);
    },
  },
  {
    name: "a head without end",
    async run(target, ms) {
      using attacker = await Attacker.connect(target);
      if (attacker === undefined) return "no connection";
      await attacker.send(`GET / ${HEAD}X-Long: `);
      return await pour(attacker, new Uint8Array(100_000).fill(120), ms, target.maxBytes);
    },
  },
  {
    name: "WebSocket frames in place of HTTP",
    async run(target, ms) {
      using attacker = await Attacker.connect(target);
      if (attacker === undefined) return "no connection";
      return await pour(attacker, frame(0x82, new Uint8Array(100_000)), ms, target.maxBytes);
    },
  },
];
