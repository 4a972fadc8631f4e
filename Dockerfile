# Worker, migrations and CLI in one image. Nothing is compiled: Node runs the sources as they are.
FROM node:22-bookworm-slim

# Temporal's client reads the system's certificates, which the slim image does not bring.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-fund --no-audit && npm cache clean --force

COPY repometer.ts config.ts ./
COPY bin ./bin
COPY sql ./sql
COPY activities ./activities
COPY workflows ./workflows
COPY worker ./worker
COPY client ./client
COPY local ./local
COPY test/simulator ./test/simulator

ENV NODE_ENV=production XDG_CACHE_HOME=/var/cache
# The workflow bundle, once for the image instead of at each start: a worker then needs no writable folder but /tmp.
RUN node --import ./bin/typescript.mjs --input-type=module \
  --eval "import { prebuiltBundle } from './worker/workflow-bundle.ts'; await prebuiltBundle('/var/cache/repometer')"

USER node
ENTRYPOINT ["node", "bin/repometer.mjs"]
CMD ["worker"]
