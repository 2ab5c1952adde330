import assert from "node:assert/strict";
import { whyUnreachable } from "../../../src/adapters/openai/unreachable.ts";

/** What `fetch` throws for an address. */
function thrownFor(url: string, why: string): TypeError {
  return new TypeError("fetch failed", { cause: new Error(`error sending request for url (${url}): ${why}`) });
}

const why = (words: string, url = "https://tls.local:8443/v1/models") => whyUnreachable(thrownFor(url, words), url);

Deno.test("a request without a response is explained by what is wrong there, and what to do", () => {
  const connect = (words: string) => why(`client error (Connect): ${words}`);
  assert.equal(
    connect("tcp connect error: Connection refused (os error 111)"),
    "nothing listens at tls.local:8443; start the server, or correct base_url",
  );
  assert.equal(
    connect("dns error: failed to lookup address information: Name or service not known"),
    'there is no host "tls.local"; correct base_url',
  );
  assert.match(connect("unsuccessful tunnel"), /^the proxy that HTTPS_PROXY names .* tls\.local:8443; see NO_PROXY$/);
  assert.match(
    connect("invalid peer certificate: UnknownIssuer"),
    /an unknown authority; name .* in DENO_CERT, or set/,
  );
  assert.match(
    connect("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"),
    /create it with basicConstraints=critical,CA:FALSE, and name its file in DENO_CERT$/,
  );
  assert.equal(
    connect('invalid peer certificate: certificate not valid for name "tls.local"; certificate is only valid for "a"'),
    'the certificate of tls.local:8443 is not valid for name "tls.local"; certificate is only valid for "a"; use its ' +
      "name in base_url",
  );
  assert.match(
    connect("invalid peer certificate: certificate expired: verification time 17"),
    /has expired; renew it$/,
  );
  assert.match(
    connect("invalid peer certificate: certificate not valid yet: verification"),
    /check this machine's clock$/,
  );
  assert.match(connect("received fatal alert: HandshakeFailure"), /^tls\.local:8443 does not speak TLS as it should: /);
});

Deno.test("a mistaken protocol in an address is told from a broken connection", () => {
  assert.equal(
    why("client error (Connect): received corrupt message of type InvalidContentType"),
    "tls.local:8443 does not speak TLS; write http:// in base_url",
  );
  const plain = "http://ssl.example/v1";
  assert.match(
    why("client error (SendRequest): invalid HTTP version parsed", plain),
    /^the connection to ssl\.example broke: .*; if it speaks TLS, write https:\/\/ in base_url$/,
  );
  assert.match(why("client error (SendRequest): connection closed", plain), /^the connection to ssl\.example broke: /);
});
