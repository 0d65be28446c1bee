import type { HttpFailure } from '../../sync/http';
import { useT } from '../context';

/** What to say of a request that failed for a reason which is nobody's mistake. */
export function useExplain(): (failure: HttpFailure) => string {
  const t = useT();
  return (failure) => {
    if (failure.code === 'rate_limited') return t('too_often', { count: Math.ceil(failure.retry_after ?? 60) });
    return failure.code === 'offline' ? t('sign_in_offline') : failure.message;
  };
}
