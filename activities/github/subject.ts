/** What rows are about: a repository, an owner (an organisation or a user), or everything that is public. */
export type SubjectKind = 'repository' | 'owner' | 'public';

/** One of them, as requests and stored rows name it. */
export interface Subject {
  kind: SubjectKind;
  /** GitHub's numeric id; of the public feed 0. */
  id: string;
  /** `owner/name` of a repository, login of an owner. */
  name: string;
  /** Of an owner: the lists of an organisation and of a user have other addresses. */
  type?: OwnerType;
}

export type OwnerType = 'Organization' | 'User';

/** A subject whose id GitHub has not told yet. */
export type NamedSubject = Omit<Subject, 'id'>;
