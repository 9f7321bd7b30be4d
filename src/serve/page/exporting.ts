import type { ExportJob } from '../../explore/answers.js';
import type { Api } from './api.js';

const EVERY_MS = 400;

/** Starts an export and follows it to its end. @throws ApiFault when it is refused; a job that fails is returned as it is */
export const exported = async (api: Api, order: Readonly<Record<string, unknown>>, onProgress: (job: ExportJob) => void): Promise<ExportJob> => {
  let job = await api.send<ExportJob>('POST', 'exports', {}, order, { 'if-match': '*' });
  onProgress(job);
  while (job.state === 'running') {
    await new Promise((resolve) => { setTimeout(resolve, EVERY_MS); });
    job = await api.get<ExportJob>(`exports/${encodeURIComponent(job.id)}`);
    onProgress(job);
  }
  return job;
};
