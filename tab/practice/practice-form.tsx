import { lazy, Suspense } from 'react';
import { SkeletonLines } from '../ui/skeleton';
import type { PracticeFormProps } from './form';

// Read far more often than filled in: a form's inputs come with the first that is opened.
const Form = lazy(async () => ({ default: (await import('./form')).PracticeForm }));

export const PracticeForm = (props: PracticeFormProps) => (
  <Suspense fallback={<SkeletonLines />}>
    <Form {...props} />
  </Suspense>
);
