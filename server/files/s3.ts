import { DeleteObjectsCommand, GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { S3Store } from '@tus/s3-store';
import type { Readable } from 'node:stream';
import type { Config } from '../config';
import { thumbnailKey, type Storage } from './storage';

/** A bucket of an S3-compatible service, one object per upload. An object comes into being whole, when its last part is there. */
export function createS3(config: Pick<Config, 'S3_BUCKET' | 'S3_ENDPOINT' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'>): Storage {
  const Bucket = config.S3_BUCKET!;
  const client: S3ClientConfig = {
    region: config.S3_REGION,
    // Services other than Amazon's know neither buckets as hosts nor its newer checksums.
    ...(config.S3_ENDPOINT !== undefined && { endpoint: config.S3_ENDPOINT, forcePathStyle: true }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(config.S3_ACCESS_KEY_ID !== undefined && {
      credentials: { accessKeyId: config.S3_ACCESS_KEY_ID, secretAccessKey: config.S3_SECRET_ACCESS_KEY ?? '' },
    }),
  };
  const s3 = new S3Client(client);
  const tus = new S3Store({ s3ClientConfig: { ...client, bucket: Bucket }, useTags: false });
  tus.extensions = ['creation', 'creation-with-upload', 'termination'];
  const missing = (error: { status_code?: number; name?: string; $metadata?: { httpStatusCode?: number } }): undefined => {
    if (error.status_code !== 404 && error.status_code !== 410 && error.$metadata?.httpStatusCode !== 404) throw error;
  };
  return {
    tus,
    received: (key) => tus.getUpload(key).then(({ offset }) => offset, missing),
    async read(key, range) {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key, ...(Range !== undefined && { Range }) }));
      return Body as Readable;
    },
    async put(key, bytes) {
      await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: bytes }));
    },
    // What the service has acknowledged it keeps.
    seal: async () => undefined,
    async remove(key) {
      await tus.remove(key).catch(missing);
      const Objects = [key, `${key}.info`, `${key}.part`, thumbnailKey(key)].map((Key) => ({ Key }));
      await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    },
  };
}
