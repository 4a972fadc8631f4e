import { useState } from 'preact/hooks';
import { useKeyFromNowOn } from '../data/ask.ts';
import type { AskFailure } from '../data/ask.ts';

/** Why a page has nothing new, in a sentence; where a key is needed, a place to give it. */
export function Failure({ failure }: { failure: AskFailure }) {
  const [key, setKey] = useState('');
  const needsKey = failure.code === 'key_required' || failure.code === 'key_invalid';
  return (
    <div class="failure" role="alert">
      <p>{failure.message}</p>
      {failure.code === 'down' && (
        <p class="quiet">What is shown was read before. It is asked again every ten seconds.</p>
      )}
      {needsKey && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            useKeyFromNowOn(key);
          }}
        >
          <label>
            Key{' '}
            <input
              type="password"
              autocomplete="off"
              value={key}
              onInput={({ currentTarget }) => setKey(currentTarget.value)}
            />
          </label>{' '}
          <button type="submit">Use it until this page is closed</button>
        </form>
      )}
    </div>
  );
}
