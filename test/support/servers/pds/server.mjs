// A real PDS with a real identity directory, for tests: node server.mjs <pdsPort> <plcPort> <dataFolder>. Port 0 is not possible: the PDS must know its own address.
// Prints one line of JSON when it can be asked, and ends when its standard input does.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { PDS } from '@atproto/pds';
import { Database, PlcServer } from '@did-plc/server';

const [pdsPort, plcPort] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4];

const directory = PlcServer.create({ db: Database.mock(), port: plcPort });
await directory.start();
const pds = await PDS.fromEnv({
  devMode: true, disableSsrfProtection: true, port: pdsPort, hostname: 'localhost', serviceHandleDomains: ['.test'], inviteRequired: false,
  dataDirectory: folder, blobstoreDiskLocation: join(folder, 'blobs'), adminPassword: 'admin', jwtSecret: randomBytes(16).toString('hex'),
  didPlcUrl: `http://localhost:${plcPort}`, plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
  bskyAppViewUrl: 'https://appview.invalid', bskyAppViewDid: 'did:example:invalid', modServiceUrl: 'https://moderation.invalid', modServiceDid: 'did:example:invalid',
});
await pds.start();
process.stdout.write(`${JSON.stringify({ pds: `http://localhost:${pdsPort}`, plc: `http://localhost:${plcPort}` })}\n`);

const stop = async () => {
  await pds.destroy();
  await directory.destroy();
  process.exit(0);
};
process.stdin.on('end', stop).on('error', stop).resume();
process.on('SIGTERM', stop);
