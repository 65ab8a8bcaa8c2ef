/** How a request of the settings pages ends, in the shape RTK Query's triggers answer. Types alone. */
import type { Report } from '../../hooks/useReport';

export type RequestFailure = Parameters<Report['failure']>[0];

export type RequestResult<Data = unknown> = { readonly data: Data } | { readonly error: RequestFailure };
