// What stands before the server in production: TLS and HTTP/2. It changes nothing on the way.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import os from 'node:os';
import path from 'node:path';

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection']);

function certificate() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'svetlitsa-front-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  const pair = { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
  fs.rmSync(folder, { recursive: true });
  return pair;
}

const kept = (headers) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':') && !HOP_BY_HOP.has(name)));

// Listens on `port` and passes everything on to `upstream`, both on loopback.
export async function front(port, upstream) {
  const agent = new http.Agent({ keepAlive: true });
  const server = http2.createSecureServer({ ...certificate(), allowHTTP1: true }, (request, response) => {
    const headers = { ...kept(request.headers), host: request.headers[':authority'] ?? request.headers.host };
    const options = { host: '127.0.0.1', port: upstream, agent, headers, method: request.method, path: request.url };
    const passed = http.request(options, (answer) => {
      response.writeHead(answer.statusCode, kept(answer.headers));
      answer.pipe(response);
    });
    passed.on('error', () => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  });
  server.on('sessionError', () => {});
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `https://localhost:${port}` };
}
