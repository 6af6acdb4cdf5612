import { createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import type { SigningAlgorithm } from '../../src/core/model/signing-key.ts';
import type { KeyMaker } from '../../src/core/ports/key-maker.ts';
import type { Sealing } from '../../src/core/ports/sealing.ts';
import { sealPair } from '../../src/machine/key-maker.ts';

/** RFC 8410 section 7: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED = Buffer.from(hkdfSync('sha256', 'a server key that tests may know', '', 'tessera ed25519 signing key', 32));

/** Private keys that anybody may know, in PKCS #8. */
const PKCS8: Readonly<Record<SigningAlgorithm, Buffer>> = {
  EdDSA: Buffer.concat([ED25519_PREFIX, SEED]),
  ES256: inBase64([
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2to/ImZra4SYKkECmuGv2A9NK4DcqlR0VAicZ3D+DtihRANCAARl',
    'kYrl2qk81/qNGUUFb0GQeMsd5M0lz4UW+nTXldKGm0G+gjDWJau0/6Ks2Oec9qOeUcqP27KOsibZMFEvNaj0',
  ]),
  RS256: inBase64([
    'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC0JnB+BDGR0otw2+h9IQYUoAoHKjdjWO97YUDy988+Rbo50Aaf',
    'otj39Bpxys7mO47ODvM9j6DUvQ+xOdVGbMy2kkKtUGMqPdJuttTZB9j4/wlkroDZDepTAuUMvkI3beF7SyD5gAxDGQ8oTiTmpdOA',
    '7WlujXzRIK6yfBmnaLsKjxLpQ3YifWoqHsqPto1/fP503cpkI5dxOY24j8Xw+VhJojhueC0wb4VTHwuD2+N40ea7d21IFpW0kJ2F',
    '8akwr6sOZPc4HK63QGHlL4YN0DY1+jjXnqVl12CSZDDm0aOuBKblxpr3oxhYp3+e7rmn+96ZZCQv1MwJReykrBv3bxwnAgMBAAEC',
    'ggEAOoYkVGPzYI6YGyVtvTy9t3SYXWSDEuTBBAF/so77xhyr130zsaebOc4UyzPaDCR8C4gC0FR5KLN0xhvmI9dTl9ojDB/J316v',
    'HqWJtynb/GQJ/qnMFPd20NnnZEDozQ4GyuGIyFUnZqLc8DiWt1FWyRMXhcE0M9IcvsIfKWoWHWL6Rm50aJ8hxGc9S4a2LT/oe4+i',
    'P6m5vJtrreb9hS7TVhnezVZ42JTNi7dVbycEZXv9Ow7tE5eWUwdLPzov4rfahHgixJj9DIUUqPX2B/8OLzh1wAkQrW7cmb4sJSQU',
    'ceKQwcWbQO9gR6XIQgnK4z05VdJ9fdsRzYFHJKoLHN+myQKBgQDtM9LyWrM8iGEcGtR/ULj9KkIZiSwbHv7ahK1AIiAChK4MbD99',
    'Y2kAqmxcXc8uagdQJ/ha2XYviXbuUwQcA42uIi6CnsVDGB+z8RCAd4xP1EOKIwxmCIPXO/AvJTeHEw/EAsYCR75e+pvoAGZTlwTV',
    'xnxKMgT4e/8Z+x9BF47KWQKBgQDCbS8FbH739KKjBLc6nkzx+Rni8cC3hKBopiwa+K7MpZxCMNLevhPhql1iEvS02/8qzBSBpKk8',
    '41nRXYMhZJ2D4kFAEyGFOhZUoDDzLbPGwT/rm5G9bPmq6fM0ofUwBMl1mevWIUR836WRjJqtIOnlrsf+7OrLbDKAFMkIUJNKfwKB',
    'gQCVocGKfMjggK+xyQMPpV5s5cF41l1qZm0ib9vSvzQuIoCg+ZA7iwBsGRXuVochomUmnXA/7zps1myd/uRyv5MarBlm8L1Di+5D',
    '1ugwAjoTCbXpaB6kJu70Ua08MGAM52tknNNIEPX4eGLtQYNLa9LzABjbvR4BmkbcntuidjfvUQKBgQCr9Pswddv6G6C4Q5R2wMlW',
    '/bT6dky3QxLIW6gIlseq8hI4rIvkOwLEhPQgqJlLWIPe6y571xFja8Tlmio/H4j8uuBw9jqgZVaYtDF28oXdFNAe5rHIcpiCpHXY',
    'qCF9vc4cN+1Qro2vT/JUv6GR29lirenuusWS8vfbNgbzVqheqwKBgGMgkUt+5eLzz+tcSmR+QGaJf8oWMzXSGKgJ5gsw33QxkyxV',
    '2W2z61J84kJOaQr9Vac8c8Q8lQ+7U1OU1/G3/2JGSU0/q/9mK39i8wDEerG+AMQjJwjqmI7BV5QxGpEKC7OFg/5ga6kCMX4/5PJO',
    'RRIxnpRYq0G4mF1gNahQ2/SV',
  ]),
};

/** Always makes the same key of each algorithm, so that what it signs with EdDSA and RS256 is the same in every run. */
export function createFixedKeyMaker(sealing: Sealing): KeyMaker {
  return {
    make(algorithm) {
      const privateKey = createPrivateKey({ key: PKCS8[algorithm], format: 'der', type: 'pkcs8' });
      return sealPair({ privateKey, publicKey: createPublicKey(privateKey) }, sealing);
    },
  };
}

function inBase64(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join(''), 'base64');
}
