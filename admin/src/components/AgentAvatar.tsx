/** An agent where there is no room for the name: initials in a circle, the name for everybody who asks. */
import { styled } from 'styled-components';
import { initials } from '../utils/addresses';

const Circle = styled.span`
  display: flex;
  align-items: center;
  justify-content: center;
  flex-shrink: 0;
  position: relative;
  width: 2.2rem;
  height: 2.2rem;
  border-radius: 50%;
  background: ${({ theme }) => theme.colors.primary200};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 0.9rem;
  font-weight: ${({ theme }) => theme.fontWeights.bold};

  > [data-name] {
    position: absolute;
    inset: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;

export const AgentAvatar = ({ name, label }: { readonly name: string; readonly label: string }) => (
  <Circle title={label}>
    <span aria-hidden>{initials(name)}</span>
    <span data-name="">{label}</span>
  </Circle>
);
