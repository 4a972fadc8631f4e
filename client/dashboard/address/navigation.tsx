import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { changed, pageAddress, readAddress } from './address.ts';
import type { Address, Changes } from './address.ts';

interface Navigation {
  address: Address;
  /** This page with some parameters changed. */
  withChanges(changes: Changes): string;
  /** Another page. */
  pageAt(pathname: string, changes?: Changes): string;
  go(href: string): void;
}

const context = createContext<Navigation | undefined>(undefined);

/** What the address says, and ways from here. */
export const useNavigation = (): Navigation => useContext(context)!;

const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** The link of ours that was clicked; undefined where the browser is to follow it itself. */
function linkOf(event: MouseEvent): URL | undefined {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!link || !isPlain(event) || event.defaultPrevented || link.hasAttribute('download')) return undefined;
  const url = new URL(link.getAttribute('href')!, location.href);
  const isOurs = url.origin === location.origin && !url.pathname.startsWith('/api/') && !link.hasAttribute('target');
  return isOurs && url.hash === '' ? url : undefined;
}

/** Follows the address: a click on a link of ours changes it without loading the page, and the back button goes back. */
export function Navigated({ children }: { children: ComponentChildren }) {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const follow = () => setHref(location.href);
    const onClick = (event: MouseEvent) => {
      const url = linkOf(event);
      if (!url) return;
      event.preventDefault();
      goTo(url.href);
    };
    addEventListener('popstate', follow);
    document.addEventListener('click', onClick);
    return () => {
      removeEventListener('popstate', follow);
      document.removeEventListener('click', onClick);
    };
  }, []);

  function goTo(target: string) {
    const isOtherPage = new URL(target, location.href).pathname !== location.pathname;
    if (new URL(target, location.href).href !== location.href) history.pushState(null, '', target);
    setHref(location.href);
    if (isOtherPage) scrollTo(0, 0);
  }

  const value = useMemo(() => {
    const url = new URL(href);
    return {
      address: readAddress(url),
      withChanges: (changes: Changes) => changed(url, changes),
      pageAt: (pathname: string, changes?: Changes) => pageAddress(url, pathname, changes),
      go: goTo,
    };
  }, [href]);
  return <context.Provider value={value}>{children}</context.Provider>;
}
