import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface BlobServer {
  start(): Promise<void>;
  close(): Promise<void>;
  getHttpServerAddress(): string;
}

/** Azurite's blob service inside this process, in memory; its endpoint goes into a connection string. */
export async function startBlobs(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const require = createRequire(`${process.cwd()}/package.json`);
  const { default: Server } = require('azurite/dist/src/blob/BlobServer');
  const { default: Configuration } = require('azurite/dist/src/blob/BlobConfiguration');
  const folder = mkdtempSync(join(tmpdir(), 'pass-it-on-blobs-'));
  const place = { locationPath: folder, locationId: 'Default', maxConcurrency: 10 };
  // Positional: host, port, keep-alive, two files, folders, access log, debug log, loose, skip the API
  // version check, TLS, OAuth and product-style addresses off, in memory.
  const server: BlobServer = new Server(
    new Configuration(
      '127.0.0.1',
      0,
      5,
      join(folder, 'blobs.json'),
      join(folder, 'extents.json'),
      [place],
      false,
      undefined,
      false,
      undefined,
      false,
      true,
      '',
      '',
      '',
      undefined,
      true,
      true,
    ),
  );
  await server.start();
  const { port } = new URL(server.getHttpServerAddress());
  return {
    endpoint: `BlobEndpoint=http://127.0.0.1:${port}/devstoreaccount1;`,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
