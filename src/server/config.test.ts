import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS as DIGIOFFICE_DEFAULTS } from '../dialects/digioffice/settings.ts';
import { OAUTH_DEFAULTS } from '../dialects/oauth/settings.ts';
import { PROJECTOR_DEFAULTS } from '../dialects/projector/settings.ts';
import { YINDO_DEFAULTS } from '../dialects/yindo/settings.ts';
import { digiofficeSettings } from './config/digioffice.ts';
import { keySchedule } from './config/keys.ts';
import { verifierSettings } from './config/verifier.ts';
import { readConfig } from './config.ts';
import { configuredDialects } from './dialects.ts';
import { isLoopback } from './loopback.ts';

test('without a word the demo is on 8080, on loopback, open', () => {
  const read = readConfig({ PATH: '/bin' });
  assert.ok(read.ok);
  assert.partialDeepStrictEqual(read.config, {
    port: 8080,
    host: '127.0.0.1',
    dataFolder: '.tessera',
    database: '',
    serverKeyFile: '',
    workers: 1,
    maintenance: false,
    refreshRepeatSeconds: 30,
    logLevel: 'warn',
  });
});

test('every problem is told at once, and no value is', () => {
  const read = readConfig({ TESSERA_PORT: '99999', TESSERA_MAINTENANCE: 'maybe', TESSERA_PROT: 'a secret' });
  assert.ok(!read.ok);
  assert.equal(read.problems.length, 3);
  assert.match(read.problems.join('\n'), /TESSERA_PROT is not a setting/);
  assert.match(read.problems.join('\n'), /TESSERA_PORT: must be 65533 at most/);
  assert.match(read.problems.join('\n'), /TESSERA_MAINTENANCE: must be one of on, off/);
  assert.doesNotMatch(read.problems.join('\n'), /a secret|maybe|99999/);
});

test('more than one worker needs a database that takes more than one writer', () => {
  assert.equal(readConfig({ TESSERA_WORKERS: '2' }).ok, false);
  assert.equal(readConfig({ TESSERA_WORKERS: '2', TESSERA_DATABASE: 'postgres://127.0.0.1/x' }).ok, true);
});

test('where the verifier looks, and what is behind its proxy, by site', () => {
  const settingsAt = (accepts: string, resources = '') => {
    const read = readConfig({ TESSERA_VERIFY_ACCEPTS: accepts, TESSERA_VERIFY_RESOURCES: resources });
    return read.ok ? verifierSettings(read.config) : read.problems.join();
  };
  const [api, files] = ['https://api.example/', 'urn:example:files'];
  assert.deepEqual(
    settingsAt('bearer, dpop:original;c1=cookie:ss-id;c2=none', `${api}, ${files};c1=${files};c2=none`),
    {
      carriers: [{ kind: 'bearer' }, { kind: 'dpop', manner: 'original' }],
      carriersBySite: { c1: [{ kind: 'cookie', name: 'ss-id' }], c2: [] },
      resources: [api, files],
      resourcesBySite: { c1: [files], c2: [] },
    },
  );
  assert.deepEqual(settingsAt('c1=bearer'), { carriersBySite: { c1: [{ kind: 'bearer' }] }, resourcesBySite: {} });
  for (const wrong of ['dpop', 'dpop:proxy', 'bearer,'])
    assert.match(String(settingsAt(wrong)), /must be a list of bearer/);
  assert.match(String(settingsAt('bearer;c1=dpop:path,dpop:original')), /one dpop for a site/);
  for (const wrong of ['api', `${api}#a`, `${api} ${files}`, `${api},`]) {
    assert.match(String(settingsAt('bearer', wrong)), /must be a list of absolute URIs/);
  }
});

test('a refresh can be repeated for less time than the key that signed its answer stays, whatever is set', () => {
  const read = readConfig({ TESSERA_REFRESH_REPEAT_SECONDS: '3600', TESSERA_KEY_OVERLAP_DAYS: '1' });
  assert.ok(read.ok);
  assert.ok(read.config.refreshRepeatSeconds < keySchedule(read.config).overlapSeconds);
  // These are the longest and the shortest that there are.
  assert.equal(readConfig({ TESSERA_REFRESH_REPEAT_SECONDS: '3601' }).ok, false);
  assert.equal(readConfig({ TESSERA_KEY_OVERLAP_DAYS: '0' }).ok, false);
});

test('ports leave room for the clusters', () => {
  assert.equal(readConfig({ TESSERA_PORT: '65533' }).ok, true);
  for (const port of ['65534', '0', '-1', '8080x', '']) assert.equal(readConfig({ TESSERA_PORT: port }).ok, false);
});

test('digioffice goes without TLS on loopback only, and has a shared key only where it signs with one', () => {
  const settingsAt = (environment: Record<string, string>) => {
    const read = readConfig(environment);
    return read.ok ? digiofficeSettings(read.config) : read.problems.join();
  };
  const required = (environment: Record<string, string>) => {
    const settings = settingsAt(environment);
    return typeof settings === 'string' ? settings : settings.requireSecureConnection;
  };
  assert.equal(required({}), false);
  assert.equal(required({ TESSERA_HOST: '0.0.0.0' }), true);
  assert.equal(required({ TESSERA_DIGIOFFICE_REQUIRE_SECURE: 'on' }), true);
  const off = { TESSERA_DIGIOFFICE_REQUIRE_SECURE: 'off' };
  assert.equal(required(off), false);
  assert.match(String(required({ ...off, TESSERA_HOST: '0.0.0.0' })), /REQUIRE_SECURE: may be off on loopback only/);

  const key = Buffer.alloc(32, 1).toString('base64');
  const shared = { TESSERA_DIGIOFFICE_SIGNING: 'hs256', TESSERA_DIGIOFFICE_SIGNING_KEY: key };
  assert.partialDeepStrictEqual(settingsAt(shared), { signing: 'hs256', signingKey: key });
  for (const wrong of [Buffer.alloc(31).toString('base64'), 'no base64!', '====']) {
    const said = settingsAt({ ...shared, TESSERA_DIGIOFFICE_SIGNING_KEY: wrong });
    assert.match(String(said), /^TESSERA_DIGIOFFICE_SIGNING_KEY: must/);
    assert.ok(!String(said).includes(wrong));
  }
  assert.match(String(settingsAt({ TESSERA_DIGIOFFICE_SIGNING_KEY: key })), /nothing is signed with it/);
  assert.partialDeepStrictEqual(settingsAt({ TESSERA_DIGIOFFICE_AUDIENCES: 'a, b,' }), { audiences: ['a', 'b'] });
});

test('without a word each dialect has the settings that it documents', () => {
  const read = readConfig({});
  assert.ok(read.ok);
  const { oauth, yindo, projector, digioffice } = configuredDialects(read.config);
  assert.partialDeepStrictEqual(OAUTH_DEFAULTS, oauth);
  assert.partialDeepStrictEqual(YINDO_DEFAULTS, yindo);
  assert.partialDeepStrictEqual(PROJECTOR_DEFAULTS, projector);
  assert.partialDeepStrictEqual(DIGIOFFICE_DEFAULTS, digioffice);
});

test('the lifetimes of the standard dialect come from the environment, and what is short stays short', () => {
  const read = readConfig({
    TESSERA_OAUTH_ACCESS_SECONDS: '1',
    TESSERA_OAUTH_REFRESH_SECONDS: '2',
    TESSERA_OAUTH_CODE_SECONDS: '3',
    TESSERA_OAUTH_ID_TOKEN_SECONDS: '4',
    TESSERA_OAUTH_PUSHED_SECONDS: '5',
    TESSERA_OAUTH_REQUIRE_PUSHED: 'on',
    TESSERA_OAUTH_DEVICE_SECONDS: '60',
    TESSERA_OAUTH_DEVICE_INTERVAL_SECONDS: '6',
  });
  assert.ok(read.ok);
  assert.deepEqual(configuredDialects(read.config).oauth, {
    accessLifetimeSeconds: 1,
    accessAlgorithm: 'EdDSA',
    refreshLifetimeSeconds: 2,
    codeLifetimeSeconds: 3,
    idTokenLifetimeSeconds: 4,
    pushedLifetimeSeconds: 5,
    requirePushed: true,
    deviceLifetimeSeconds: 60,
    deviceIntervalSeconds: 6,
  });
  const tooLong = {
    TESSERA_OAUTH_CODE_SECONDS: '601',
    TESSERA_OAUTH_PUSHED_SECONDS: '601',
    TESSERA_OAUTH_DEVICE_SECONDS: '3601',
    TESSERA_OAUTH_DEVICE_INTERVAL_SECONDS: '61',
  };
  for (const [name, value] of Object.entries(tooLong)) {
    assert.equal(readConfig({ [name]: value }).ok, false, name);
    assert.equal(readConfig({ [name]: '0' }).ok, false, name);
  }
});

test('yindo, projector and digioffice tell their lifetimes to the environment as well', () => {
  const read = readConfig({
    TESSERA_YINDO_TOKEN_SECONDS: '60',
    TESSERA_YINDO_TICKET_DATES: 'on',
    TESSERA_PROJECTOR_TICKET_SECONDS: '61',
    TESSERA_PROJECTOR_REFRESH_SECONDS: '62',
    TESSERA_DIGIOFFICE_REMEMBERED_SECONDS: '63',
  });
  assert.ok(read.ok);
  const { yindo, projector, digioffice } = configuredDialects(read.config);
  assert.partialDeepStrictEqual(yindo, { accessLifetimeSeconds: 60, ticketDates: true });
  assert.partialDeepStrictEqual(projector, { ticketLifetimeSeconds: 61, refreshLifetimeSeconds: 62 });
  assert.partialDeepStrictEqual(digioffice, { rememberedSessionSeconds: 63 });
});

test('the ends of legacy doors are read whole or not at all', () => {
  const endsOf = (text: string) => {
    const read = readConfig({ TESSERA_LEGACY_ENDS: text });
    return read.ok ? read.config.legacyEnds : read.problems.join();
  };
  assert.deepEqual(endsOf(''), []);
  assert.deepEqual(endsOf('yindo/password=2027-06-30, oauth/password@a@b=c=off,'), [
    { dialect: 'yindo', door: 'password', clientId: undefined, at: Date.UTC(2027, 5, 30) },
    { dialect: 'oauth', door: 'password', clientId: 'a@b=c', at: 0 },
  ]);
  assert.match(String(endsOf('yindo/password')), /must be DOOR=DATE/);
  assert.match(String(endsOf('yindo/password=2027-02-31')), /must be DOOR=DATE/);
  assert.match(String(endsOf('yindo/password=tomorrow')), /must be DOOR=DATE/);
  assert.match(String(endsOf('yindo/delegation=off')), /a door that there isn't; there are twinfield\/password, /);
  assert.match(String(endsOf('yindo/password@somebody=off')), /knows no clients/);
  assert.match(String(endsOf('yindo/password=off,yindo/password=2027-06-30')), /two dates for one door/);
});

test("the variables of the tests are none of the server's", () => {
  assert.equal(readConfig({ TESSERA_TEST_DATABASE: 'postgres://x' }).ok, true);
});

test('loopback is 127.0.0.0/8, ::1 and localhost, and nothing else', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) assert.equal(isLoopback(host), true, host);
  for (const host of ['0.0.0.0', '::', '10.0.0.1', 'example.com', '128.0.0.1'])
    assert.equal(isLoopback(host), false, host);
});
