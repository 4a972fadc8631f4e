import type { Repository } from '../world.ts';
import { shaOf, type Commit } from '../world/commit-graph.ts';
import { toInstant } from '../world/instant.ts';
import { addressesOf, nodeId } from './addresses.ts';

/** A commit as lists show it; `author` is null where no account owns the address. */
export function commitJson(repository: Repository, commit: Commit): Record<string, unknown> {
  const { api, web } = addressesOf(repository);
  const { author, sha } = commit;
  const url = `${api}/commits/${sha}`;
  const signature = (at: number) => ({ name: author.name, email: author.email, date: toInstant(at) });
  const tree = shaOf(`tree/${sha}`);
  return {
    sha,
    node_id: nodeId('C', sha),
    commit: {
      author: signature(commit.authoredAt),
      committer: signature(commit.committedAt),
      message: commit.message,
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      url: `${api}/git/commits/${sha}`,
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    url,
    html_url: `${web}/commit/${sha}`,
    comments_url: `${url}/comments`,
    author: author.account,
    committer: author.account,
    parents: commit.parents.map((index) => {
      const parent = repository.commits.graph.at(index).sha;
      return { sha: parent, url: `${api}/commits/${parent}`, html_url: `${web}/commit/${parent}` };
    }),
  };
}

/** A commit as its own route shows it. */
export function fullCommitJson(repository: Repository, commit: Commit): Record<string, unknown> {
  const { additions, deletions } = commit;
  const total = additions + deletions;
  return {
    ...commitJson(repository, commit),
    stats: { total, additions, deletions },
    files: total ? [fileJson(repository, commit)] : [],
  };
}

/** The one file that a made-up commit touches. */
export function fileJson(repository: Repository, { sha, additions, deletions }: Commit) {
  const { api, web } = addressesOf(repository);
  const filename = 'source/parser.ts';
  return {
    sha: shaOf(`blob/${sha}`),
    filename,
    status: 'modified',
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${web}/blob/${sha}/${filename}`,
    raw_url: `${web}/raw/${sha}/${filename}`,
    contents_url: `${api}/contents/${filename}?ref=${sha}`,
  };
}
