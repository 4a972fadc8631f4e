/** Why a list cannot be read as it was asked for. */
export class ListRefusal extends Error {
  override name = 'ListRefusal';
  readonly kind: 'unknown repository' | 'no repository' | 'bad cursor' | 'bad filter';

  constructor(kind: ListRefusal['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
