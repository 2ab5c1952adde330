/**
 * Which scripts the page starts threads with, under a policy that asks for trusted types.
 *
 * @module
 */

declare global {
  /** Trusted Types (W3C); absent in older browsers, which ask for none. */
  var trustedTypes: TrustedTypeFactory | undefined;
}

interface TrustedTypeFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

/** Lets the page start the scripts of the service that it comes from, and no others. */
export function trustOwnScripts(): void {
  globalThis.trustedTypes?.createPolicy("default", {
    createScriptURL(url) {
      if (new URL(url, location.href).origin !== location.origin) {
        throw new TypeError(`${url} is not a script of this page`);
      }
      return url;
    },
  });
}
