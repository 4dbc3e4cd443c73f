// The sandbox alone, with a merchant who hears its notifications.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { end, freePort, ready, sandboxProgram } from '../fixtures/processes.ts';

/** A line of the bank's own book. */
export interface Taken {
  payment_id: string;
  amount: string;
  refunded: string;
}

export class Sandbox {
  private heard: unknown[] = [];
  private program?: ChildProcess;
  private merchant?: Server;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'svetlitsa-sandbox-'));

  private constructor(
    private readonly port: number,
    private readonly merchantPort: number,
  ) {}

  static async start(): Promise<Sandbox> {
    const sandbox = new Sandbox(await freePort(), await freePort());
    sandbox.merchant = createServer((request, answer) => {
      const parts: Buffer[] = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        if (request.method === 'POST') sandbox.heard.push(JSON.parse(Buffer.concat(parts).toString()));
        answer.end();
      });
    }).listen(sandbox.merchantPort, '127.0.0.1');
    sandbox.program = spawn(sandboxProgram(), [
      '--port', `${sandbox.port}`, '--smtp-port', '0', '--data', sandbox.folder,
      '--notify-url', `${sandbox.shop}/gateway`,
    ], { stdio: 'ignore' });
    await ready(`${sandbox.url}/healthz`, sandbox.program, 'the sandbox');
    return sandbox;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where payers return to. */
  get shop(): string {
    return `http://127.0.0.1:${this.merchantPort}`;
  }

  /** What a payer presses on a page of the bank or of the phone. */
  async press(page: string, fields: Record<string, string>): Promise<void> {
    const answer = await fetch(`${this.url}${page}`, { method: 'POST', body: new URLSearchParams(fields) });
    if (!answer.ok) throw new Error(`${page}: ${answer.status}`);
  }

  async control(modes: object): Promise<void> {
    const answer = await fetch(`${this.url}/control`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(modes),
    });
    if (!answer.ok) throw new Error(`control: ${answer.status}`);
  }

  async book(payment: string): Promise<Taken | undefined> {
    const lines: Taken[] = await (await fetch(`${this.url}/log`)).json();
    return lines.find((line) => line.payment_id === payment);
  }

  /** The notifications that came so far. */
  get notifications(): readonly unknown[] {
    return this.heard;
  }

  async stop(): Promise<void> {
    await end(this.program, 'SIGTERM');
    this.merchant?.closeAllConnections();
    this.merchant?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
