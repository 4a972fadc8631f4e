import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { Navigated, useNavigation } from './address/navigation.tsx';
import { Beating, useIsLive } from './data/beat.tsx';
import { Catalogued } from './data/catalogue.tsx';
import { ComparePage } from './pages/compare.tsx';
import { OrganizationPage } from './pages/organization.tsx';
import { OverviewPage } from './pages/overview.tsx';
import { RepositoryPage } from './pages/repository.tsx';
import './style.css';

const pages = {
  overview: OverviewPage,
  repository: RepositoryPage,
  compare: ComparePage,
  organization: OrganizationPage,
};

function Page() {
  const { address, pageAt } = useNavigation();
  const { page, subject } = address;
  const isLive = useIsLive();
  const Shown = pages[page];
  const name = page === 'overview' ? 'Repositories' : page === 'compare' ? 'Compare' : subject;
  useEffect(() => {
    document.title = `${name} – Repometer`;
  }, [name]);
  const current = (one: string) => (page === one ? 'page' : undefined);
  return (
    <>
      <a class="skip" href="#content">
        To the numbers
      </a>
      <header class="site">
        <a class="brand" href={pageAt('/')}>
          Repometer
        </a>
        <nav aria-label="Site">
          <a href={pageAt('/')} aria-current={current('overview')}>
            Repositories
          </a>
          <a href={pageAt('/compare')} aria-current={current('compare')}>
            Compare
          </a>
          <a href="/api/docs">API</a>
        </nav>
        <p class={`pulse ${isLive ? 'is-live' : ''}`} data-live={isLive}>
          {isLive ? 'live' : 'not live: asks every 10 s'}
        </p>
      </header>
      <main id="content" tabIndex={-1}>
        <Shown key={`${page} ${subject}`} />
      </main>
      <footer class="quiet">
        Months and hours are UTC. No number without its sentence: open “What is counted” below a chart.
      </footer>
    </>
  );
}

render(
  <Navigated>
    <Beating>
      <Catalogued>
        <Page />
      </Catalogued>
    </Beating>
  </Navigated>,
  document.getElementById('app')!,
);
