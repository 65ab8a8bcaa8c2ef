/** Who is told of a case's news. Everybody follows for themselves; who works on the case also names others. */
import { useState } from 'react';
import { Flex, IconButton, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { AgentAvatar } from '../../../components/AgentAvatar';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useGetReadersQuery } from '../../../services/cases';
import { useGetFollowQuery } from '../../../services/inbox';
import { useAddFollowerMutation, useRemoveFollowerMutation } from '../../../services/reading';
import { CASE_TYPE } from '../../../../../server/src/domain/record';
import type { AgentSummary, CaseDetail } from '../../../../../server/src/api/contracts';

const NOBODY: readonly AgentSummary[] = [];

export const Followers = ({ detail }: { readonly detail: CaseDetail }) => {
  const text = useText();
  const report = useReport();
  const { currentData } = useGetFollowQuery({ contentType: CASE_TYPE, documentId: detail.id });
  const [removeFollower, { isLoading }] = useRemoveFollowerMutation();
  const followers = currentData?.followers ?? NOBODY;
  const mayChange = detail.allowed.work;
  const remove = async (user: number): Promise<void> => {
    const result = await removeFollower({ caseId: detail.id, user });
    if ('error' in result && result.error !== undefined) report.failure(result.error);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {currentData && followers.length === 0 && (
        <Typography variant="pi" textColor="neutral600">
          {text('followers.none')}
        </Typography>
      )}
      {followers.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={1} aria-label={text('followers.title')}>
          {followers.map(({ id, name }) => (
            <Flex tag="li" key={id} gap={2}>
              <AgentAvatar name={name} label={name} />
              <Typography flex="1" ellipsis>
                {name}
              </Typography>
              {mayChange && (
                <IconButton
                  variant="ghost"
                  size="S"
                  label={text('followers.remove', { name })}
                  disabled={isLoading}
                  onClick={() => void remove(id)}
                >
                  <Cross />
                </IconButton>
              )}
            </Flex>
          ))}
        </Flex>
      )}
      {mayChange && <AddFollower caseId={detail.id} present={followers} />}
    </Flex>
  );
};

interface AddFollowerProps {
  readonly caseId: string;
  readonly present: readonly AgentSummary[];
}

const AddFollower = ({ caseId, present }: AddFollowerProps) => {
  const text = useText();
  const report = useReport();
  const [added, setAdded] = useState(0);
  const { data: readers = NOBODY } = useGetReadersQuery(caseId);
  const [addFollower, { isLoading }] = useAddFollowerMutation();
  const others = readers.filter(({ id }) => !present.some((follower) => follower.id === id));
  const add = async (user: number): Promise<void> => {
    const result = await addFollower({ caseId, user });
    if ('error' in result && result.error !== undefined) report.failure(result.error);
    setAdded((count) => count + 1);
  };
  if (others.length === 0) return null;
  return (
    <SingleSelect
      // A new one after each choice: it names nobody.
      key={added}
      size="S"
      aria-label={text('followers.add')}
      placeholder={text('followers.add')}
      disabled={isLoading}
      onChange={(value) => void add(Number(value))}
    >
      {others.map(({ id, name }) => (
        <SingleSelectOption key={id} value={String(id)}>
          {name}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};
