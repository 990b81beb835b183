// Real servers where pictures can lie, for tests: node server.mjs <dataFolder>. An S3 service with one bucket (s3rver, behind Amazon's
// own signer, which judges every request), a WebDAV folder for one
// user (webdav-server) and a web site that shows that folder to everybody. Prints one line of JSON when they can be asked, and ends when its standard input does.
import { createReadStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { basename, join, normalize } from 'node:path';
import S3rver from 's3rver';
import { v2 as webdav } from 'webdav-server';
import { judge } from './signed.mjs';

const folder = process.argv[2];
const [buckets, site] = [join(folder, 'buckets'), join(folder, 'site')];
for (const each of [buckets, site]) mkdirSync(each, { recursive: true });

const s3 = new S3rver({ address: '127.0.0.1', port: 0, directory: buckets, silent: true, configureBuckets: [{ name: 'pictures', configs: [] }] });
const { port: s3Port } = await s3.run();

const keys = { LINNETKEY: 'a secret/with+signs=' };
const gate = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url, `http://${request.headers.host}`);
  const code = await judge({ method: request.method, url, headers: request.headers, body, keys });
  if (code !== null) {
    response.writeHead(403, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>Judged by the gate</Message></Error>`);
    return;
  }
  // s3rver knows parts, and no way to give them up.
  const upload = url.searchParams.get('uploadId');
  if (request.method === 'DELETE' && upload !== null) {
    const parts = join(buckets, 'pictures', '._S3rver_uploads', basename(upload));
    const known = existsSync(parts);
    rmSync(parts, { recursive: true, force: true });
    if (known) response.writeHead(204).end();
    else response.writeHead(404, { 'content-type': 'application/xml' }).end('<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchUpload</Code><Message>Judged by the gate</Message></Error>');
    return;
  }
  const query = [...url.searchParams].filter(([name]) => ['uploads', 'partNumber', 'uploadId'].includes(name)).map(([name, value]) => (value === '' ? name : `${name}=${encodeURIComponent(value)}`)).join('&');
  const { authorization: _login, ...headers } = request.headers;
  const forward = http.request({ host: '127.0.0.1', port: s3Port, method: request.method, path: query === '' ? url.pathname : `${url.pathname}?${query}`, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-'))) }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  forward.on('error', () => { response.writeHead(500).end(); });
  forward.end(body);
});
const gatePort = await new Promise((resolve) => { gate.listen(0, '127.0.0.1', () => resolve(gate.address().port)); });

const users = new webdav.SimpleUserManager();
const linnet = users.addUser('linnet', 'correct horse', false);
const privileges = new webdav.SimplePathPrivilegeManager();
privileges.setRights(linnet, '/', ['all']);
const dav = new webdav.WebDAVServer({ httpAuthentication: new webdav.HTTPBasicAuthentication(users, 'test'), privilegeManager: privileges, requireAuthentification: true, port: 0, hostname: '127.0.0.1', rootFileSystem: new webdav.PhysicalFileSystem(site) });
const davPort = await new Promise((resolve) => { dav.start((server) => resolve(server.address().port)); });

const types = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', mp4: 'video/mp4', mov: 'video/quicktime' };
const web = http.createServer((request, response) => {
  const path = join(site, normalize(new URL(request.url, 'http://x').pathname));
  try {
    if (!statSync(path).isFile()) throw new Error('no file');
    response.writeHead(200, { 'content-type': types[path.split('.').at(-1)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  } catch {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>');
  }
});
web.listen(0, '127.0.0.1', () => {
  const at = (port) => `http://127.0.0.1:${port}`;
  process.stdout.write(`${JSON.stringify({ s3: at(gatePort), dav: at(davPort), web: at(web.address().port) })}\n`);
});

const stop = () => { process.exit(0); };
process.stdin.on('end', stop).on('error', stop).resume();
process.on('SIGTERM', stop);
