# Worker, migrations and CLI in one image: the programs as the build compiles them, and the SQL.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-fund --no-audit
COPY repometer.ts config.ts programs.ts github-api.ts tsconfig.json ./
COPY bin ./bin
COPY tools/build ./tools/build
COPY sql ./sql
COPY activities ./activities
COPY workflows ./workflows
COPY worker ./worker
COPY client ./client
COPY local ./local
COPY test/simulator ./test/simulator
RUN npm run build

FROM node:22-bookworm-slim

# Temporal's client reads the system's certificates, which the slim image does not bring.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-fund --no-audit && npm cache clean --force
COPY bin ./bin
COPY sql ./sql
COPY --from=build /app/dist ./dist

ENV NODE_ENV=production
USER node
ENTRYPOINT ["node", "bin/repometer.mjs"]
CMD ["worker"]
