import { BlobServiceClient, RestError, type StoragePipelineOptions } from '@azure/storage-blob';
import type { TableAccount } from '#bot/platform/azure-tables';
import type { Container } from '#bot/platform/container';
import { StorageAway, StorageRefused } from '#bot/platform/tables';

const options: StoragePipelineOptions = {
  // The client's own tries would take minutes: whoever failed comes again.
  retryOptions: { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 },
};

/** Whether a connection string names a place for files. */
export const namesBlobs = (connectionString: string): boolean =>
  /(^|;)\s*(BlobEndpoint|EndpointSuffix|UseDevelopmentStorage)\s*=/i.test(connectionString);

/** A container of Azure Blob Storage through Microsoft's client; made when it is first written to. */
export function azureContainer(account: TableAccount, name: string): Container {
  const service =
    account.kind === 'identity'
      ? new BlobServiceClient(account.url, account.credential, options)
      : BlobServiceClient.fromConnectionString(account.connectionString, options);
  const container = service.getContainerClient(name);
  let made: Promise<unknown> | undefined;
  const make = (): Promise<unknown> => {
    made ??= container.createIfNotExists().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  return {
    put: (file, content, abortSignal) =>
      told(async () => {
        await make();
        await container
          .getBlockBlobClient(file)
          .uploadData(content, abortSignal === undefined ? {} : { abortSignal });
      }),
    get: (file) =>
      told(async () => {
        try {
          return await container.getBlobClient(file).downloadToBuffer();
        } catch (error) {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }
      }),
    async *names(prefix) {
      const pages = container.listBlobsFlat({ prefix }).byPage();
      for (;;) {
        const page = await told(() => pages.next());
        if (page.done === true) return;
        for (const { name: file } of page.value.segment.blobItems) yield file;
      }
    },
  };
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof RestError ? error.statusCode : undefined;

/** What cannot be done is told as of the tables. */
async function told<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const status = statusOf(cause);
    if (status === 401 || status === 403) {
      throw new StorageRefused('the container does not let us in', { cause });
    }
    throw new StorageAway('the container did not answer', { cause });
  }
}
