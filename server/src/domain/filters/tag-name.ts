/** Names of tags: one tag, however its name is written. */
import { hashOf } from '../identity';
import { foldText } from './fold';

/** What a tag is found by. */
export const tagKey = (name: string): string => hashOf(foldText(name));
